#include "rank/slot_table.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"
#include "rank/weighting.hpp"

namespace papercup::rank {
namespace {

TEST(SlotTable, RoundsRarityByLessThanAboutAHundredth) {
  Inventor inventor(21);
  DocumentFrequency frequency;
  for (int i = 0; i < 3000; ++i) frequency.add(pack(extract_features(inventor.paper(i))));
  const SlotTable table(frequency, {});
  for (std::uint32_t slot = 0; slot < kSlotCount; slot += 3) {
    const double exact = rarity(frequency, slot);
    ASSERT_NEAR(table.find(slot).rarity, exact, 0.013 * exact) << slot;
    ASSERT_FALSE(table.find(slot).has_weight);
  }
}

TEST(SlotTable, KnowsRaritiesOfNothing) {
  const SlotTable table(DocumentFrequency{}, {});
  EXPECT_NEAR(table.find(0).rarity, 1, 1e-9);
  EXPECT_NEAR(table.find(kSlotCount - 1).rarity, kPairWeight, 1e-9);
}

TEST(SlotTable, FindsEveryWeight) {
  Inventor inventor(22);
  SlotVector weights;
  for (std::uint32_t slot = 0; slot < kSlotCount; slot += 1 + inventor.below(3000)) {
    weights.push_back({slot, static_cast<double>(slot) / 7 - 1});
  }
  weights.push_back({kSlotCount - 1, 0.5});
  const SlotTable table(DocumentFrequency{}, weights);
  for (const auto& entry : weights) {
    ASSERT_TRUE(table.find(entry.slot).has_weight);
    ASSERT_EQ(table.weight(entry.slot), entry.weight);
  }
  std::size_t found = 0;
  for (std::uint32_t slot = 0; slot < kSlotCount; ++slot) {
    found += table.find(slot).has_weight ? 1 : 0;
  }
  EXPECT_EQ(found, weights.size());
}

}  // namespace
}  // namespace papercup::rank
