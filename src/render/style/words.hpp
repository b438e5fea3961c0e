#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "papercup/core/date.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// "196,500".
std::string with_thousands(std::uint64_t number);
// "1 paper", "1,500 papers".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

// The text, followed by as many blanks as it takes to fill so many columns.
std::string padded(std::string_view text, int columns);

// "06:21", where the reader is.
std::string hour_text(Time time, const TextStyle& style);
// "Wed 25 Nov 06:21", where the reader is.
std::string moment_text(Time time, const TextStyle& style);
// The day of a moment where the reader is.
Date local_day(Time time, const TextStyle& style);

}  // namespace papercup::render
