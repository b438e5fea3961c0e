#include "papercup/render/table.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/category.hpp"
#include "papercup/render/status.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using testing::HasSubstr;

TextStyle wide(int columns) {
  TextStyle style;
  style.width = columns;
  return style;
}

int widest_line(const std::string& text) {
  int width = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    width = std::max(width, text::display_width(line));
  }
  return width;
}

TEST(Table, ColumnsAreAsWideAsTheirWidestCell) {
  EXPECT_EQ(table_text({{"name"}, {"count", Align::right}, {"said"}},
                       {{{{"a"}, {"1"}, {"yes"}}}, {{{"数学数学"}, {"1,000,000"}, {"no"}}}}, {}),
            "name          count  said\n"
            "a                 1  yes\n"
            "数学数学  1,000,000  no\n");
}

TEST(Table, WithoutTitlesHasNoLineOfThem) {
  EXPECT_EQ(table_text({{}, {}}, {{{{"a"}, {"b"}}}}, {}), "a  b\n");
}

TEST(Table, TheLastColumnIsWrapped) {
  EXPECT_EQ(
      table_text({{"name"}, {"said"}}, {{{{"a"}, {"one two three four five six"}}}}, wide(30)),
      "name  said\n"
      "a     one two three four five\n"
      "      six\n");
}

TEST(Table, ColumnsWithoutRoomStandUnderTheRow) {
  EXPECT_EQ(
      table_text({{"name", Align::left, 20}, {"x", Align::left, 14}, {"said"}, {"done"}},
                 {{{{"a"}, {"b"}, {"c"}, {"today"}}}, {{{"a"}, {"b"}, {"-"}, {"-"}}}}, wide(40)),
      "name                  x\n"
      "a                     b\n"
      "  said c, done today\n"
      "a                     b\n");
}

TEST(Table, ALongNameStandsOverItsRow) {
  EXPECT_EQ(table_text({{"name"}, {"count"}}, {{{{"a"}, {"1"}}}, {{{std::string(30, 'n')}, {"2"}}}},
                       wide(40)),
            "name  count\n"
            "a     1\n"
            "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\n"
            "      2\n");
}

TEST(Table, FewerCellsSpanTheRestAndNotesStandBesideTheName) {
  EXPECT_EQ(table_text({{"name"}, {"count"}, {"said"}},
                       {{{{"a"}, {"broken, as it is"}}, {{"mend it"}}}, {{{"b"}, {"2"}, {"c"}}}},
                       wide(40)),
            "name  count  said\n"
            "a     broken, as it is\n"
            "      mend it\n"
            "b     2      c\n");
}

TEST(Table, InkIsAroundTheTextAlone) {
  TextStyle style;
  style.colour = Colour::on;
  const std::string text = table_text({{"n"}, {"count", Align::right}, {"z"}},
                                      {{{{"a"}, {"1", Ink::red}, {"c", Ink::green}}}}, style);
  EXPECT_THAT(text, HasSubstr("a      " + paint("1", Ink::red, style) + "  " +
                              paint("c", Ink::green, style) + "\n"));
}

StatusReport report_of(const std::string& category, const std::string& focus) {
  StatusReport report;
  report.now = Time{Date(2026, 11, 24).days()} + std::chrono::hours(12);
  report.next_list.day = Date(2026, 11, 25);
  Freshness list;
  list.category = category;
  list.due = Date(2026, 11, 24);
  list.state = ListingState::waiting;
  list.last = Listing{category, Date(2026, 11, 17), ListingState::fresh, report.now,
                      ListingCounts{1234, 12345, 9876}};
  list.looked = report.now - std::chrono::hours(26);
  list.again = report.now;
  list.note = "the feed still has no papers, and lists of " + category + " usually have 10";
  list.missed = 4;
  report.lists.push_back(list);
  FocusStatus status;
  status.stem = focus;
  status.likes = 1234;
  status.terminal = Date(2026, 11, 17);
  status.mail.state = MailStatus::State::waits;
  status.mail.missing = {category, "cs.LG", "stat.ML"};
  report.foci.push_back(status);
  return report;
}

TEST(StatusText, KeepsColumnsApartForEveryCategoryAtEveryWidth) {
  for (const CategoryInfo& category : taxonomy()) {
    for (const int width : {40, 60, 80, 120}) {
      const std::string name(category.id);
      const std::string text = status_text(report_of(name, "rewards"), wide(width));
      EXPECT_THAT(text, HasSubstr(name + "  ")) << width;
      EXPECT_LE(widest_line(text), width) << text;
      EXPECT_THAT(text, HasSubstr("Tue 17 Nov")) << text;
    }
  }
}

TEST(StatusText, KeepsColumnsApartForEveryFocus) {
  for (const int width : {40, 60, 80, 120}) {
    for (std::size_t size = 1; size < 130; ++size) {
      const std::string text = status_text(report_of("cs.LG", std::string(size, 'f')), wide(width));
      EXPECT_LE(widest_line(text), width) << size << "\n" << text;
      EXPECT_THAT(text, testing::Not(HasSubstr("f1,234"))) << text;
    }
    EXPECT_LE(widest_line(status_text(report_of("cs.LG", "数学の研究と量子計算"), wide(width))),
              width);
  }
}

}  // namespace
}  // namespace papercup::render
