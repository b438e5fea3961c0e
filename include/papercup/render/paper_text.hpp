#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// One paper of a list of results: identifier, day, category, title, authors; with the score if
// given.
std::string result_text(const Paper& paper, const std::optional<Score>& score,
                        const TextStyle& style);

// The same as an item of a CommonMark list.
std::string result_markdown(const ScoredPaper& scored, const TextStyle& style);

// A title on one line, cut with an ellipsis if it is wider than so many columns.
std::string title_text(const Paper& paper, const TextStyle& style, int columns);

// One paper whole, with everything stored.
std::string paper_text(const Paper& paper, const std::vector<Announcement>& announcements,
                       const TextStyle& style);

}  // namespace papercup::render
