#include "cli/ranking.hpp"

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class RankingTest : public CliTest {
 protected:
  Outcome ranked(const std::string& focus_file, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"query", "--focus-file", focus_file, "--format",
                                          "jsonl", "--fields",     "id,score"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

TEST_F(RankingTest, LearnsNothingFromWhatCameAfterTheDay) {
  const std::string past = paper("2611.90001", "Reward models", "2026-11-20") +
                           paper("2611.90002", "Reward hacking", "2026-11-20") +
                           paper("2611.90003", "Comets", "2026-11-23");
  const std::string file = focus("about = 'reward models'\nlikes = ['2611.90002', '2611.90004']\n");
  store(past);
  const std::string before = ranked(file, {"--as-of", "2026-11-23"}).out;
  store(paper("2611.90004", "Reward reward reward", "2026-11-24"));
  const Outcome after = ranked(file, {"--as-of", "2026-11-23", "--until", "2026-11-23", "-v"});
  EXPECT_EQ(after.out, before);
  EXPECT_THAT(after.err, HasSubstr("1 of 2 likes announced after 2026-11-23"));
  EXPECT_THAT(ranked(file, {"--as-of", "2026-11-23"}).out, HasSubstr("2611.90004"))
      << "the answer is not bounded, only what is learnt from";
}

TEST_F(RankingTest, SaysWhichLikesAreNotStored) {
  store(paper("2611.90001", "Reward models"));
  const Outcome outcome =
      ranked(focus("about = 'reward'\nlikes = ['2611.90001', '2611.90002', '2611.90003']\n"));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("2 of 3 likes are not stored: 2611.90002, 2611.90003"));
}

TEST_F(RankingTest, SaysThatAFocusHasNothingToRankBy) {
  store(paper("2611.90001", "Reward models"));
  const Outcome outcome = ranked(focus("name = 'blank'\n"));
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("says nothing to rank by"));
}

TEST_F(RankingTest, RanksInTheCategoriesOfTheFocusUnlessOthersAreAskedFor) {
  store(paper("2611.90001", "Reward models"));
  const std::string file = focus("about = 'reward'\ncategories = ['math.AG']\n");
  EXPECT_EQ(ranked(file).out, "");
  EXPECT_THAT(ranked(file, {"--category", "cs.LG"}).out, HasSubstr("2611.90001"));
}

TEST_F(RankingTest, PapersWithoutADayAreInNoWindow) {
  store(R"({"id": "2611.90001", "title": "Reward models", "abstract": "A."})");
  const std::string file = focus("about = 'reward'\n");
  EXPECT_THAT(ranked(file).out, HasSubstr("2611.90001"));
}

TEST_F(RankingTest, ADigestShowsNothingThatHasNothingToDoWithTheFocus) {
  store(paper("2611.90001", "Reward models") + paper("2611.90002", "Comets"));
  const Outcome outcome =
      run({"digest", "--focus-file", focus("keywords = ['reward']\n"), "--format", "ids"});
  EXPECT_EQ(outcome.out, "2611.90001\n");
}

TEST_F(RankingTest, APaperThatIsDislikedSinks) {
  store(paper("2611.90001", "Reward models and comets") + paper("2611.90002", "Reward models"));
  const std::string file =
      focus("keywords = ['reward models', {term = 'comets', weight = -1.0}]\n");
  EXPECT_THAT(run({"query", "--focus-file", file, "--format", "ids"}).out,
              "2611.90002\n2611.90001\n");
}

}  // namespace
}  // namespace papercup::cli
