#include "papercup/text/name_search.hpp"

#include <gtest/gtest.h>

#include "papercup/text/normalise.hpp"

namespace papercup::text {
namespace {

TEST(NameKey, IsFoldedWithPlainLetters) {
  const auto key = [](const char* text) { return name_key(parse_person_name(text)); };
  EXPECT_EQ(key("Jean-Pierre van O'Hára").family, "van ohara");
  EXPECT_EQ(key("Jean-Pierre van O'Hára").given, std::vector<std::string>{"jeanpierre"});
  EXPECT_EQ(key("J.P. Sørby").given, (std::vector<std::string>{"j", "p"}));
  EXPECT_EQ(key("Æsa Þórsdóttir").family, "thorsdottir");
  EXPECT_EQ(key("The Virgo Network").family, "virgo network");
  EXPECT_EQ(key("for The Virgo Network").family, "virgo network");
  EXPECT_EQ(key("李 例").family, "李");
}

TEST(NameKey, IsTheSameWithAndWithoutAComma) {
  const char* const pairs[][2] = {
      {"García Márquez, Gabriel", "Gabriel Garcia Marquez"},
      {"de Bruyn Kops, S. M.", "S. M. de Bruyn Kops"},
      {"Berg, Anna van den", "Anna van den Berg"},
      {"Moss III, W. C.", "W. C. Moss III"},
      {"King, V, Henry", "Henry King V"},
      {"李, 例", "李 例"},
  };
  for (const auto& [one, other] : pairs) {
    const NameKey a = name_key(parse_person_name(one));
    const NameKey b = name_key(parse_person_name(other));
    EXPECT_EQ(a.whole, b.whole);
    EXPECT_EQ(a.family, b.family);
    EXPECT_EQ(a.given.front(), b.given.front());
  }
}

TEST(NameKey, OfNobodyIsEmpty) {
  for (const char* text : {"", ",", "et al.", "(LAB)", "-"}) {
    EXPECT_TRUE(name_key(parse_person_name(text)).is_of_nobody()) << text;
    EXPECT_EQ(name_key(parse_person_name(text)).family, "") << text;
  }
}

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
  const std::vector<NameWords> reordered = name_orders("Sørby, Lin", LastWord::prefix);
  ASSERT_EQ(reordered.size(), 2u);
  EXPECT_TRUE(has_name(tokens("Linnea Sørby"), reordered.back()));
}

TEST(Names, AreReadByTheParserBehindACommaAndBeforeAParenthesis) {
  EXPECT_TRUE(finds("Araújo, A", "Ana Araújo"));
  EXPECT_TRUE(finds("LeCun_Y", "Yann LeCun"));
  EXPECT_TRUE(finds("García Márquez, G.", "Gabriel García Márquez"));
  EXPECT_TRUE(finds("de Bruyn Kops, S. M.", "Stephen M. de Bruyn Kops"));
  EXPECT_TRUE(finds("Moss III, W. C.", "W. C. Moss III"));
  EXPECT_TRUE(finds("Moss, W. C., III", "W. C. Moss III"));
  EXPECT_TRUE(finds("Berg, Anna van den", "Anna van den Berg"));
  EXPECT_TRUE(finds("A. Person (LAB)", "Ann Person"));
  EXPECT_TRUE(finds("Ann Person et al. (200 additional authors not shown)", "Ann Person"));
  EXPECT_TRUE(finds("Henry King V", "Henry King V"));
  EXPECT_TRUE(finds("The Virgo Network", "The Virgo Network"));
  EXPECT_TRUE(finds("李 例", "李 例"));
  EXPECT_FALSE(finds("Person (LAB)", "Ann Person")) << "one word says too little";
}

TEST(Names, MayHaveTheFamilyFirstInAPaper) {
  const auto finds_family_first = [](std::string_view sought, std::string_view name) {
    for (const NameWords& words : family_first_orders(sought)) {
      if (has_name(tokens(name), words)) return true;
    }
    return false;
  };
  EXPECT_TRUE(finds_family_first("G. García Márquez", "García Márquez, G.") == false)
      << "without a comma the family name is one word";
  EXPECT_TRUE(finds_family_first("Linnea Sørby", "Sørby, Linnea"));
  EXPECT_TRUE(finds_family_first("S. M. de Bruyn Kops", "de Bruyn Kops, S. M."));
  EXPECT_TRUE(finds_family_first("W. C. Moss III", "Moss III, W. C."));
  EXPECT_TRUE(finds_family_first("Anna van den Berg", "Berg, Anna van den"));
  EXPECT_TRUE(finds_family_first("Anna van den Berg", "van den Berg, Anna"));
  EXPECT_TRUE(family_first_orders("The Virgo Network").empty());
  EXPECT_TRUE(family_first_orders("Sørby").empty());
}

}  // namespace

}  // namespace papercup::text
