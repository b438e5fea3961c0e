#include "render/paper/paper_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
  const std::vector<std::string> lines = decisive_lines("We show \x1b[31m red.", kScore, {}, 76);
  ASSERT_THAT(lines, ElementsAre(HasSubstr("red.")));
  EXPECT_EQ(lines[0].find('\x1b'), std::string::npos);
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

TEST(OpeningLines, EndsAtAnyMarkThatEndsASentence) {
  for (const std::string mark : {".", "?", "!"}) {
    EXPECT_EQ(opening_lines("aaaa bbbb cccc" + mark + " Dddd eeee ffff gggg hhhh", 10, 2, "…"),
              (Lines{"aaaa bbbb", "cccc" + mark}))
        << mark;
  }
  EXPECT_EQ(opening_lines("aaaa bbbb cccc: Dddd eeee ffff gggg hhhh", 10, 2, "…"),
            (Lines{"aaaa bbbb", "cccc: …"}));
}

TEST(OpeningLines, ShowsNoSentenceOfTheLineThatFollows) {
  EXPECT_EQ(opening_lines("aaaa bbbb. Cccc dd. Eeee ffff", 10, 1, "…"), (Lines{"aaaa bbbb."}));
  EXPECT_EQ(opening_lines("aaaa bbb cc. Dddd dd. Eeee ffff", 9, 1, "…"), (Lines{"aaaa …"}));
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

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Paper stating() {
  Paper paper{ArxivId::parse("2611.90001")};
  paper.abstract = "Code and data: https://github.com/cup/tea";
  paper.comment = "Accepted at the 12th International Symposium on Cups and Saucers 2027";
  return paper;
}

TEST(SignalLines, ShareALineWhereTheyFit) {
  EXPECT_THAT(signal_lines(signal_items(stating(), {}), {}, 120, 3),
              ElementsAre("code, data  github.com/cup/tea (abstract)    venue  12th International "
                          "Symposium on Cups and Saucers 2027 (comment)"));
  for (const int columns : {40, 56, 76}) {
    const std::vector<std::string> lines =
        signal_lines(signal_items(stating(), {}), {}, columns, 3);
    ASSERT_EQ(lines.size(), 2U);
    for (const std::string& line : lines) EXPECT_LE(text::display_width(line), columns);
    EXPECT_THAT(lines[1], HasSubstr("(comment)"));
  }
}

TEST(SignalLines, QuoteAPromise) {
  Paper paper = stating();
  paper.abstract = "Code will be released upon acceptance.";
  paper.comment.clear();
  EXPECT_THAT(signal_lines(signal_items(paper, {}), {}, 76, 3),
              ElementsAre("code promised: \"Code will be released upon acceptance\" (abstract)"));
}

TEST(SignalLines, PutAWithdrawalFirstAndInRed) {
  Paper paper = stating();
  paper.comment = "Withdrawn by the authors";
  TextStyle style;
  style.colour = Colour::on;
  EXPECT_EQ(signal_lines(signal_items(paper, style), style, 76, 1)
                .front()
                .rfind("\x1b[31mWITHDRAWN\x1b[0m", 0),
            0U);
}

TEST(SignalLines, CannotSteerATerminal) {
  Paper paper = stating();
  paper.comment = "Accepted at \x1b[31m\xe2\x80\xae Tea 2027";
  const std::vector<std::string> lines = signal_lines(signal_items(paper, {}), {}, 76, 3);
  ASSERT_THAT(lines, Contains(HasSubstr("Tea 2027")));
  for (const std::string& line : lines) {
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
    EXPECT_EQ(line.find("\xe2\x80\xae"), std::string::npos);
  }
}

TEST(SignalTable, SaysWhatIsNotStated) {
  Paper paper{ArxivId::parse("2611.90001")};
  EXPECT_THAT(signal_table(paper, {}),
              ElementsAre(Pair("code", "none stated"), Pair("data", "none stated"),
                          Pair("venue", "none stated")));
}

TEST(SignalTable, NamesWhatIsPromised) {
  Paper paper{ArxivId::parse("2611.90001")};
  paper.abstract = "Code and data will be released.";
  EXPECT_THAT(
      signal_table(paper, {}),
      Contains(Pair("promise", "code, data: \"Code and data will be released\" (abstract)")));
}

TEST(SignalLines, LeaveOutWhatStandsFurthestFromAWithdrawal) {
  Paper paper = stating();
  paper.comment = "Withdrawn by the authors";
  paper.journal_ref = "Journal of Cups 12 (2027), a very long name of a journal, 100-123";
  ASSERT_EQ(signal_lines(signal_items(paper, {}), {}, 40, 9).size(), 3U);
  const auto lines = signal_lines(signal_items(paper, {}), {}, 40, 1);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines.front(), HasSubstr("WITHDRAWN"));
}

}  // namespace

}  // namespace papercup::render
