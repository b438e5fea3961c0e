#include "arxiv/fields/paper_fields.hpp"

#include <gmock/gmock.h>

#include "papercup/text/normalise.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CleanText, IsTheSameForAsciiAsForAllText) {
  unsigned state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (unsigned i = 0; i < state % 12; ++i) {
      state = state * 1103515245U + 12345U;
      const auto c = static_cast<char>((state >> 16) % 128);
      text += (state >> 24) % 2 == 0 ? ' ' : c;
    }
    state = state * 1103515245U + 12345U;
    EXPECT_EQ(clean_text(text), text::collapse_whitespace(text::sanitise(text)));
  }
  EXPECT_EQ(clean_text(" \n a\tb \x7F\x1B "), "a b");
  EXPECT_EQ(clean_text("  caf\xC3\xA9\n au lait "), "café au lait");
  EXPECT_EQ(clean_text(" \n"), "");
}

TEST(Category, IsToldFromClassesOfOtherSchemes) {
  for (const std::string term :
       {"cs.LG", "hep-th", "cmp-lg", "astro-ph", "cond-mat.mtrl-sci", "cups.NW"}) {
    EXPECT_TRUE(looks_like_category(term)) << term;
  }
  for (const std::string term : {"", ".", "cs.", ".LG", "I.2.6", "H.1", "68T05", "I.2.6; G.3",
                                 "cs.LG cs.AI", "68T05 (Primary)", "F.m", "cups"}) {
    EXPECT_FALSE(looks_like_category(term)) << term;
  }
}

TEST(FirstDoi, IsTheFirstOfSeveral) {
  EXPECT_EQ(first_doi(" 10.99999/a,\n10.99999/b"), "10.99999/a");
  EXPECT_EQ(first_doi("10.99999/S1(01)2-3"), "10.99999/S1(01)2-3");
  EXPECT_EQ(first_doi(" "), "");
}

TEST(WordsOf, AreSeparatedByAnyWhiteSpace) {
  EXPECT_THAT(words_of("\n a b\t c "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(words_of(" "), IsEmpty());
}

TEST(StatedVersion, NeedsANumberFromOne) {
  EXPECT_EQ(stated_version("v12", "").value().number, 12);
  for (const std::string name : {"", "v", "v0", "v-1", "12", "v1x", "v99999999999"}) {
    EXPECT_FALSE(stated_version(name, "").has_value()) << name;
  }
}

}  // namespace
}  // namespace papercup::arxiv
