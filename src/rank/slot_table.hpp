#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "rank/features/byte_stream.hpp"
#include "rank/learning/teacher.hpp"

namespace papercup::rank {

// What a model knows of each slot. Scoring everything that is stored looks up tens of millions of
// slots at random, so that what counts is how much memory they are spread over: it is a byte a
// slot.
class SlotTable {
 public:
  // `weights` are ordered by slot, each slot once.
  SlotTable(const DocumentFrequency& frequency, const SlotVector& weights);

  void write(ByteWriter& writer) const;
  // Throws Error{storage} where it is not what write() wrote.
  explicit SlotTable(ByteReader& reader);

  struct Entry {
    // The inverse document frequency, less for a pair of words (kPairWeight), rounded by 1.3 % at
    // most.
    double rarity;
    bool has_weight;
  };
  Entry find(std::uint32_t slot) const {
    const std::uint8_t entry = entries_[slot];
    return {levels_[entry & kLevelMask], (entry & kWeightFlag) != 0};
  }
  // Of a slot that has a weight.
  double weight(std::uint32_t slot) const {
    const Word& word = words_[slot / 64];
    const std::uint64_t lower = word.bits & ((std::uint64_t{1} << slot % 64) - 1);
    return weights_[word.weights_before + static_cast<std::size_t>(std::popcount(lower))];
  }

 private:
  static constexpr std::uint8_t kLevelMask = 0x7f, kWeightFlag = 0x80;
  static constexpr std::size_t kLevels = 128;

  // Which of 64 slots have weights, and how many weights there are before.
  struct Word {
    std::uint64_t bits = 0;
    std::size_t weights_before = 0;
  };

  void set_levels(const DocumentFrequency& frequency);
  void set_weights(const SlotVector& weights);
  void count_words();

  std::array<double, kLevels> levels_{};  // a geometric series
  std::vector<std::uint8_t> entries_;
  std::vector<Word> words_;
  std::vector<double> weights_;
};

}  // namespace papercup::rank
