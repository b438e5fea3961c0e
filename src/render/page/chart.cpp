#include "render/page/chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

// In the units of the drawing, which is scaled to the page.
constexpr double kWidth = 360, kLeft = 0, kRight = 0;
constexpr double kWidestStep = 20;  // from bar to bar
constexpr double kRowHeight = 34, kRowGap = 18, kTop = 14;

struct Row {
  std::string_view name, kind;  // for people; the class of its bars
  std::size_t DayCount::*count;
};

std::size_t highest(const std::vector<DayCount>& days, std::size_t DayCount::*count) {
  std::size_t most = 0;
  for (const DayCount& day : days) most = std::max(most, day.*count);
  return most;
}

std::string bar(const DayCount& day, double x, double width, double bottom, double height,
                std::string_view kind) {
  // Wide enough to be pointed at, whatever its height.
  return fmt::format(
      "<g><title>{}: {} of {}</title><rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" "
      "height=\"{:.2f}\" class=\"{}\"/></g>\n",
      friendly_date(day.day), text::with_thousands(day.matches), text::with_thousands(day.papers),
      x, bottom - height, width, height, kind);
}

std::string row(const std::vector<DayCount>& days, const Row& row, double top) {
  const std::size_t most = highest(days, row.count);
  const double bottom = top + kRowHeight;
  const double step =
      std::min((kWidth - kLeft - kRight) / static_cast<double>(days.size()), kWidestStep);
  std::string svg = fmt::format("<text x=\"{}\" y=\"{:.2f}\">{} a day, at most {}</text>\n", kLeft,
                                top - 4, row.name, text::with_thousands(most));
  for (std::size_t i = 0; i < days.size() && most > 0; ++i) {
    const double share = static_cast<double>(days[i].*row.count) / static_cast<double>(most);
    if (share == 0) continue;
    const double x = kLeft + step * static_cast<double>(i);
    svg += bar(days[i], x, std::max(step * 0.8, 0.5), bottom, std::max(share * kRowHeight, 0.75),
               row.kind);
  }
  return svg + fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.2f}\" y2=\"{2:.2f}\"/>\n", kLeft,
                           kWidth - kRight, bottom + 0.5);
}

}  // namespace

std::string day_chart(const std::vector<DayCount>& days) {
  if (days.size() < 2) return {};
  const double second = kTop + kRowHeight + kRowGap;
  const double height = second + kRowHeight + 14;
  const std::string span = friendly_days(days.front().day, days.back().day);
  std::string svg = fmt::format(
      "<figure><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}, {} days: up to "
      "{} matches and {} papers a day\">\n",
      kWidth, height, span, days.size(), text::with_thousands(highest(days, &DayCount::matches)),
      text::with_thousands(highest(days, &DayCount::papers)));
  svg += row(days, {"matches", "matches", &DayCount::matches}, kTop);
  svg += row(days, {"papers", "papers", &DayCount::papers}, second);
  svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", kLeft, height - 2, span);
  return svg + "</svg></figure>\n";
}

}  // namespace papercup::render
