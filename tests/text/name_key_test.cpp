#include "papercup/text/name_key.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace papercup::text
