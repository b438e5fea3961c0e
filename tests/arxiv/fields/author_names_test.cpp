#include "arxiv/fields/author_names.hpp"

#include <gmock/gmock.h>

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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

TEST(SplitAuthors, NotWithinNames) {
  EXPECT_THAT(split_authors("Sandy Andrews, Ferdin{and}"),
              ElementsAre("Sandy Andrews", "Ferdin{and}"));
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
