#include "rank/slot_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "rank/features/slots.hpp"
#include "rank/weighting.hpp"

namespace papercup::rank {

SlotTable::SlotTable(const DocumentFrequency& frequency, const SlotVector& weights)
    : entries_(kSlotCount), words_(kSlotCount / 64) {
  set_levels(frequency);
  set_weights(weights);
}

void SlotTable::set_levels(const DocumentFrequency& frequency) {
  const double smallest = std::log(kPairWeight);  // of a pair that is in every paper
  const double largest = std::log(std::log(1.0 + static_cast<double>(frequency.papers())) + 1);
  const double step = (largest - smallest) / static_cast<double>(kLevels - 1);
  for (std::size_t i = 0; i < kLevels; ++i) {
    levels_[i] = std::exp(smallest + step * static_cast<double>(i));
  }
  const auto level = [&](std::uint32_t slot) {
    const double exact = (std::log(rarity(frequency, slot)) - smallest) / step;
    return static_cast<std::uint8_t>(
        std::lround(std::clamp(exact, 0.0, static_cast<double>(kLevels - 1))));
  };
  // Most slots have one of few counts, and logarithms are slow.
  using Known = std::array<std::optional<std::uint8_t>, 1024>;
  Known known_of_words;
  Known known_of_pairs;
  for (std::uint32_t slot = 0; slot < kSlotCount; ++slot) {
    const std::uint32_t papers = frequency.papers_with(slot);
    Known& known = slot < kFirstPairSlot ? known_of_words : known_of_pairs;
    if (papers >= known.size()) {
      entries_[slot] = level(slot);
      continue;
    }
    if (!known[papers]) known[papers] = level(slot);
    entries_[slot] = *known[papers];
  }
}

void SlotTable::set_weights(const SlotVector& weights) {
  for (const WeightedSlot& entry : weights) {
    entries_[entry.slot] |= kWeightFlag;
    weights_.push_back(entry.weight);
  }
  count_words();
}

void SlotTable::count_words() {
  std::size_t before = 0;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    words_[word] = {0, before};
    for (std::size_t bit = 0; bit < 64; ++bit) {
      if ((entries_[word * 64 + bit] & kWeightFlag) == 0) continue;
      words_[word].bits |= std::uint64_t{1} << bit;
      ++before;
    }
  }
}

void SlotTable::write(ByteWriter& writer) const {
  writer.add(levels_);
  writer.add(entries_);
  writer.add(weights_);
}

SlotTable::SlotTable(ByteReader& reader)
    : levels_(reader.take<std::array<double, kLevels>>()),
      entries_(reader.take_all<std::uint8_t>()),
      words_(kSlotCount / 64),
      weights_(reader.take_all<double>()) {
  if (entries_.size() != kSlotCount) ByteReader::refuse();
  count_words();
  const Word& last = words_.back();
  if (last.weights_before + static_cast<std::size_t>(std::popcount(last.bits)) != weights_.size()) {
    ByteReader::refuse();
  }
}

}  // namespace papercup::rank
