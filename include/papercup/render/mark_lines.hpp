#pragma once

#include <string>
#include <string_view>

#include "papercup/core/mark.hpp"

namespace papercup::render {

// Marks as JSON Lines, for keeping them elsewhere and merging them: the keys time (RFC 3339),
// ordinal, verb and id; focus, known, only and logical (RFC 3339) if they say something.

// One line, without a line feed.
std::string mark_line(const Mark& mark);
// The mark of a line; other keys are ignored. Throws Error{failure} that says what is wrong with
// it.
Mark parse_mark_line(std::string_view line);

}  // namespace papercup::render
