#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// Papers of two years, and a focus.
class PruneTest : public CliTest {
 protected:
  void SetUp() override {
    variables["PAPERCUP_CONFIG"] = (folder.path() / "config").string();
    std::filesystem::create_directories(folder.path() / "config/focus");
    folder.write("config/focus/rewards.toml",
                 "about = 'reward models'\ncategories = ['cs.LG']\nlikes = ['2411.90002']\n");
    store(paper("2411.90001", "Old", "2024-11-20") + paper("2411.90002", "Seed", "2024-11-20") +
          paper("2411.90003", "Saved", "2024-11-20") + paper("2611.90001", "New", "2026-11-20"));
  }

  std::string ids() { return run({"query", "--format", "ids", "--sort", "id"}).out; }
};

TEST_F(PruneTest, RemovesOldPapersThatNobodyHasToDoWith) {
  ASSERT_EQ(run({"save", "2411.90003"}).code, 0);
  ASSERT_EQ(run({"unmark", "2411.90003"}).code, 0);
  const Outcome outcome = run({"prune", "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("Removed 1 paper announced before Mon 24 Nov 2025; 2 papers as old stay"));
  EXPECT_EQ(ids(), "2411.90002\n2411.90003\n2611.90001\n");
  EXPECT_THAT(run({"prune", "--yes"}).out, HasSubstr("Nothing to remove: 0 papers"));
}

TEST_F(PruneTest, PapersOfADigestStay) {
  ASSERT_EQ(run({"digest", "--since", "2024-11-01", "--top", "4"}).code, 0);
  EXPECT_THAT(run({"prune", "--dry-run"}).out, HasSubstr("Would remove 2 papers"))
      << "past days are no digests that were shown";
  clock.time = Date(2024, 11, 21).days() + std::chrono::hours(12);
  ASSERT_EQ(run({"digest", "--channel", "test"}).code, 0);
  clock.time = Date(2026, 11, 24).days() + std::chrono::hours(12);
  EXPECT_THAT(run({"prune", "--dry-run"}).out, HasSubstr("Nothing to remove: 0 papers"));
}

TEST_F(PruneTest, WithoutATerminalItOnlySaysWhatItWouldDo) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"prune"}, {"prune", "--dry-run"}, {"prune", "--dry-run", "-y"}}) {
    const Outcome outcome = run(arguments, "y\n");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, HasSubstr("Would remove 2 papers"));
  }
  EXPECT_THAT(ids(), HasSubstr("2411.90001"));
}

TEST_F(PruneTest, OnATerminalItAsks) {
  terminal.input_is_terminal = true;
  for (const char* answer : {"n\n", "\n", "", "yeah\n"}) {
    const Outcome outcome = run({"prune"}, answer);
    EXPECT_THAT(outcome.err, HasSubstr("Remove 2 papers? [y/N] "));
    EXPECT_THAT(outcome.err, HasSubstr("nothing was removed"));
    EXPECT_THAT(ids(), HasSubstr("2411.90001")) << answer;
  }
  EXPECT_THAT(run({"prune"}, "y\n").out, HasSubstr("Removed 2 papers"));
  EXPECT_THAT(ids(), Not(HasSubstr("2411.90001")));
}

TEST_F(PruneTest, TheLastNinetyDaysStay) {
  EXPECT_EQ(run({"prune", "--before", "89d"}).code, 2);
  EXPECT_EQ(run({"prune", "--before", "90d"}).code, 0);
}

TEST_F(PruneTest, AFocusThatCannotBeReadStopsIt) {
  folder.write("config/focus/broken.toml", "likes = [");
  const Outcome outcome = run({"prune", "--yes"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("the focus broken cannot be read"));
  EXPECT_THAT(ids(), HasSubstr("2411.90001"));
}

TEST_F(PruneTest, WhatIsLeftIsRankedAsBefore) {
  ASSERT_EQ(run({"query", "--focus", "rewards", "--sort", "score"}).code, 0);
  ASSERT_EQ(run({"prune", "--yes"}).code, 0);
  const Outcome outcome = run({"query", "--focus", "rewards", "--sort", "score"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("New"));
}

}  // namespace
}  // namespace papercup::cli
