#include "papercup/text/names.hpp"

#include <gtest/gtest.h>

#include "papercup/text/tokens.hpp"

namespace papercup::text {
namespace {

bool finds(std::string_view sought, std::string_view name) {
  for (const NameWords& words : name_orders(sought)) {
    if (has_name(tokens(name), words)) return true;
  }
  return false;
}

TEST(Names, AnInitialStandsForNamesThatBeginWithIt) {
  for (const char* sought : {"L. Sørby", "L Sørby", "l_sørby", "Sørby, L", "Sørby, L.", "Sørby L",
                             "sørby_l", "Sørby, Linnea", "Linnea Sørby"}) {
    EXPECT_TRUE(finds(sought, "Linnea Sørby")) << sought;
    EXPECT_FALSE(finds(sought, "Jon Sørby")) << sought;
  }
  EXPECT_TRUE(finds("L. Sørby", "L. Sørby"));
  EXPECT_TRUE(finds("J.-P. Ngo", "Jean-Pierre Ngo"));
  EXPECT_TRUE(finds("J. P. Ngo", "Jean Pierre Ngo"));
  EXPECT_FALSE(finds("L. Sørby", "Linnea Sørbye"));
  EXPECT_FALSE(finds("L. Sørby", "Sørby Linnea"));
}

TEST(Names, WordsBeyondInitialsAreWhole) {
  EXPECT_FALSE(finds("Lin Sørby", "Linnea Sørby"));
  EXPECT_FALSE(finds("Linnea Sørby", "L. Sørby"));
  EXPECT_FALSE(finds("O'Hara", "Otto Hara")) << "the letter before an apostrophe is no initial";
  EXPECT_TRUE(finds("O'Hara", "Maureen O'Hara"));
  EXPECT_FALSE(finds("L", "Linnea Sørby")) << "a single word is a word";
  EXPECT_FALSE(finds("\u738b \u4f1f", "\u738b\u4f1f \u4f1f"))
      << "scripts without capital letters have no initials";
}

TEST(Names, ThatSayNothingAreNone) {
  EXPECT_TRUE(name_orders("").empty());
  EXPECT_TRUE(name_orders(" ,. ").empty());
  EXPECT_EQ(name_orders("Sørby").size(), 1u);
  EXPECT_EQ(name_orders("Sørby, L").size(), 2u);
}

TEST(Names, TheLastWordMayBeAPrefix) {
  const std::vector<NameWords> orders = name_orders("L. Sør", LastWord::prefix);
  ASSERT_EQ(orders.size(), 1u);
  EXPECT_TRUE(has_name(tokens("Linnea Sørby"), orders.front()));
}

}  // namespace
}  // namespace papercup::text
