#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// The abstract's decisive sentences in their order, wrapped to so many columns: as many of the best
// as about 230 columns of text hold (three lines of 80 columns, two of wide ones), with an ellipsis
// if something between two of them is left out. A single sentence may be a line longer; one
// that is longer still is cut.
std::vector<std::string> decisive_lines(std::string_view abstract, const Score& score,
                                        const TextStyle& style, int columns);

// The beginning of an abstract, wrapped: at most `lines` lines, ended at a sentence if one ends
// in the last two of them, else cut with an ellipsis. Text that fits is whole.
std::vector<std::string> opening_lines(std::string_view abstract, int columns, int lines,
                                       std::string_view ellipsis);

}  // namespace papercup::render
