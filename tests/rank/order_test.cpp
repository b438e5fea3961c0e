#include "papercup/rank/order.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

const Date kDay(2026, 11, 24);

TEST(TieBreak, IsTheSameOnEveryMachine) {
  EXPECT_EQ(tie_break(kDay, ArxivId::parse("2611.90417")), 14135847418244575067u);
  EXPECT_EQ(tie_break(std::nullopt, ArxivId::parse("2611.90417")), 7199034752060500447u);
  EXPECT_EQ(tie_break(Date(1999, 1, 4), ArxivId::parse("hep-th/9901001")), 14226570353889248243u);
}

TEST(TieBreak, ChangesWithTheDay) {
  EXPECT_NE(tie_break(kDay, invented_id(1)), tie_break(kDay + 1, invented_id(1)));
}

TEST(TieBreak, DoesNotFollowTheIdentifiers) {
  int ascents = 0;
  for (int i = 0; i < 1000; ++i) {
    ascents += tie_break(kDay, invented_id(i)) < tie_break(kDay, invented_id(i + 1)) ? 1 : 0;
  }
  EXPECT_GT(ascents, 400);
  EXPECT_LT(ascents, 600);
}

TEST(SortByScore, PutsTheHighestFirst) {
  std::vector<Candidate> candidates = {
      {1, invented_id(1), kDay, -0.5}, {2, invented_id(2), kDay, 0.75}, {3, invented_id(3), {}, 0}};
  sort_by_score(candidates);
  EXPECT_EQ(candidates[0].key, 2);
  EXPECT_EQ(candidates[1].key, 3);
  EXPECT_EQ(candidates[2].key, 1);
}

TEST(SortByScore, DoesNotDependOnTheOrderOfArrival) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < 500; ++i) {
    candidates.push_back({i, invented_id(i), kDay + i % 3, static_cast<double>(i % 5)});
  }
  const auto keys = [](std::vector<Candidate> list) {
    sort_by_score(list);
    std::vector<std::int64_t> result;
    for (const Candidate& candidate : list) result.push_back(candidate.key);
    return result;
  };
  const auto expected = keys(candidates);
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(candidates.begin(), candidates.end(), random);
    ASSERT_EQ(keys(candidates), expected);
  }
}

TEST(SortByScore, BreaksTiesByTheHash) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < 50; ++i) candidates.push_back({i, invented_id(i), kDay, 0.5});
  sort_by_score(candidates);
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    EXPECT_LT(tie_break(kDay, candidates[i - 1].id), tie_break(kDay, candidates[i].id));
  }
}

TEST(KeepBest, GivesTheHeadOfTheSortedList) {
  std::mt19937 random(4);
  for (int round = 0; round < 50; ++round) {
    std::vector<Candidate> candidates;
    for (int i = 0; i < 40; ++i) {
      candidates.push_back({i, invented_id(i), kDay, static_cast<double>(random() % 9)});
    }
    for (const std::size_t most : {0u, 1u, 7u, 39u, 40u, 100u}) {
      std::vector<Candidate> sorted = candidates;
      std::vector<Candidate> best = candidates;
      sort_by_score(sorted);
      sorted.resize(std::min(most, sorted.size()), sorted.front());
      keep_best(best, most);
      ASSERT_EQ(best.size(), sorted.size());
      for (std::size_t i = 0; i < best.size(); ++i) ASSERT_EQ(best[i].key, sorted[i].key);
    }
  }
}

TEST(SortByScore, TakesAnEmptyList) {
  std::vector<Candidate> candidates;
  sort_by_score(candidates);
  EXPECT_TRUE(candidates.empty());
}

}  // namespace
}  // namespace papercup::rank
