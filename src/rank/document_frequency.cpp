#include "papercup/rank/document_frequency.hpp"

#include <cmath>

#include "packed_block.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::rank {

DocumentFrequency::DocumentFrequency() : counts_(kSlotCount) {}

void DocumentFrequency::add(std::string_view packed_features) {
  for (int block = 0; block < kBlockCount; ++block) {
    PackedBlock::take_from(packed_features).for_each([this](std::uint32_t slot, std::uint8_t) {
      ++counts_[slot];
    });
  }
  ++papers_;
}

double DocumentFrequency::inverse(std::uint32_t slot) const {
  return std::log(static_cast<double>(1 + papers_) / (1.0 + counts_[slot])) + 1;
}

}  // namespace papercup::rank
