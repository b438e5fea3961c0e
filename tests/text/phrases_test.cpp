#include "papercup/text/phrases.hpp"

#include <algorithm>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace papercup::text {
namespace {

TEST(WithThousands, DividesDigitsInThrees) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(196500), "196,500");
  EXPECT_EQ(with_thousands(3077861), "3,077,861");
  EXPECT_EQ(with_thousands(-123), "-123");
  EXPECT_EQ(with_thousands(-1234567), "-1,234,567");
  EXPECT_EQ(with_thousands(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Counted, TakesTheSingularOfOneOnly) {
  EXPECT_EQ(counted(1, "paper"), "1 paper");
  EXPECT_EQ(counted(0, "paper"), "0 papers");
  EXPECT_EQ(counted(3210, "paper"), "3,210 papers");
  EXPECT_EQ(counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(counted(2, "entry", "entries"), "2 entries");
}

TEST(DurationText, RoundsToSeconds) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(59.5), "1 min 0 s");
  EXPECT_EQ(duration_text(185), "3 min 5 s");
}

TEST(Listed, SaysAndBeforeTheLast) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

using Lines = std::vector<std::string>;

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("汉字"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("👩‍🔬"), 2);
  EXPECT_EQ(display_width("a\u200Bb"), 2);
}

TEST(Truncate, NeverSplitsACharacter) {
  EXPECT_EQ(truncate("abcdef", 6), "abcdef");
  EXPECT_EQ(truncate("abcdef", 4), "abc…");
  EXPECT_EQ(truncate("汉字标题", 5), "汉字…");
  EXPECT_EQ(truncate("汉字标题", 4), "汉…");
  EXPECT_EQ(truncate("e\u0301e\u0301e\u0301", 2), "e\u0301…");
  EXPECT_EQ(truncate("abc", 0), "");
}

TEST(Wrap, BreaksAtBlanks) {
  EXPECT_EQ(wrap("the quick  brown fox", 10), (Lines{"the quick", "brown fox"}));
  EXPECT_EQ(wrap("", 10), Lines{});
  EXPECT_EQ(wrap("   ", 10), Lines{});
}

TEST(Wrap, BreaksWordsThatAreWiderThanALine) {
  EXPECT_EQ(wrap("ab abcdefghijkl", 5), (Lines{"ab ab", "cdefg", "hijkl"}));
  EXPECT_EQ(wrap("汉字标题汉字", 5), (Lines{"汉字", "标题", "汉字"}));
}

TEST(Wrap, StaysInsideAndLosesNothing) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {
      "a", "word", " ", " ", "汉", "é", "e\u0301", "👩‍🔬", "supercalifragilistic", "-"};
  for (int round = 0; round < 2000; ++round) {
    std::string text, expected, got;
    for (int i = 0; i < 30; ++i) text += pieces[random() % pieces.size()];
    const int columns = 2 + static_cast<int>(random() % 30);
    for (const std::string& line : wrap(text, columns)) {
      EXPECT_LE(display_width(line), columns) << text;
      got += line;
    }
    for (const char c : text) {
      if (c != ' ') expected += c;
    }
    got.erase(std::remove(got.begin(), got.end(), ' '), got.end());
    EXPECT_EQ(got, expected);
  }
}

}  // namespace

}  // namespace papercup::text
