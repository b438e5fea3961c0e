#include "papercup/rank/score_distribution.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

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
  EXPECT_EQ(distribution.percentile(0.19695)->one_in, 65);   // 31 of 2000 are higher
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
