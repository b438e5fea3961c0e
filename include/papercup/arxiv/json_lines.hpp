#pragma once

#include <string_view>

#include "papercup/core/paper.hpp"

namespace papercup::arxiv {

// One line of JSON Lines: papercup's own form (keys id, version, title, abstract, authors[],
// categories[], published, updated, announced, announced_estimated, comment, journal_ref, doi,
// license; other keys are ignored; null is as absent) or the Kaggle snapshot's (recognised by
// `versions`, `authors_parsed` or `update_date`). `announced_estimated: true` makes the day an
// estimate, which a stated day replaces. Throws Error{failure} that says what is wrong: not a JSON
// object, no valid id, no title, a wrong type.
Record parse_json_line(std::string_view line);

}  // namespace papercup::arxiv
