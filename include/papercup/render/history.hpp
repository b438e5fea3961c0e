#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "papercup/core/date.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// Papers of a category by the day of their announcement.
struct CategoryHistory {
  std::string category;
  std::vector<std::size_t> papers;  // of each day of the report
};

// What was read and marked in a week that begins on a Monday.
struct WeekHistory {
  Date monday;
  std::size_t shown = 0;  // papers in digests, each counted when it was first shown
  double minutes = 0;     // of reading them
  std::size_t likes = 0, dislikes = 0, saved = 0, done = 0;  // marks that still hold
};

// Shown papers whose "1 in N" lay between two numbers, and what the reader said of them.
struct CalibrationBand {
  std::int64_t from = 1;
  std::int64_t to = 0;  // inclusive; 0: without end
  std::size_t shown = 0, liked = 0, disliked = 0;
};

struct HistoryReport {
  Date since, until;       // a Monday, and the day it is told on
  std::vector<Date> days;  // Mondays to Fridays between them
  std::vector<CategoryHistory> categories = {};
  std::vector<WeekHistory> weeks = {};
  std::vector<CalibrationBand> calibration = {};
};

// Sparklines of the papers a day, as many of the last days as the width allows, and tables with
// bars of weeks and of the calibration. ASCII if the style is plain and the names are ASCII.
std::string history_text(const HistoryReport& report, const TextStyle& style);

// One JSON object on a line, without a line feed: since, until, categories[] (category, days[]
// (day, papers)), weeks[] (monday, shown, minutes, likes, dislikes, saved, done), calibration[]
// (one_in_from, one_in_to, shown, liked, disliked). The last band has no one_in_to.
std::string history_json(const HistoryReport& report);

}  // namespace papercup::render
