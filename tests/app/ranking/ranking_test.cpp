#include "papercup/app/ranking.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {
namespace {

using testing::HasSubstr;
using testing::Not;

class RankingTest : public cli::CliTest {
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

TEST_F(RankingTest, MakesStoredFeaturesOfAnotherFormAnew) {
  store(paper("2611.90001", "Reward models", "2026-11-20") +
        paper("2611.90002", "Comets", "2026-11-23"));
  const std::string file = focus("about = 'reward models'\n");
  const Outcome fresh = ranked(file);
  store::Store(folder.path() / "data" / "papers.db", store::OpenMode::create)
      .remake_features(1, [](const Paper&) { return std::string("of a former program"); });
  const Outcome first = ranked(file);
  EXPECT_EQ(first.code, 0);
  EXPECT_EQ(first.out, fresh.out);
  EXPECT_THAT(first.err, HasSubstr("preparing 2 papers for a new ranking, once"));
  EXPECT_EQ(ranked(file).err, "");
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

// What a digest keeps must give the scores that a fresh model gives.
TEST_F(RankingTest, AKeptModelIsUsedOnlyWhereNothingItLearntFromHasChanged) {
  const std::string text = "about = 'reward models'\n";
  std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
  folder.write(".config/papercup/focus/rewards.toml", text);
  variables["NO_COLOR"] = "1";
  const auto fresh = [&](const std::string& likes) { return ranked(focus(text + likes)).out; };
  const auto kept = [&] {
    return run({"query", "--focus", "rewards", "--format", "jsonl", "--fields", "id,score"}).out;
  };
  std::string lines;
  for (int i = 1; i <= 150; ++i) {
    lines += paper(fmt::format("2611.9{:04}", i), i % 5 == 0 ? "Reward models" : "Comets and dust",
                   i % 2 == 0 ? "2026-11-20" : "2026-11-23");
  }
  store(lines);
  const std::string before = fresh("");
  terminal.output_is_terminal = true;
  run({"digest"});
  terminal.output_is_terminal = false;
  EXPECT_EQ(kept(), before);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / ".cache/papercup"));
  run({"like", "2611.90001"});
  EXPECT_NE(kept(), before);
  EXPECT_EQ(kept(), fresh("likes = ['2611.90001']\n"));
  run({"unmark", "2611.90001"});
  EXPECT_EQ(kept(), before);
  store(paper("2611.90001", "Rewards of comets", "2026-11-20"));
  EXPECT_EQ(kept(), fresh(""));
  EXPECT_NE(kept(), before);
}

}  // namespace
}  // namespace papercup::app
