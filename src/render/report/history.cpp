#include "papercup/render/history.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr std::array<std::string_view, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> kPlainHeights = {".", ":", "-", "=", "+", "*", "%", "#"};

// A bar of `value` out of `most` in so many columns: eighths of a column with rich symbols, whole
// ones with plain ones. What is not nothing shows as something.
std::string bar(double value, double most, int columns, const TextStyle& style) {
  if (value <= 0 || most <= 0 || columns <= 0) return {};
  const double length = std::min(value / most, 1.0) * columns;
  if (style.symbols == Symbols::plain) {
    const auto whole = static_cast<std::size_t>(std::max(1L, std::lround(length)));
    std::string text(whole, '#');
    return text;
  }
  const auto eighths = static_cast<std::size_t>(std::max(1L, std::lround(length * 8)));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(kEighths.at(eighths % 8));
}

// A column for each value, as high as it is compared with the highest; a blank for 0.
std::string sparkline(const std::vector<std::size_t>& values, const TextStyle& style) {
  const auto& heights = style.symbols == Symbols::plain ? kPlainHeights : kHeights;
  std::size_t most = 1;
  for (const std::size_t value : values) most = std::max(most, value);
  std::string line;
  for (const std::size_t value : values) {
    line += value == 0 ? " " : heights.at((value * heights.size() - 1) / most);
  }
  return line;
}

constexpr int kNameColumns = 12;     // of a category, or more if one is longer
constexpr int kSummaryColumns = 26;  // "  1,281 a day, most 1,412"
constexpr int kWeekColumns = 48;     // of a week's numbers
constexpr int kBandColumns = 43;     // of a band's
constexpr int kMostBar = 40;

std::string heading(std::string_view text, const TextStyle& style) {
  return paint(text, Ink::bold, style) + "\n";
}

std::string column_names(const std::string& names, const TextStyle& style) {
  return paint(names, Ink::dim, style) + "\n";
}

// Only days with papers count, so that neither holidays nor days before the first fetch do.
std::string summary(const std::vector<std::size_t>& papers) {
  std::size_t sum = 0;
  std::size_t days = 0;
  for (const std::size_t count : papers) {
    sum += count;
    days += count > 0 ? 1 : 0;
  }
  if (days == 0) return "none stored";
  const auto mean = static_cast<std::uint64_t>(
      std::llround(static_cast<double>(sum) / static_cast<double>(days)));
  return fmt::format("{} a day, most {}", text::with_thousands(mean),
                     text::with_thousands(*std::max_element(papers.begin(), papers.end())));
}

// The first and the last day under the sparklines.
std::string axis(const HistoryReport& report, std::size_t cells, int name_columns,
                 const TextStyle& style) {
  const std::string first = short_day(report.days[report.days.size() - cells]);
  const std::string last = short_day(report.days.back());
  const int gap = static_cast<int>(cells) - text::display_width(first) - text::display_width(last);
  if (gap < 1) return {};
  return paint(padded("", name_columns) + first + std::string(static_cast<std::size_t>(gap), ' ') +
                   last,
               Ink::dim, style) +
         "\n";
}

std::string papers_a_day(const HistoryReport& report, const TextStyle& style) {
  std::string text = heading("Papers a day", style);
  if (report.categories.empty() || report.days.empty())
    return text + "no paper of these weeks is stored: papercup fetch\n";
  int columns = kNameColumns;
  for (const CategoryHistory& category : report.categories) {
    columns = std::max(columns, text::display_width(displayed(category.category, style)) + 2);
  }
  constexpr int kLeastCells = 5;
  columns = std::min(columns, std::max(style.width - kSummaryColumns - kLeastCells, kNameColumns));
  const auto room =
      static_cast<std::size_t>(std::max(style.width - columns - kSummaryColumns, kLeastCells));
  const std::size_t cells = std::min(room, report.days.size());
  for (const CategoryHistory& category : report.categories) {
    const std::vector<std::size_t> last(category.papers.end() - static_cast<std::ptrdiff_t>(cells),
                                        category.papers.end());
    const std::string name =
        text::truncate(displayed(category.category, style), columns - 2, ellipsis(style));
    text += padded(name, columns) +
            paint(padded(sparkline(last, style), static_cast<int>(cells)), Ink::cyan, style) +
            "  " + summary(last) + "\n";
  }
  return text + axis(report, cells, columns, style);
}

bool has_anything(const WeekHistory& week) {
  return week.shown + week.likes + week.dislikes + week.saved + week.done > 0;
}

// From the first week in which anything happened.
std::string weeks_table(const HistoryReport& report, const TextStyle& style) {
  std::string text = heading("Read and marked", style);
  double most = 0;
  for (const WeekHistory& week : report.weeks) most = std::max(most, week.minutes);
  if (std::ranges::none_of(report.weeks, has_anything)) {
    return text + "nothing in these weeks\n";
  }
  text += column_names("week of      shown  like  disl  save  done   min", style);
  const int columns = std::clamp(style.width - kWeekColumns - 2, 0, kMostBar);
  const auto first = std::ranges::find_if(report.weeks, has_anything);
  for (auto place = first; place != report.weeks.end(); ++place) {
    const WeekHistory& week = *place;
    text +=
        fmt::format("{:<12}{:>6}{:>6}{:>6}{:>6}{:>6}{:>6}", near_day(week.monday), week.shown,
                    week.likes, week.dislikes, week.saved, week.done, std::llround(week.minutes));
    const std::string drawn = bar(week.minutes, most, columns, style);
    text += drawn.empty() ? "\n" : "  " + paint(drawn, Ink::cyan, style) + "\n";
  }
  return text;
}

std::string band_name(const CalibrationBand& band) {
  const std::string from = text::with_thousands(band.from);
  if (band.to == 0) return from + " and more";
  return fmt::format("{} to {}", from, text::with_thousands(band.to));
}

std::string calibration_table(const HistoryReport& report, const TextStyle& style) {
  std::string text = heading("What became of \"1 in N\"", style);
  std::size_t shown = 0;
  for (const CalibrationBand& band : report.calibration) shown += band.shown;
  if (shown == 0) return text + "no digest was shown in these weeks\n";
  text += column_names("N                shown  liked  disl   liked", style);
  const int columns = std::clamp(style.width - kBandColumns - 2, 0, kMostBar);
  for (const CalibrationBand& band : report.calibration) {
    text += fmt::format("{:<16}{:>6}{:>7}{:>6}", band_name(band), band.shown, band.liked,
                        band.disliked);
    if (band.shown > 0) {
      const double share = static_cast<double>(band.liked) / static_cast<double>(band.shown);
      text += fmt::format("{:>6.0f} %", 100 * share);
      const std::string drawn = bar(share, 1, columns, style);
      if (!drawn.empty()) text += "  " + paint(drawn, Ink::green, style);
    }
    text += "\n";
  }
  return text;
}

Json category_object(const CategoryHistory& category, const std::vector<Date>& days) {
  Json list = Json::array();
  for (std::size_t i = 0; i < days.size(); ++i) {
    list.push_back({{"day", days[i].to_string()}, {"papers", category.papers[i]}});
  }
  return {{"category", category.category}, {"days", std::move(list)}};
}

Json week_object(const WeekHistory& week) {
  return {{"monday", week.monday.to_string()},
          {"shown", week.shown},
          {"minutes", std::round(week.minutes * 10) / 10},
          {"likes", week.likes},
          {"dislikes", week.dislikes},
          {"saved", week.saved},
          {"done", week.done}};
}

Json band_object(const CalibrationBand& band) {
  Json object = {{"one_in_from", band.from}};
  if (band.to > 0) object["one_in_to"] = band.to;
  object["shown"] = band.shown;
  object["liked"] = band.liked;
  object["disliked"] = band.disliked;
  return object;
}

}  // namespace

std::string history_text(const HistoryReport& report, const TextStyle& style) {
  std::string text = heading(friendly_days(report.since, report.until), style) + "\n";
  text += papers_a_day(report, style) + "\n";
  text += weeks_table(report, style) + "\n";
  text += calibration_table(report, style);
  text += "\n";
  for (const std::string& line : text::wrap("A ranking that fits you has more likes the larger N "
                                            "is. Marks are those that hold today.",
                                            style.width)) {
    text += paint(line, Ink::dim, style) + "\n";
  }
  return text;
}

std::string history_json(const HistoryReport& report) {
  Json object = {{"since", report.since.to_string()}, {"until", report.until.to_string()}};
  object["categories"] = Json::array();
  for (const CategoryHistory& category : report.categories) {
    object["categories"].push_back(category_object(category, report.days));
  }
  object["weeks"] = Json::array();
  for (const WeekHistory& week : report.weeks) object["weeks"].push_back(week_object(week));
  object["calibration"] = Json::array();
  for (const CalibrationBand& band : report.calibration) {
    object["calibration"].push_back(band_object(band));
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
