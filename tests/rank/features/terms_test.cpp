#include "rank/features/terms.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace papercup::rank {
namespace {

// Whether a reader who follows `sought` finds a paper by `carried`.
bool finds(std::string_view sought, std::string_view carried) {
  const auto forms = carried_name_forms(carried);
  const auto wanted = sought_name_forms(sought);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& form) {
    return std::find(forms.begin(), forms.end(), form) != forms.end();
  });
}

TEST(AuthorNames, AnInitialFindsEveryNameThatBeginsWithIt) {
  EXPECT_TRUE(finds("L. Sørby", "Lena Sorby"));
  EXPECT_TRUE(finds("L. Sørby", "L. Sorby"));
  EXPECT_TRUE(finds("L Sørby", "Lars K. Sørby"));
  EXPECT_FALSE(finds("L. Sørby", "Anna Sorby"));
  EXPECT_FALSE(finds("L. Sørby", "Lena Norby"));
}

TEST(AuthorNames, AGivenNameFindsItselfAndItsInitialButNoOther) {
  EXPECT_TRUE(finds("Lena Sørby", "LENA SORBY"));
  EXPECT_TRUE(finds("Lena Sørby", "L. Sørby"));
  EXPECT_TRUE(finds("Lena Sørby", "Lena M. Sørby"));
  EXPECT_FALSE(finds("Lena Sørby", "Lars Sørby"));
}

TEST(AuthorNames, LettersWithoutDecompositionArePlain) {
  EXPECT_TRUE(finds("Łukasz Đorđić", "Lukasz Dordic"));
  EXPECT_TRUE(finds("Jörg Weiß", "Jorg Weiss"));
  EXPECT_TRUE(finds("Æsa Þórsdóttir", "Aesa Thorsdottir"));
}

TEST(AuthorNames, ParticlesBelongToTheFamily) {
  EXPECT_TRUE(finds("A. van der Berg", "Ana van der Berg"));
  EXPECT_FALSE(finds("A. van der Berg", "Ana Berg"));
  EXPECT_FALSE(finds("A. Berg", "Ana van der Berg"));
}

TEST(AuthorNames, TheFamilyMayComeFirstBehindAComma) {
  EXPECT_TRUE(finds("Sørby, Lena", "Lena Sorby"));
  EXPECT_TRUE(finds("L. Sørby", "Sorby, Lena"));
  EXPECT_TRUE(finds("Ana Berg", "Ana Berg, Jr."));
  EXPECT_TRUE(finds("A. Berg", "Ana Berg III"));
}

TEST(AuthorNames, HyphensAndApostrophesDoNotDivideANamePart) {
  EXPECT_TRUE(finds("Jean-Pierre O'Hara", "Jeanpierre OHara"));
  EXPECT_TRUE(finds("J.-P. O'Hara", "Jean-Pierre O'Hara"));
}

TEST(AuthorNames, SingleNamesAndGroupsAreWhole) {
  EXPECT_EQ(carried_name_forms("Solitaire"), std::vector<std::string>{"solitaire"});
  EXPECT_TRUE(finds("solitaire", "Solitaire"));
  EXPECT_TRUE(finds("X9 Collaboration", "X9 Collaboration"));
  EXPECT_FALSE(finds("X9 Collaboration", "X8 Collaboration"));
}

TEST(AuthorNames, AreFoundHoweverTheyAreWritten) {
  EXPECT_TRUE(finds("Henry King", "Henry King V"));
  EXPECT_TRUE(finds("Nova Project", "The Nova Project"));
  EXPECT_TRUE(finds("The Virgo Network", "Virgo Network"));
  EXPECT_FALSE(finds("T. Network", "The Virgo Network"));
  EXPECT_TRUE(finds("García Márquez, G.", "Gabriel Garcia Marquez"));
  EXPECT_TRUE(finds("Gabriel García Márquez", "García Márquez, G."));
  EXPECT_TRUE(finds("de Bruyn Kops, S. M.", "Stephen M. de Bruyn Kops"));
  EXPECT_TRUE(finds("William Moss", "Moss III, W. C."));
  EXPECT_TRUE(finds("Berg, Anna van den", "A. van den Berg"));
  EXPECT_TRUE(finds("李 例", "李, 例"));
  EXPECT_TRUE(finds("A. Person", "Ann Person (LAB)"));
  EXPECT_TRUE(finds("LeCun_Y", "Yann LeCun"));
}

TEST(AuthorNames, OfOthersAreNone) {
  EXPECT_TRUE(carried_name_forms("et al. (200 additional authors not shown)").empty());
  EXPECT_TRUE(sought_name_forms("et al.").empty());
}

TEST(AuthorNames, NothingIsFoundByNothing) {
  for (const char* name : {"", " ", ",", ". ,", "-", "'"}) {
    EXPECT_TRUE(carried_name_forms(name).empty()) << name;
    EXPECT_TRUE(sought_name_forms(name).empty()) << name;
  }
}

}  // namespace
}  // namespace papercup::rank
