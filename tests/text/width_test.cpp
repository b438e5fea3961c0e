#include "papercup/text/width.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace papercup::text {
namespace {

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
