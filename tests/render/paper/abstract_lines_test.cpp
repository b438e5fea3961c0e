#include "render/paper/abstract_lines.hpp"

#include <gmock/gmock.h>

#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Score kScore{0.5, {{Evidence::like, "tail length", 0.5}}};

constexpr const char* kAbstract =
    "Comets are important objects of astronomy. Their orbits have been known for a long time. "
    "We show that tail length is fixed at birth. The data are from 12 nights. "
    "Tail length is measured to 3 %. Code is available at https://github.com/a/b.";

TEST(DecisiveLines, AreTheBestSentencesInTheirOrder) {
  EXPECT_THAT(decisive_lines(kAbstract, kScore, {}, 200),
              ElementsAre("We show that tail length is fixed at birth. … Tail length is measured "
                          "to 3 %."));
}

TEST(DecisiveLines, AreAllOfAShortAbstract) {
  EXPECT_THAT(decisive_lines("We show two. We show three.", {}, {}, 76),
              ElementsAre("We show two. We show three."));
  EXPECT_TRUE(decisive_lines("", kScore, {}, 76).empty());
}

TEST(DecisiveLines, CutAnEndlessSentence) {
  std::string endless = "We show";
  for (int i = 0; i < 500; ++i) endless += " tail length";
  for (const int columns : {36, 56, 76, 196}) {
    const std::vector<std::string> lines = decisive_lines(endless, kScore, {}, columns);
    EXPECT_LE(lines.size(), 6U);
    for (const std::string& line : lines) EXPECT_LE(text::display_width(line), columns);
    EXPECT_THAT(lines.back(), HasSubstr("…"));
  }
}

TEST(DecisiveLines, CannotSteerATerminal) {
  for (const std::string& line : decisive_lines("We show \x1b[31m red.", kScore, {}, 76)) {
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  }
}

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

}  // namespace
}  // namespace papercup::render
