#include "render/paper/signal_lines.hpp"

#include <gmock/gmock.h>

#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

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
  for (const std::string& line : signal_lines(signal_items(paper, {}), {}, 76, 3)) {
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
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
