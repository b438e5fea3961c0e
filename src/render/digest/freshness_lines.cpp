#include "render/digest/freshness_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "render/style/paint.hpp"
#include "render/style/words.hpp"

namespace papercup::render {

bool needs_a_look(const Freshness& freshness) {
  return !is_complete(freshness.state) || freshness.missed > 0 || !freshness.gaps.empty();
}

std::string freshness_summary(const std::vector<Freshness>& lists) {
  if (lists.empty()) return {};
  const auto wanting = std::count_if(lists.begin(), lists.end(), needs_a_look);
  if (wanting == 0) return "all lists complete";
  return fmt::format("{} {} not complete", wanting, wanting == 1 ? "list" : "lists");
}

std::string state_word(ListingState state) {
  switch (state) {
    case ListingState::stale:
      return "STALE";
    case ListingState::failed:
      return "FAILED";
    default:
      return std::string(to_string(state));
  }
}

std::string missing_lists(const Freshness& freshness) {
  if (freshness.missed >= kAlarmingListings)
    return fmt::format("{} LISTS MISSING", freshness.missed);
  return freshness.missed > 1 ? fmt::format("{} lists missing", freshness.missed) : "";
}

std::string freshness_line(const Freshness& freshness, const TextStyle& style) {
  std::string line =
      fmt::format("{}: {}", displayed(freshness.category, style), state_word(freshness.state));
  if (const std::string missing = missing_lists(freshness); !missing.empty()) {
    line += ", " + missing;
  }
  if (freshness.last) line += ", last list " + near_day(freshness.last->day);
  if (!freshness.note.empty()) line += "; " + displayed(freshness.note, style);
  if (freshness.again) line += "; again at " + hour_text(*freshness.again, style);
  if (const std::size_t gaps = freshness.gaps.size(); gaps > 0) {
    line += fmt::format("; {} older {} missing", gaps, gaps == 1 ? "list is" : "lists are");
  }
  return line;
}

}  // namespace papercup::render
