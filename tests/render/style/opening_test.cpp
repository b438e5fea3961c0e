#include "render/style/opening.hpp"

#include <gtest/gtest.h>

namespace papercup::render {
namespace {

using Lines = std::vector<std::string>;

TEST(OpeningLines, KeepsAShortAbstractWhole) {
  EXPECT_EQ(opening_lines("One line. Two.", 40, 3, "…"), (Lines{"One line. Two."}));
  EXPECT_EQ(opening_lines("", 40, 3, "…"), Lines{});
}

TEST(OpeningLines, EndsAtASentenceWhereOneEndsLate) {
  EXPECT_EQ(opening_lines("aaaa bbbb cccc. Dddd eeee. Ffff gggg hhhh", 10, 3, "…"),
            (Lines{"aaaa bbbb", "cccc. Dddd", "eeee."}));
}

TEST(OpeningLines, CutsWithAnEllipsisWhereNoSentenceEnds) {
  EXPECT_EQ(opening_lines("aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii", 9, 3, "…"),
            (Lines{"aaaa bbbb", "cccc dddd", "eeee …"}));
}

TEST(OpeningLines, DoesNotTakeAnAbbreviationForAnEnd) {
  const Lines lines =
      opening_lines("xxxx yyyy zzzz by J. Weber et al. In turn it goes on and on", 12, 3, "…");
  EXPECT_EQ(lines.back().substr(lines.back().size() - 3), "…");
}

TEST(WithThousands, GroupsByThree) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(196500), "196,500");
  EXPECT_EQ(with_thousands(3077861), "3,077,861");
}

}  // namespace
}  // namespace papercup::render
