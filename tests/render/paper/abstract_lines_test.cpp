#include "render/paper/abstract_lines.hpp"

#include <gmock/gmock.h>

#include "papercup/text/width.hpp"

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

}  // namespace
}  // namespace papercup::render
