#include "papercup/rank/features.hpp"

#include "papercup/core/error.hpp"
#include "rank/features/packed_block.hpp"

// The packed form: the blocks text, authors, categories, each
//   how many features it has, in groups of seven bits, lowest first, all but the last with the
//   eighth bit; how many of them have a frequency of 4 or more, in the same way; three bytes a
//   feature, in the order of features, as a little-endian number: feature * 4 + min(frequency, 4) -
//   1; one byte for each frequency of 4 or more, in the same order.
// A feature takes 22 bits, so that differences between neighbours, at about 170 features a paper,
// would hardly be shorter, and slower to read.

namespace papercup::rank {

std::string pack(const Features& features) {
  std::string bytes;
  for (const auto* block : {&features.text, &features.authors, &features.categories}) {
    PackedBlock::append(bytes, *block);
  }
  return bytes;
}

std::string packed_features(const Paper& paper) { return pack(extract_features(paper)); }

Features unpack(std::string_view packed) {
  Features features;
  for (auto* block : {&features.text, &features.authors, &features.categories}) {
    const PackedBlock source = PackedBlock::take_from(packed);
    block->reserve(source.size());
    source.for_each([&](std::uint32_t feature, std::uint8_t frequency) {
      if (!block->empty() && feature <= block->back().index) throw damaged_features();
      block->push_back({feature, frequency});
    });
  }
  if (!packed.empty()) throw damaged_features();
  return features;
}

bool is_packed(std::string_view bytes) {
  try {
    unpack(bytes);
  } catch (const Error&) {
    return false;
  }
  return true;
}

}  // namespace papercup::rank
