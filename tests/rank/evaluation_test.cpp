#include "papercup/rank/evaluation.hpp"

#include <cmath>
#include <string_view>

#include <gtest/gtest.h>

namespace papercup::rank {
namespace {

// "+" is a liked paper and "-" another, best first, without equal scores.
std::vector<JudgedPaper> ranked(std::string_view marks) {
  std::vector<JudgedPaper> papers;
  for (const char mark : marks) {
    papers.push_back({-static_cast<double>(papers.size()), mark == '+'});
  }
  return papers;
}

TEST(Evaluation, MeasuresTheBestOrderByOne) {
  EXPECT_EQ(measure_day(ranked("++---"), 2), (DayMeasures{1, 1, 1}));
}

TEST(Evaluation, MeasuresTheWorstOrderByNothingButItsGain) {
  const auto measures = measure_day(ranked("---+"), 2);
  ASSERT_TRUE(measures);
  EXPECT_EQ(measures->auc, 0);
  EXPECT_EQ(measures->recall, 0);
  EXPECT_DOUBLE_EQ(measures->ndcg, 1 / std::log2(5));
}

TEST(Evaluation, CountsPairsForTheArea) {
  EXPECT_DOUBLE_EQ(measure_day(ranked("-+-+-"), 5)->auc, 3.0 / 6);
  EXPECT_DOUBLE_EQ(measure_day(ranked("+--+-"), 5)->auc, 4.0 / 6);
}

TEST(Evaluation, EqualScoresCountAHalf) {
  EXPECT_EQ(measure_day({{1, true}, {1, false}, {1, false}}, 1)->auc, 0.5);
  EXPECT_EQ(measure_day({{1, false}, {1, true}, {0, false}}, 1)->auc, 0.75);
}

TEST(Evaluation, RecallIsOfWhatTheBudgetHasRoomFor) {
  EXPECT_EQ(measure_day(ranked("++++-"), 2)->recall, 1);
  EXPECT_EQ(measure_day(ranked("+-+++"), 2)->recall, 0.5);
  EXPECT_EQ(measure_day(ranked("-+"), 5)->recall, 1) << "a budget for more than there is";
}

TEST(Evaluation, GainEndsAtTheTenthPlace) {
  EXPECT_EQ(measure_day(ranked("----------+"), 1)->ndcg, 0);
  EXPECT_GT(measure_day(ranked("---------+-"), 1)->ndcg, 0);
}

TEST(Evaluation, ADayWithoutAChoiceTellsNothing) {
  EXPECT_EQ(measure_day(ranked("+++"), 2), std::nullopt);
  EXPECT_EQ(measure_day(ranked("---"), 2), std::nullopt);
  EXPECT_EQ(measure_day({}, 2), std::nullopt);
}

TEST(Evaluation, IntervalsAreTheSameEveryTimeAndHoldTheMean) {
  const std::vector<double> days = {0.2, 0.9, 0.4, 0.7, 0.5, 0.6, 0.1, 0.8};
  const Estimate estimate = bootstrap_mean(days);
  EXPECT_EQ(estimate, bootstrap_mean(days));
  EXPECT_DOUBLE_EQ(estimate.mean, 0.525);
  // The normal approximation of it: 1.96 * 0.255 / sqrt(8).
  EXPECT_NEAR(estimate.low, 0.525 - 0.177, 0.02);
  EXPECT_NEAR(estimate.high, 0.525 + 0.177, 0.02);
  EXPECT_EQ(bootstrap_mean({0.5}), (Estimate{0.5, 0.5, 0.5}));
}

TEST(Evaluation, SaysWhichRankerIsBetterOnTheSameDays) {
  std::vector<double> good, bad;
  for (int day = 0; day < 20; ++day) {
    // Days differ more than the rankers do: only pairs tell them apart.
    bad.push_back(day % 10 * 0.09);
    good.push_back(bad.back() + (day % 3 == 0 ? 0 : 0.05));
  }
  EXPECT_EQ(compare(good, bad).verdict, Verdict::better);
  EXPECT_EQ(compare(bad, good).verdict, Verdict::worse);
  EXPECT_GT(compare(good, bad).difference.low, 0);
}

TEST(Evaluation, FewDaysAreNotEnoughEvidence) {
  const std::vector<double> good(kLeastComparedDays - 1, 1.0), bad(kLeastComparedDays - 1, 0.0);
  EXPECT_EQ(compare(good, bad).verdict, Verdict::not_enough_evidence);
  EXPECT_EQ(compare(std::vector<double>(kLeastComparedDays, 1.0),
                    std::vector<double>(kLeastComparedDays, 0.0))
                .verdict,
            Verdict::better);
}

TEST(Evaluation, NoDifferenceIsNotEnoughEvidence) {
  const std::vector<double> days(100, 0.7);
  EXPECT_EQ(compare(days, days).verdict, Verdict::not_enough_evidence);
  std::vector<double> other = days;
  for (std::size_t i = 0; i < other.size(); ++i) other[i] += i % 2 == 0 ? 0.1 : -0.1;
  EXPECT_EQ(compare(other, days).verdict, Verdict::not_enough_evidence);
}

}  // namespace
}  // namespace papercup::rank
