#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::render {

// What a focus says about a paper, beside the paper itself.
struct Annotation {
  Score score;
  std::optional<int> rank;
  std::string_view ranker;  // its name and version
  std::optional<Percentile> percentile = {};
};

// The keys of the JSON Lines form in their order: id, version, title, abstract, authors,
// categories, published, updated, announced, announced_estimated, comment, journal_ref, doi,
// license, url, signals, and with a focus score, match, one_in, rank, ranker, why.
// `signals` is an object with a list for each kind that is stated (see digest/signals.hpp): objects
// with `text`, `in` (the field that states it), `url` and, for a promise, `promised`, a list of
// kinds.
const std::vector<std::string>& json_keys();
// Whether a key is known only with a focus.
bool needs_focus(std::string_view key);

// One paper as a JSON object on one line, without a line feed. What is not known has no key;
// authors and categories are always there. `fields` picks and orders keys; empty: all. Non-ASCII
// characters stay as they are. Numbers are printed so that reading them gives the same double.
std::string json_object(const Paper& paper, const std::optional<Annotation>& annotation,
                        const std::vector<std::string>& fields);

}  // namespace papercup::render
