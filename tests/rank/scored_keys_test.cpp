#include "papercup/rank/scored_keys.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup::rank {
namespace {

TEST(ScoredKeys, AreReadAsTheyWereKept) {
  EXPECT_TRUE(ScoredKeys::from_bytes(ScoredKeys{}.to_bytes()).papers.empty());
  const ScoredKeys scored{{{3, 0.25}, {1, -1e-300}, {1'000'000'000'000, 0}}};
  EXPECT_EQ(ScoredKeys::from_bytes(scored.to_bytes()).papers, scored.papers);
}

TEST(ScoredKeys, RefuseWhatIsDamaged) {
  const std::string bytes = ScoredKeys{{{3, 0.25}, {1, 0.5}}}.to_bytes();
  EXPECT_THROW(ScoredKeys::from_bytes({}), Error);
  EXPECT_THROW(ScoredKeys::from_bytes(bytes + "x"), Error);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_THROW(ScoredKeys::from_bytes(bytes.substr(0, i)), Error) << i;
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 4);
    EXPECT_THROW(ScoredKeys::from_bytes(flipped), Error) << i;
  }
  const ScoredKeys infinite{{{3, std::numeric_limits<double>::infinity()}}};
  EXPECT_THROW(ScoredKeys::from_bytes(infinite.to_bytes()), Error);
}

}  // namespace
}  // namespace papercup::rank
