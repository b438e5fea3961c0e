#include "papercup/rank/training_set.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup::rank {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

ArxivId invented_id(std::int64_t number) {
  return ArxivId::parse("2611." + std::to_string(90000 + number % 10000));
}

std::vector<std::int64_t> numbers(std::int64_t count) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

NegativeSample sample_of(const std::vector<std::int64_t>& keys) {
  NegativeSample sample;
  for (const std::int64_t key : keys) sample.offer(key, invented_id(key));
  return sample;
}

TEST(NegativeSample, TakesAllOfFewPapers) {
  std::vector<std::int64_t> keys = sample_of(numbers(100)).keys_without({});
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, numbers(100));
  EXPECT_THAT(NegativeSample().keys_without({}), IsEmpty());
}

TEST(NegativeSample, IsTheSameInWhateverOrderPapersCome) {
  std::vector<std::int64_t> keys = numbers(10'000);
  const std::vector<std::int64_t> drawn = sample_of(keys).keys_without({});
  EXPECT_EQ(drawn.size(), kNegativeSampleSize);
  std::mt19937 random(5);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(keys.begin(), keys.end(), random);
    EXPECT_EQ(sample_of(keys).keys_without({}), drawn);
  }
}

TEST(NegativeSample, LeavesOutTheLabelledAndReplacesNone) {
  const NegativeSample sample = sample_of(numbers(10'000));
  const std::vector<std::int64_t> drawn = sample.keys_without({});
  const std::vector<std::int64_t> rest =
      sample.keys_without({invented_id(drawn[0]), invented_id(drawn[9])});
  EXPECT_EQ(rest.size(), drawn.size() - 2);
  EXPECT_THAT(rest, Not(Contains(drawn[0])));
  EXPECT_THAT(rest, Not(Contains(drawn[9])));
}

TEST(NegativeSample, IsTheSameWhenItWasKept) {
  const NegativeSample sample = sample_of(numbers(7'000));
  EXPECT_EQ(NegativeSample::from_bytes(sample.to_bytes()).keys_without({}),
            sample.keys_without({}));
  const std::string bytes = sample.to_bytes();
  EXPECT_THROW(NegativeSample::from_bytes(bytes.substr(0, bytes.size() - 1)), Error);
}

}  // namespace
}  // namespace papercup::rank
