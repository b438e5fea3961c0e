#pragma once

#include <string>

#include "papercup/core/score.hpp"
#include "papercup/render/text.hpp"

namespace papercup::render {

// A paper as an item of a page's list: title, place, authors, the beginning of the abstract, which
// unfolds, the reasons, and links.
std::string article_item(const ScoredPaper& scored, const TextStyle& style);

}  // namespace papercup::render
