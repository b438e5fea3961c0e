#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::render {

// The beginning of an abstract, wrapped: at most `lines` lines, ended at a sentence where one ends
// in the last two of them, else cut with an ellipsis. Text that fits is whole.
std::vector<std::string> opening_lines(std::string_view abstract, int columns, int lines,
                                       std::string_view ellipsis);

}  // namespace papercup::render
