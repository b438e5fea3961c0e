#include "rank/scoring/slot_table.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "rank/features/byte_stream.hpp"
#include "rank/invented_papers.hpp"
#include "rank/scoring/weighting.hpp"

namespace papercup::rank {
namespace {

TEST(SlotTable, RoundsRarityByLessThanAHundredth) {
  Inventor inventor(21);
  DocumentFrequency frequency;
  for (int i = 0; i < 3000; ++i) frequency.add(pack(extract_features(inventor.paper(i))));
  const SlotTable table(frequency, {});
  for (std::uint32_t slot = 0; slot < kSlotCount; slot += 3) {
    const double exact = rarity(frequency, slot);
    ASSERT_NEAR(table.find(slot).rarity, exact, 0.008 * exact) << slot;
    ASSERT_EQ(table.find(slot).weight, 0);
  }
}

TEST(SlotTable, KnowsRaritiesOfNothing) {
  const SlotTable table(DocumentFrequency{}, {});
  EXPECT_NEAR(table.find(0).rarity, 1, 1e-9);
  EXPECT_NEAR(table.find(kSlotCount - 1).rarity, kPairWeight, 1e-9);
}

TEST(SlotTable, FindsEveryWeight) {
  Inventor inventor(22);
  constexpr double kLargest = 1e6;
  SlotVector weights;
  for (std::uint32_t slot = 0; slot < kSlotCount; slot += 1 + inventor.below(3000)) {
    weights.push_back({slot, static_cast<double>(slot) / 7 + 1});
  }
  weights.push_back({kSlotCount - 1, kLargest});
  weights.back().weight = -kLargest;
  const auto expect_weights = [&](const SlotTable& found) {
    auto next = weights.begin();
    for (std::uint32_t slot = 0; slot < kSlotCount; ++slot) {
      const bool has_weight = next != weights.end() && next->slot == slot;
      ASSERT_NEAR(found.find(slot).weight, has_weight ? next++->weight : 0, kLargest / (1 << 23))
          << slot;
    }
    EXPECT_EQ(next, weights.end());
  };
  const SlotTable table(DocumentFrequency{}, weights);
  expect_weights(table);
  ByteWriter writer;
  table.write(writer);
  const std::string bytes = std::move(writer).bytes();
  ByteReader reader(bytes);
  expect_weights(SlotTable(reader));
}

}  // namespace
}  // namespace papercup::rank
