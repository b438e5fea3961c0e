#include "papercup/rank/score_distribution.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/rank/training_set.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

// `papers` a day, of the scores 0.0001, 0.0002, ... over all days.
std::vector<Candidate> recent_papers(int days, int papers) {
  std::vector<Candidate> recent;
  for (int number = 0; number < days * papers; ++number) {
    recent.push_back(
        {number, invented_id(number), Date(2026, 9, 1) + number % days, 0.0001 * (number + 1)});
  }
  return recent;
}

TEST(Percentile, IsTheMidRankPercentile) {
  const ScoreDistribution distribution({{1, invented_id(1), Date(2026, 11, 24), 0.1},
                                        {2, invented_id(2), Date(2026, 11, 24), 0.2},
                                        {3, invented_id(3), Date(2026, 11, 24), 0.2},
                                        {4, invented_id(4), Date(2026, 11, 24), 0.4}});
  EXPECT_DOUBLE_EQ(distribution.percentile(0.05)->match, 0);
  EXPECT_DOUBLE_EQ(distribution.percentile(0.2)->match, 0.5);
  EXPECT_DOUBLE_EQ(distribution.percentile(0.3)->match, 0.75);
  EXPECT_DOUBLE_EQ(distribution.percentile(0.5)->match, 1);
  EXPECT_EQ(distribution.percentile(0.05)->one_in, 1);
  EXPECT_EQ(distribution.percentile(0.2)->one_in, 2);
  EXPECT_EQ(distribution.percentile(0.5)->one_in, 4);
}

TEST(Percentile, ForPeopleHasTwoDigits) {
  const ScoreDistribution distribution(recent_papers(10, 200));
  ASSERT_EQ(distribution.sample_size(), 2000u);
  EXPECT_EQ(distribution.percentile(1)->one_in, 2000);
  EXPECT_EQ(distribution.percentile(0.19695)->one_in, 64);   // 31 of 2000 are higher: 64.5
  EXPECT_EQ(distribution.percentile(0.19925)->one_in, 250);  // 8 are
  EXPECT_EQ(distribution.percentile(0.19865)->one_in, 140);  // 14 are: 143
}

TEST(Percentile, IsProvisionalOverFewPapers) {
  EXPECT_TRUE(ScoreDistribution(recent_papers(1, 199)).percentile(0)->is_provisional);
  EXPECT_FALSE(ScoreDistribution(recent_papers(1, 200)).percentile(0)->is_provisional);
  EXPECT_EQ(ScoreDistribution({}).percentile(0.5), std::nullopt);
}

TEST(Percentile, IsToldFromASampleThatDoesNotDependOnTheOrder) {
  std::vector<Candidate> recent = recent_papers(10, 300);
  const ScoreDistribution distribution(recent);
  EXPECT_EQ(distribution.sample_size(), kDistributionPapers);
  std::mt19937 random(1);
  std::shuffle(recent.begin(), recent.end(), random);
  const ScoreDistribution shuffled(recent);
  for (const double score : {0.0, 0.05, 0.1, 0.2, 0.29995, 0.3}) {
    EXPECT_EQ(distribution.percentile(score), shuffled.percentile(score));
    EXPECT_NEAR(distribution.percentile(score)->match, score / 0.3, 0.03);
  }
}

// Counter-examples as training draws them, and scores as it leaves them: theirs are 0.5 lower.
struct TaughtPapers {
  std::vector<Candidate> recent;
  std::vector<std::int64_t> counter_examples;
};

TaughtPapers taught_papers(int count) {
  NegativeSample sample;
  TaughtPapers papers;
  for (int number = 0; number < count; ++number) {
    papers.recent.push_back(
        {number, invented_id(number), Date(2026, 9, 1), number % 1000 / 1000.0});
    sample.offer(number, papers.recent.back().id);
  }
  papers.counter_examples = sample.keys_without({});
  for (const std::int64_t key : papers.counter_examples) {
    papers.recent[static_cast<std::size_t>(key)].score -= 0.5;
  }
  return papers;
}

TEST(Percentile, IsToldFromPapersThatTaughtNothingWhereThereAreEnough) {
  const TaughtPapers papers = taught_papers(9'000);
  const ScoreDistribution distribution(papers.recent, papers.counter_examples);
  EXPECT_EQ(distribution.sample_size(), kDistributionPapers);
  for (const double score : {0.1, 0.5, 0.8, 0.95, 0.99}) {
    EXPECT_NEAR(distribution.percentile(score)->match, score, 0.02);
  }
  // Only 400 are untaught, which are too few to tell from: all are drawn from.
  const TaughtPapers few = taught_papers(5'400);
  const ScoreDistribution of_all(few.recent, few.counter_examples);
  EXPECT_EQ(of_all.sample_size(), kDistributionPapers);
  EXPECT_GT(of_all.percentile(0.5)->match, 0.8);
  // All that are untaught are fewer than a sample.
  const TaughtPapers some = taught_papers(6'500);
  EXPECT_EQ(ScoreDistribution(some.recent, some.counter_examples).sample_size(), 1'500u);
}

TEST(Percentile, IsToldFromPapersDrawnIndependentlyOfTheCounterExamples) {
  // Half of the papers are counter-examples, and so is half of the sample.
  const TaughtPapers papers = taught_papers(10'000);
  std::vector<Candidate> recent = papers.recent;
  for (Candidate& paper : recent) paper.score = 0;
  for (const std::int64_t key : papers.counter_examples) {
    recent[static_cast<std::size_t>(key)].score = -1;
  }
  // The share of lower scores, and half of the share of equal ones.
  const double match = ScoreDistribution(recent).percentile(0)->match;
  EXPECT_NEAR(2 * match - 1, 0.5, 0.04);
}

TEST(Line, IsWhatSoManyPapersClearedOnAnAverageDay) {
  const ScoreDistribution distribution(recent_papers(10, 100));  // scores up to 0.1
  EXPECT_DOUBLE_EQ(distribution.line(7).value(), 0.0001 * (1000 - 69));
  EXPECT_DOUBLE_EQ(distribution.line(0.1).value(), 0.1);
  EXPECT_EQ(distribution.line(0.05), std::nullopt);
}

TEST(Line, IsNoneWhereThereAreFewerPapers) {
  EXPECT_EQ(ScoreDistribution(recent_papers(2, 3)).line(7), std::nullopt);
  EXPECT_DOUBLE_EQ(ScoreDistribution(recent_papers(2, 7)).line(7).value(), 0.0001);
  EXPECT_EQ(ScoreDistribution({}).line(7), std::nullopt);
}

}  // namespace
}  // namespace papercup::rank
