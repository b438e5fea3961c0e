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

// The lines of a text in so few columns that every blank at which it may break is a break.
Lines units(std::string_view text) { return wrap_message(text, 2); }

TEST(Wrap, KeepsACommandOnOneLine) {
  EXPECT_EQ(wrap("Nothing is new: papercup digest --since 7d --top 5 shows the week.", 40),
            (Lines{"Nothing is new:", "papercup digest --since 7d --top 5 shows", "the week."}));
  EXPECT_EQ(wrap("Look: papercup digest --top 1", 12),
            (Lines{"Look:", "papercup", "digest --top", "1"}))
      << "wider than a line";
}

TEST(WrapMessage, BreaksNeitherCommandsNorWords) {
  EXPECT_EQ(
      wrap_message("Next: papercup digest --focus-file cosmo/focus/f.toml --top 1 and so on", 40),
      (Lines{"Next:", "papercup digest --focus-file cosmo/focus/f.toml --top 1", "and so on"}));
  EXPECT_EQ(wrap_message("cannot read /a/very/long/path/to/papers.db today", 20),
            (Lines{"cannot read", "/a/very/long/path/to/papers.db", "today"}));
  EXPECT_EQ(wrap_message("", 20), Lines{});
}

TEST(WrapMessage, KnowsWhereACommandEnds) {
  EXPECT_EQ(units("run papercup fetch, or papercup init."),
            (Lines{"run", "papercup fetch,", "or", "papercup init."}));
  EXPECT_EQ(units("papercup import FILE reads a file"),
            (Lines{"papercup import FILE", "reads", "a", "file"}));
  EXPECT_EQ(units("(papercup marks import) has it"),
            (Lines{"(papercup marks import)", "has", "it"}));
  EXPECT_EQ(units("papercup like 1 3 teaches"), (Lines{"papercup like 1 3", "teaches"}));
  EXPECT_EQ(units("papercup search 'glucose -methods' leaves out"),
            (Lines{"papercup search 'glucose -methods'", "leaves", "out"}));
  EXPECT_EQ(units("papercup query 'a b"), (Lines{"papercup query", "'a", "b"})) << "an apostrophe";
  EXPECT_EQ(units("papercup focus edit dark-matter opens it"),
            (Lines{"papercup focus edit dark-matter", "opens", "it"}));
  EXPECT_EQ(units("papercup mail --to ada@example.org: sent"),
            (Lines{"papercup mail --to ada@example.org:", "sent"}));
  EXPECT_EQ(units("Another papercup: wait"), (Lines{"Another", "papercup:", "wait"}));
  EXPECT_EQ(units("a papercup"), (Lines{"a", "papercup"}));
}

TEST(Wrap, StaysInsideAndLosesNothing) {
  std::mt19937 random(11);
  const std::vector<std::string> pieces = {"a",       "word",        " ",
                                           " ",       "汉",          "é",
                                           "e\u0301", "👩‍🔬", "supercalifragilistic",
                                           "-",       " papercup ",  "--option"};
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
