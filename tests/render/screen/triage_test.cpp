#include <gmock/gmock.h>

#include "papercup/render/screen.hpp"

namespace papercup::render {
namespace {

TriageReport report() {
  TriageReport report;
  report.papers = 4;
  report.left = 2;
  report.marked = {{"liked, saved", "Reward Models Forget"}, {"", "Comets"}};
  report.foci = {{"rewards",
                  1,
                  {{"Preferences", 2, 1, Percentile{0.99, 100}, Percentile{0.995, 200}},
                   {"Bandits", 1, 2, Percentile{0.9, 10}, Percentile{0.9, 10}},
                   {"Comets", 3, 3, Percentile{0.5, 2}, Percentile{0.5, 2}}}}};
  return report;
}

TEST(TriageText, TellsWhatChangedAndHowTheRankingMoved) {
  EXPECT_EQ(triage_text(report(), {}),
            "2 papers marked; 2 of this list's 4 papers have no mark.\n"
            "  liked, saved     Reward Models Forget\n"
            "  taken back       Comets\n"
            "\n"
            "Retrained with 1 new example; of the 3 papers you did not judge:\n"
            "  rose    2 → 1  Preferences                              1 in 200, was 1 in 100\n"
            "  fell    1 → 2  Bandits                                                 1 in 10\n"
            "\n"
            "papercup triage picks up where you left off.\n");
}

TEST(TriageText, NamesAFormerShareOnlyBesideOneOfNow) {
  TriageReport moved = report();
  moved.foci[0].papers = {{"Gained", 2, 1, std::nullopt, Percentile{0.995, 200}},
                          {"Lost", 1, 2, Percentile{0.9, 10}, std::nullopt}};
  const std::string text = triage_text(moved, {});
  EXPECT_THAT(text, testing::ContainsRegex("Gained +1 in 200\n"));
  EXPECT_THAT(text, testing::ContainsRegex("Lost *\n"));
}

TEST(TriageText, EndsTheDayWhereAllWasSeen) {
  TriageReport seen = report();
  seen.end = TriageEnd::after_the_last;
  EXPECT_THAT(triage_text(seen, {}), testing::EndsWith("That is all for today; close the tab.\n"));
  EXPECT_EQ(triage_text({3, 0}, {}), "Nothing marked.\n\nThat is all for today; close the tab.\n");
}

TEST(TriageText, IsPlainAsciiWhereThatIsWanted) {
  TextStyle style;
  style.symbols = Symbols::plain;
  style.width = 40;
  const std::string text = triage_text(report(), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) << text;
  EXPECT_THAT(text, testing::HasSubstr("2 -> 1"));
}

TEST(TeachingText, TellsWhatIsNewAmongTheBest) {
  TeachingReport report;
  report.judged = 3;
  report.teachers = {.has_description = true, .likes = 2, .dislikes = 1};
  report.best = {{"Preferences", 312, 1, Percentile{0.99, 100}, Percentile{0.995, 200}},
                 {"Bandits", 1, 2, Percentile{0.9, 10}, Percentile{0.9, 10}}};
  EXPECT_EQ(teaching_text(report, {}),
            "The ranking has learnt from 3 new examples.\n"
            "The ranking is fairly sure, from your description, 2 likes and 1 dislike. In\n"
            "trials such rankings had 83 % of what readers picked among a day's ten best.\n"
            "Likes teach it most: papercup triage --teach asks about papers of the past.\n"
            "\n"
            "The 2 best papers of the last week, 1 of them new:\n"
            "  rose  312 → 1  Preferences                              1 in 200, was 1 in 100\n"
            "  fell    1 → 2  Bandits                                                 1 in 10\n"
            "\n"
            "papercup triage --teach asks for more, whenever you like.\n");
}

TEST(TeachingText, SaysIfNothingWasJudgedOrNothingIsNew) {
  EXPECT_EQ(teaching_text({}, {}),
            "Nothing judged; the ranking is as it was.\n"
            "\n"
            "papercup triage --teach asks for more, whenever you like.\n");
  TeachingReport report;
  report.judged = 1;
  report.best = {{"Preferences", 1, 1}, {"Bandits", 2, 2}};
  EXPECT_THAT(teaching_text(report, {}), testing::HasSubstr("last week, none of them new:\n"));
  report.best.resize(1);
  EXPECT_THAT(teaching_text(report, {}), testing::HasSubstr("The best paper of the last week:\n"));
}

}  // namespace
}  // namespace papercup::render
