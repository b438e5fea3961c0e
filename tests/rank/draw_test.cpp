#include "papercup/rank/draw.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/model.hpp"

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

Draw draw_of(const std::vector<std::int64_t>& keys) {
  Draw draw;
  for (const std::int64_t key : keys) draw.offer(key, invented_id(key));
  return draw;
}

TEST(Draw, TakesAllOfFewPapers) {
  std::vector<std::int64_t> keys = draw_of(numbers(100)).keys_without({});
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, numbers(100));
  EXPECT_THAT(Draw().keys_without({}), IsEmpty());
}

TEST(Draw, IsTheSameInWhateverOrderPapersCome) {
  std::vector<std::int64_t> keys = numbers(10'000);
  const std::vector<std::int64_t> drawn = draw_of(keys).keys_without({});
  EXPECT_EQ(drawn.size(), kUnlabelledPapers);
  std::mt19937 random(5);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(keys.begin(), keys.end(), random);
    EXPECT_EQ(draw_of(keys).keys_without({}), drawn);
  }
}

TEST(Draw, LeavesOutTheLabelledAndReplacesNone) {
  const Draw draw = draw_of(numbers(10'000));
  const std::vector<std::int64_t> drawn = draw.keys_without({});
  const std::vector<std::int64_t> rest =
      draw.keys_without({invented_id(drawn[0]), invented_id(drawn[9])});
  EXPECT_EQ(rest.size(), drawn.size() - 2);
  EXPECT_THAT(rest, Not(Contains(drawn[0])));
  EXPECT_THAT(rest, Not(Contains(drawn[9])));
}

TEST(Draw, IsTheSameWhenItWasKept) {
  const Draw draw = draw_of(numbers(7'000));
  EXPECT_EQ(Draw::from_bytes(draw.to_bytes()).keys_without({}), draw.keys_without({}));
  const std::string bytes = draw.to_bytes();
  EXPECT_THROW(Draw::from_bytes(bytes.substr(0, bytes.size() - 1)), Error);
}

}  // namespace
}  // namespace papercup::rank
