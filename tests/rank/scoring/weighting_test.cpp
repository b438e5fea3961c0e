#include "rank/scoring/weighting.hpp"

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

TEST(Rarities, AreThoseOfEverySlot) {
  DocumentFrequency frequency = DocumentFrequency::background();
  Inventor inventor(22);
  for (int i = 0; i < 1000; ++i) frequency.add(pack(extract_features(inventor.paper(i))));
  const Rarities rarities(frequency);
  for (std::uint32_t slot = 0; slot < kSlotCount; ++slot) {
    ASSERT_EQ(rarities(slot), rarity(frequency, slot)) << slot;
  }
}

}  // namespace
}  // namespace papercup::rank
