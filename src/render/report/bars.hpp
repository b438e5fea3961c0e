#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/render/text.hpp"

namespace papercup::render {

// A bar of `value` out of `most` in so many columns: eighths of a column with rich symbols, whole
// ones with plain ones. What is not nothing shows as something.
std::string bar(double value, double most, int columns, const TextStyle& style);

// A column for each value, as high as it is compared with the highest; a blank for 0.
std::string sparkline(const std::vector<std::size_t>& values, const TextStyle& style);

}  // namespace papercup::render
