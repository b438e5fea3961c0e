#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::rank {

// What the blocks weigh beside the text, and a pair of words beside a word. Found by trials on
// public reading lists: a pair is mostly another witness of its words.
inline constexpr double kAuthorWeight = 0.25;
inline constexpr double kCategoryWeight = 0.1;
inline constexpr double kPairWeight = 0.7;
// The exponent of the inverse document frequency. Above 1, rare words tell more than they would by
// themselves: from a description or a few likes a model cannot learn which words matter.
inline constexpr double kRarityPower = 1.2;

// By frequency: sublinear, 1 + ln(frequency), and 0 for 0 (Manning, Raghavan and Schütze,
// Introduction to Information Retrieval, 6.4.1).
const std::array<double, 256>& frequency_weights();

// Inverse document frequency to the power of kRarityPower, less for a pair of words.
double rarity(const DocumentFrequency& frequency, std::uint32_t feature);

// The same for many features. Most of them have one of few counts, and powers are slow.
class Rarities {
 public:
  // `frequency` has to outlive it.
  explicit Rarities(const DocumentFrequency& frequency);

  double operator()(std::uint32_t feature) const;

 private:
  static constexpr std::size_t kKnown = 1024;

  const DocumentFrequency& frequency_;
  std::array<double, kKnown> of_words_{}, of_pairs_{};  // by the number of papers that have it
};

// The factors that make a whole vector of length 1 of blocks with these sums of squares; of an
// empty block 0.
struct BlockFactors {
  double text = 0, authors = 0, categories = 0;
};
BlockFactors block_factors(double text_square, double author_square, double category_square);

}  // namespace papercup::rank
