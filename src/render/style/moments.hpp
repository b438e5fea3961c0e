#pragma once

#include <string>

#include "papercup/core/date.hpp"
#include "papercup/render/text.hpp"

namespace papercup::render {

// Days and hours as people say them where the reader is.

// "06:21".
std::string hour_text(Time time, const TextStyle& style);
// "Wed 25 Nov 06:21".
std::string moment_text(Time time, const TextStyle& style);
// The day where the reader is.
Date local_day(Time time, const TextStyle& style);

}  // namespace papercup::render
