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

TEST(CategoryList, KeepsTheOrderAndEachOnceHoweverManyTheyAre) {
  CategoryList categories;
  constexpr int kCount = 100'000;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < kCount; ++i) categories.add("x.N" + std::to_string(i));
  }
  const std::vector<Category> taken = std::move(categories).take();
  ASSERT_EQ(taken.size(), static_cast<std::size_t>(kCount));
  EXPECT_EQ(taken[15].to_string(), "x.N15");
  EXPECT_EQ(taken[16].to_string(), "x.N16");
  EXPECT_EQ(taken.back().to_string(), "x.N99999");
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

TEST(AuthorName, DecodesAccentsAndFoldsWhiteSpace) {
  EXPECT_EQ(author_name("Mirelle  Tostad\\'o"), "Mirelle Tostadó");
  EXPECT_EQ(author_name("Sam~N.~Ta\\~nas"), "Sam N. Tañas");
}

TEST(AuthorName, IsMadeOfItsParts) {
  EXPECT_EQ(author_name("Mirelle", "Tostado", "Jr."), "Mirelle Tostado Jr.");
  EXPECT_EQ(author_name("Mirelle", "Tostado,", "Jr."), "Mirelle Tostado Jr.");
  EXPECT_EQ(author_name("", "The Cup Collaboration", ""), "The Cup Collaboration");
}

TEST(AuthorName, IsPutInReadingOrder) {
  EXPECT_EQ(name_in_reading_order("Tostado, Mirelle"), "Mirelle Tostado");
  EXPECT_EQ(name_in_reading_order("Kvern, Øystein, Jr"), "Øystein Kvern Jr");
  EXPECT_EQ(name_in_reading_order("The Cup Collaboration"), "The Cup Collaboration");
}

TEST(SplitAuthors, AtCommasAndWords) {
  EXPECT_THAT(split_authors("A. Uno, B. Dos and C. Tres"),
              ElementsAre("A. Uno", "B. Dos", "C. Tres"));
  EXPECT_THAT(split_authors("A. Uno, B. Dos, and C. Tres"),
              ElementsAre("A. Uno", "B. Dos", "C. Tres"));
  EXPECT_THAT(split_authors("A. Uno and B. Dos and C. Tres"),
              ElementsAre("A. Uno", "B. Dos", "C. Tres"));
  EXPECT_THAT(split_authors("A. Uno & B. Dos;\n C. Tres"),
              ElementsAre("A. Uno", "B. Dos", "C. Tres"));
  EXPECT_THAT(split_authors("Cup Collaboration: A. Uno"),
              ElementsAre("Cup Collaboration", "A. Uno"));
}

TEST(AuthorName, IsNoneOfAColonAfterACollaboration) {
  EXPECT_EQ(author_name(" : "), "");
  EXPECT_EQ(author_name("A: Uno"), "A: Uno");
}

TEST(SplitAuthors, NotWithinNames) {
  EXPECT_THAT(split_authors("Sandy Andrews, Ferdin{and}"),
              ElementsAre("Sandy Andrews", "Ferdin{and}"));
  EXPECT_THAT(split_authors("The {Cup, Saucer and Spoon} Group, A. Uno"),
              ElementsAre("The {Cup, Saucer and Spoon} Group", "A. Uno"));
  EXPECT_THAT(split_authors("A. Uno\\{, B. Dos\\}"), ElementsAre("A. Uno\\{", "B. Dos\\}"))
      << "escaped braces hold nothing together";
}

TEST(SplitAuthors, LeavesOutAffiliationsHoweverDeep) {
  EXPECT_THAT(
      split_authors("A. Uno (1,2), B. Dos (Cups, and Saucers (Inc.)) ((1) Here, (2) There)"),
      ElementsAre("A. Uno", "B. Dos"));
}

TEST(SplitAuthors, KeepsNamesBehindAParenthesisThatIsNeverClosed) {
  EXPECT_THAT(split_authors("A. Uno (Here, B. Dos"), ElementsAre("A. Uno Here", "B. Dos"));
  EXPECT_THAT(split_authors("A. Uno), B. Dos"), ElementsAre("A. Uno", "B. Dos"));
}

TEST(SplitAuthors, JoinsSuffixesToTheirName) {
  EXPECT_THAT(split_authors("A. Uno, Jr., B. Dos, III"), ElementsAre("A. Uno Jr.", "B. Dos III"));
}

TEST(SplitAuthors, OfNothingIsNothing) {
  EXPECT_THAT(split_authors(" , ,\n"), IsEmpty());
  EXPECT_THAT(split_authors("(only, an affiliation)"), IsEmpty());
}

}  // namespace
}  // namespace papercup::arxiv
