#pragma once

#include <string>
#include <vector>

#include "papercup/render/collection.hpp"

namespace papercup::render {

// Papers and matches a day as two rows of bars over the same days, each scaled to its own highest
// bar, as inline SVG with a caption and a text for who does not see it. Empty for fewer than two
// days, of which a chart tells nothing.
std::string day_chart(const std::vector<DayCount>& days);

}  // namespace papercup::render
