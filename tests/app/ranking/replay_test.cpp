#include "papercup/app/replay.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A reader of papers on reward models, of whom some are surveys.
class ReplayTest : public cli::CliTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/rewards.toml",
                 "about = 'reward models'\ncategories = ['cs.LG']\n");
  }

  void be_on(int day) {
    clock.time = Time{Date(2026, 11, 1).days()} + std::chrono::hours(24 * (day - 1) + 12);
  }

  static std::string id_of(int day, int number) {
    return fmt::format("2611.9{:02}{:02}", day, number);
  }

  static std::string announced(int day, int number, const std::string& title) {
    return paper(id_of(day, number), title, fmt::format("2026-11-{:02}", day));
  }

  // Papers of the first of November from which rankers can learn what others write about.
  void store_past() {
    std::string lines;
    for (int i = 0; i < 120; ++i) {
      lines += paper(
          fmt::format("2610.9{:04}", i),
          fmt::format("{} of topic{} and theme{}", i % 3 == 0 ? "A survey" : "Methods", i, i % 7),
          "2026-11-01");
    }
    store(lines);
  }

  // What the digest of a day shows: papers, of which those without a survey come first in `likes`.
  void show(int day, int liked, int surveys) {
    be_on(day);
    std::string lines;
    for (int i = 0; i < liked; ++i) {
      lines += announced(day, i, fmt::format("Reward models, part{} of many", 10 * day + i));
    }
    for (int i = 0; i < surveys; ++i) {
      lines += announced(day, 50 + i, "A survey of reward models");
    }
    store(lines);
    const Outcome digest = run({"digest", "--channel", "desk", "--top", "10", "--format", "ids"});
    ASSERT_EQ(digest.code, 0) << digest.err;
    ASSERT_THAT(digest.out, HasSubstr(id_of(day, liked > 0 ? 0 : 50)));
  }

  void like(int day, int count) {
    for (int i = 0; i < count; ++i) ASSERT_EQ(run({"like", id_of(day, i)}).code, 0);
  }

  std::string eval(std::vector<std::string> more = {}) {
    more.insert(more.begin(), "eval");
    const Outcome outcome = run(more);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return outcome.out;
  }
};

TEST_F(ReplayTest, SaysWhatIsMissing) {
  be_on(2);
  EXPECT_THAT(eval(), AllOf(HasSubstr("No digest of this focus has been recorded"),
                            HasSubstr("--channel")));
  store_past();
  show(2, 2, 1);
  EXPECT_THAT(eval(), HasSubstr("None of the 3 papers that digests have shown is liked"));
  EXPECT_THAT(eval({"--ranker", "svm,centroid"}), HasSubstr("not enough evidence (0 days)"));
  EXPECT_THAT(eval({"--format", "jsonl"}),
              AllOf(HasSubstr(R"("n":0)"), HasSubstr(R"("missing":)")));
}

TEST_F(ReplayTest, FindsTheRankerThatLearnsTheReadersRule) {
  // The digests went on showing surveys.
  folder.write(".config/papercup/config.toml", "[digest]\nranker = 'centroid'\n");
  store_past();
  for (int day = 2; day < 16; ++day) {
    show(day, 2, 3);
    like(day, 2);
  }
  EXPECT_THAT(eval({"--ranker", "svm,centroid"}),
              AllOf(HasSubstr("svm against centroid: better (14 days"),
                    HasSubstr("Judged among the 70 papers that you were shown, as chosen by "
                              "centroid/4")));
  EXPECT_THAT(eval({"--ranker", "centroid,svm"}),
              HasSubstr("centroid against svm: worse (14 days"));
  EXPECT_THAT(eval({"--ranker", "svm,centroid", "--as-of", "2026-11-06"}),
              HasSubstr("not enough evidence (5 days"));
}

TEST_F(ReplayTest, RankersThatAgreeGiveNoEvidence) {
  // With so few papers of the past there is nothing to learn from but what the reader says.
  for (int day = 2; day < 14; ++day) {
    show(day, 2, 2);
    like(day, 1);
  }
  EXPECT_THAT(eval({"--ranker", "default,centroid"}),
              AllOf(HasSubstr("+0.00 [+0.00, +0.00]"), HasSubstr("not enough evidence (12 days")));
}

TEST_F(ReplayTest, ADayWithOnlyLikesTellsNothing) {
  store_past();
  show(2, 2, 0);
  like(2, 2);
  EXPECT_THAT(eval(), HasSubstr("No day has both a paper you liked and one you did not"));
  show(3, 1, 1);
  like(3, 1);
  EXPECT_THAT(eval(), HasSubstr("Means over the 1 day with both"));
}

TEST_F(ReplayTest, LearnsOnlyFromMarksOfTheDaysBefore) {
  store_past();
  show(2, 1, 1);
  show(3, 1, 1);
  like(3, 1);
  const std::string before = eval({"--format", "jsonl"});
  // What was liked on the third day may change what that day is judged by, not what ranked it.
  run({"like", id_of(3, 50)});
  run({"unmark", id_of(3, 50)});
  EXPECT_EQ(eval({"--format", "jsonl"}), before);
  be_on(4);
  run({"dislike", id_of(2, 50)});
  EXPECT_THAT(eval({"--as-of", "2026-11-03", "--format", "jsonl"}), before);
}

TEST_F(ReplayTest, LeavesOutWhatTheReaderKnew) {
  store_past();
  show(2, 2, 1);
  like(2, 1);
  EXPECT_THAT(eval(), HasSubstr("Judged among the 3 papers"));
  ASSERT_EQ(run({"like", id_of(2, 1), "--known"}).code, 0);
  EXPECT_THAT(eval(), AllOf(HasSubstr("Judged among the 2 papers"), HasSubstr("liked 1 and")));
}

TEST_F(ReplayTest, APaperShownAgainCountsOnce) {
  store_past();
  show(2, 1, 1);
  like(2, 1);
  be_on(3);
  run({"digest", "--channel", "elsewhere", "--top", "10", "--format", "ids"});
  EXPECT_THAT(eval(), AllOf(HasSubstr("Judged among the"), HasSubstr("Means over the 1 day")));
}

TEST_F(ReplayTest, RefusesRankersItDoesNotKnow) {
  EXPECT_THAT(run({"eval", "--ranker", "centriod"}).err, HasSubstr("did you mean centroid?"));
  EXPECT_EQ(run({"eval", "--ranker", "svm,svm"}).code, 2);
  EXPECT_EQ(run({"eval", "--ranker", "svm,centroid,default"}).code, 2);
  EXPECT_EQ(run({"eval", "--ranker", "svm,"}).code, 2);
}

}  // namespace
}  // namespace papercup::app
