#pragma once

#include <string>
#include <string_view>

#include "papercup/core/date.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// The text, followed by as many blanks as it takes to fill so many columns.
std::string padded(std::string_view text, int columns);

// "06:21", where the reader is.
std::string hour_text(Time time, const TextStyle& style);
// "Wed 25 Nov 06:21", where the reader is.
std::string moment_text(Time time, const TextStyle& style);
// The day of a moment where the reader is.
Date local_day(Time time, const TextStyle& style);

}  // namespace papercup::render
