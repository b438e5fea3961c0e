#include "render/style/words.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::render {

std::string padded(std::string_view text, int columns) {
  const int blanks = std::max(columns - text::display_width(text), 0);
  return std::string(text) + std::string(static_cast<std::size_t>(blanks), ' ');
}

std::string hour_text(Time time, const TextStyle& style) {
  const Time here = time + style.utc_offset;
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
      here - std::chrono::floor<std::chrono::days>(here));
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

Date local_day(Time time, const TextStyle& style) { return utc_date(time + style.utc_offset); }

std::string moment_text(Time time, const TextStyle& style) {
  return near_day(local_day(time, style)) + " " + hour_text(time, style);
}

}  // namespace papercup::render
