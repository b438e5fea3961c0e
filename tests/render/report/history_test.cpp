#include "papercup/render/history.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using testing::HasSubstr;
using testing::Not;

// The bars beside the shares of liked papers, of so many columns at the most.
std::string bars(const std::vector<CalibrationBand>& bands, int columns) {
  HistoryReport report{Date(2026, 11, 16), Date(2026, 11, 24), {}};
  report.calibration = bands;
  TextStyle style;
  style.width = 45 + columns;
  const std::string text = history_text(report, style);
  std::string result;
  for (std::size_t at = text.find(" %"); at != std::string::npos; at = text.find(" %", at + 1)) {
    result += text.substr(at + 2, text.find('\n', at) - at - 2) + "|";
  }
  return result;
}

TEST(HistoryText, MeasuresBarsInEighthsOfAColumn) {
  EXPECT_EQ(bars({{1, 9, 1, 1, 0}}, 2), "  ██|");
  EXPECT_EQ(bars({{1, 9, 16, 9, 0}}, 2), "  █▏|");
  EXPECT_EQ(bars({{1, 9, 16, 0, 0}}, 2), "|");
  EXPECT_EQ(bars({{1, 9, 1000, 1, 0}}, 2), "  ▏|") << "little is not nothing";
  EXPECT_EQ(bars({{1, 9, 0, 0, 0}, {10, 0, 1, 1, 0}}, 1), "  █|");
}

TEST(HistoryText, SparklinesAreHighestAtTheHighestAndBlankForNothing) {
  HistoryReport report{Date(2026, 11, 16), Date(2026, 11, 19), {}};
  for (unsigned day = 16; day <= 19; ++day) report.days.emplace_back(2026, 11, day);
  report.categories = {{"cs.LG", {1, 0, 80, 160}}, {"cs.CL", {0, 0, 0, 0}}};
  EXPECT_THAT(history_text(report, {}), HasSubstr("cs.LG       ▁ ▄█  "));
  EXPECT_THAT(history_text(report, {}), HasSubstr("cs.CL             none stored\n"));
  TextStyle plain;
  plain.symbols = Symbols::plain;
  EXPECT_THAT(history_text(report, plain), HasSubstr("cs.LG       . =#  "));
}

HistoryReport report() {
  HistoryReport report{Date(2026, 11, 16), Date(2026, 11, 24), {}};
  for (int day = 16; day <= 24; ++day) {
    if (day != 21 && day != 22) report.days.emplace_back(2026, 11, static_cast<unsigned>(day));
  }
  report.categories = {{"cs.LG", {0, 0, 100, 1200, 300, 400, 500}}};
  report.weeks = {
      {Date(2026, 11, 9)}, {Date(2026, 11, 16), 12, 8.4, 3, 1, 2, 0}, {Date(2026, 11, 23)}};
  report.calibration = {{1, 9, 10, 1, 3}, {10, 0, 4, 3, 0}};
  return report;
}

TEST(HistoryText, ShowsWhatCameWhatWasReadAndWhatBecameOfIt) {
  TextStyle style;
  style.width = 60;
  EXPECT_EQ(history_text(report(), style),
            "Mon 16 to Tue 24 Nov 2026\n"
            "\n"
            "Papers a day\n"
            "cs.LG         ▁█▂▃▄  500 a day, most 1,200\n"
            "\n"
            "Read and marked\n"
            "week of      shown  like  disl  save  done   min\n"
            "Mon 16 Nov      12     3     1     2     0     8  ██████████\n"
            "Mon 23 Nov       0     0     0     0     0     0\n"
            "\n"
            "What became of \"1 in N\"\n"
            "N                shown  liked  disl   liked\n"
            "1 to 9              10      1     3    10 %  █▌\n"
            "10 and more          4      3     0    75 %  ███████████▎\n"
            "\n"
            "A ranking that fits you has more likes the larger N is.\n"
            "Marks are those that hold today.\n");
}

TEST(HistoryText, FitsEveryWidth) {
  HistoryReport wide = report();
  wide.days.clear();
  for (int i = 0; i < 65; ++i) wide.days.push_back(Date(2026, 8, 1) + i);
  wide.categories = {{"a-category.with-a-long-name", std::vector<std::size_t>(65, 1234)}};
  TextStyle style;
  for (style.width = 50; style.width <= 200; style.width += 7) {
    std::string text = history_text(wide, style);
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      ASSERT_LE(text::display_width(text.substr(0, end)), style.width) << text.substr(0, end);
      text.erase(0, end + 1);
    }
  }
}

TEST(HistoryText, IsAsciiWherePlain) {
  TextStyle style;
  style.symbols = Symbols::plain;
  const std::string text = history_text(report(), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) << text;
  EXPECT_THAT(text, HasSubstr("cs.LG         .#:-="));
}

TEST(HistoryText, SaysWhereThereIsNothingYet) {
  const std::string text = history_text({Date(2026, 11, 16), Date(2026, 11, 24), {}}, {});
  EXPECT_THAT(text, HasSubstr("no paper of these weeks is stored: papercup fetch"));
  EXPECT_THAT(text, HasSubstr("nothing in these weeks"));
  EXPECT_THAT(text, HasSubstr("no digest was shown in these weeks"));
}

TEST(HistoryJson, HasEveryDayWeekAndBand) {
  const std::string json = history_json(report());
  EXPECT_THAT(json, HasSubstr(R"({"since":"2026-11-16","until":"2026-11-24",)"));
  EXPECT_THAT(json, HasSubstr(R"({"day":"2026-11-19","papers":1200})"));
  EXPECT_THAT(
      json,
      HasSubstr(
          R"({"monday":"2026-11-16","shown":12,"minutes":8.4,"likes":3,"dislikes":1,"saved":2,"done":0})"));
  EXPECT_THAT(json, HasSubstr(R"({"one_in_from":10,"shown":4,"liked":3,"disliked":0})"));
  EXPECT_THAT(json, Not(HasSubstr("\n")));
}

}  // namespace
}  // namespace papercup::render
