#include "papercup/core/names.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

enum class Colour { red, green, blue };
constexpr auto kColours = names_of<Colour>({{Colour::red, "red"}, {Colour::blue, "blue"}});

TEST(Names, AreFoundBothWays) {
  static_assert(kColours.of(Colour::blue) == "blue");
  static_assert(kColours.find("red") == Colour::red);
  EXPECT_EQ(kColours.of(Colour::green), "");
  EXPECT_EQ(kColours.find("Red"), std::nullopt);
  EXPECT_EQ(kColours.begin()->second, "red");
}

}  // namespace
}  // namespace papercup
