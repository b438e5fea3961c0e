#include "papercup/render/screen.hpp"

#include <gmock/gmock.h>

#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const ScreenLine& line) {
  std::string text;
  for (const Span& span : line) text += span.text;
  return text;
}

std::string text_of(const Screen& screen) {
  std::string text;
  for (const ScreenLine& line : screen.lines) text += text_of(line) + "\n";
  return text;
}

ScoredPaper paper() {
  ScoredPaper scored{{ArxivId::parse("2611.90417")}, {}, 3};
  scored.paper.title = "Reward Models Forget What They Were Not Asked and Even More Than That";
  scored.paper.authors = {"Rosa Adeyemi", "Linnea Sørby"};
  scored.paper.categories = {Category("cs.LG")};
  for (int i = 0; i < 60; ++i) scored.paper.abstract += "word" + std::to_string(i) + " ";
  scored.paper.comment = "21 pages";
  scored.score.why = {{Evidence::like, "reward models", 0.4}};
  scored.percentile = Percentile{0.999, 2000};
  return scored;
}

ScreenView view(const ScoredPaper& scored) {
  ScreenView view;
  view.heading = "rewards";
  view.place = "3 of 5";
  view.paper = &scored;
  view.keys = {{"l", "like"}, {"d", "dislike"}, {"q", "quit"}};
  return view;
}

TEST(LayOut, FillsTheScreenExactlyWhateverItsSize) {
  const ScoredPaper scored = paper();
  ScreenView shown = view(scored);
  shown.message = "liked 2611.90417; u takes it back";
  shown.marks = "liked, saved";
  for (const auto body : {ScreenView::Body::paper, ScreenView::Body::abstract}) {
    shown.body = body;
    for (int rows = 1; rows <= 45; ++rows) {
      for (int columns = 1; columns <= 130; columns += 3) {
        const Screen screen = lay_out(shown, {}, {rows, columns});
        ASSERT_EQ(screen.lines.size(), static_cast<std::size_t>(rows));
        for (const ScreenLine& line : screen.lines) {
          ASSERT_LE(text::display_width(text_of(line)), columns) << rows << "x" << columns;
        }
      }
    }
  }
}

TEST(LayOut, ShowsAllPartsAtSixtyByFifteen) {
  const ScoredPaper scored = paper();
  ScreenView shown = view(scored);
  shown.message = "liked";
  shown.notice = "cs.RO: STALE";
  shown.marks = "saved";
  const std::string text = text_of(lay_out(shown, {}, {15, 60}));
  EXPECT_THAT(text,
              AllOf(HasSubstr("rewards"), HasSubstr("saved   3 of 5"), HasSubstr("cs.RO: STALE"),
                    HasSubstr(" 3  Reward Models"), HasSubstr("1 in 2,000"), HasSubstr("L. Sørby"),
                    HasSubstr("word0"), HasSubstr("…")));
  EXPECT_THAT(text, AllOf(HasSubstr("why   reward models"), HasSubstr("arxiv.org/abs/2611.90417"),
                          HasSubstr(" liked"), HasSubstr("l like  d dislike  q quit")));
}

TEST(LayOut, SaysWhatThePaperStates) {
  ScoredPaper scored = paper();
  scored.paper.comment = "Accepted at ICLR 2027. Code: https://github.com/a/b";
  EXPECT_THAT(text_of(lay_out(view(scored), {}, {15, 80})),
              HasSubstr("    code  github.com/a/b (comment)    venue  ICLR 2027 (comment)"));
}

TEST(LayOut, ShowsTheWholeAbstractWhereThereIsRoom) {
  const ScoredPaper scored = paper();
  EXPECT_THAT(text_of(lay_out(view(scored), {}, {24, 80})), HasSubstr("word59"));
}

TEST(LayOut, ScrollsAWholeAbstractToItsEndAndNoFurther) {
  const ScoredPaper scored = paper();
  ScreenView shown = view(scored);
  shown.body = ScreenView::Body::abstract;
  Screen screen = lay_out(shown, {}, {12, 50});
  EXPECT_TRUE(screen.has_more);
  EXPECT_THAT(text_of(screen), AllOf(HasSubstr("more below"), Not(HasSubstr("note"))));
  shown.scroll = 1000;
  screen = lay_out(shown, {}, {12, 50});
  EXPECT_FALSE(screen.has_more);
  EXPECT_LT(screen.scroll, 30);
  EXPECT_THAT(text_of(screen), AllOf(HasSubstr("note  21 pages"), Not(HasSubstr("more below"))));
}

TEST(LayOut, TextOfAFeedCannotSteerATerminal) {
  ScoredPaper scored = paper();
  scored.paper.title =
      "Red \x1b[31m and \xc2\x9b"
      "31m and \xe2\x80\xae turned";
  scored.paper.authors = {
      "\x1b]8;;http://x\x07"
      "Eve"};
  scored.paper.abstract = "beep\x07\rover\nwritten\x1b[2J";
  scored.score.why = {{Evidence::like, "\x1b[1m", 0.4}};
  const std::string text = text_of(lay_out(view(scored), {}, {24, 80}));
  for (const char* forbidden : {"\x1b", "\x07", "\r", "\xc2\x9b", "\xe2\x80\xae"}) {
    EXPECT_THAT(text, Not(HasSubstr(forbidden)));
  }
}

TEST(LayOut, CountsWideCharactersTwice) {
  ScoredPaper scored = paper();
  scored.paper.title = "";
  for (int i = 0; i < 60; ++i) scored.paper.title += "論";
  for (const ScreenLine& line : lay_out(view(scored), {}, {24, 60}).lines) {
    EXPECT_LE(text::display_width(text_of(line)), 60);
  }
}

TEST(LayOut, ShowsTheEndOfALongPromptWithTheCursorBehindIt) {
  const ScoredPaper scored = paper();
  ScreenView shown = view(scored);
  shown.prompt = "search: " + std::string(100, 'a') + "é";
  const Screen screen = lay_out(shown, {}, {15, 60});
  const std::string line = text_of(screen.lines.at(static_cast<std::size_t>(screen.cursor_row)));
  EXPECT_THAT(line, HasSubstr("aaé"));
  EXPECT_EQ(screen.cursor, text::display_width(line));
  EXPECT_LT(*screen.cursor, 60);
}

TEST(LayOut, BalancesTheLinesOfKeys) {
  const ScoredPaper scored = paper();
  ScreenView shown = view(scored);
  shown.keys.assign(8, {"k", "abcdef"});
  const Screen screen = lay_out(shown, {}, {15, 60});
  const std::size_t rows = screen.lines.size();
  EXPECT_EQ(text_of(screen.lines[rows - 1]).size(), text_of(screen.lines[rows - 2]).size());
}

TEST(LayOut, SaysWhereAScreenIsTooSmall) {
  const ScoredPaper scored = paper();
  EXPECT_THAT(text_of(lay_out(view(scored), {}, {5, 80})), HasSubstr("40x10 is needed"));
}

}  // namespace
}  // namespace papercup::render
