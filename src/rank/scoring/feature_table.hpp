#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "rank/byte_coding.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {

// What a model knows of each feature. Scoring everything that is stored looks up tens of millions
// of features, so that what counts is how much memory that touches: what there is to know of a
// feature is in four bytes, and those of common terms lie together.
class FeatureTable {
 public:
  // `weights` are ordered by feature, each feature once. They are rounded by a 16-millionth of the
  // largest magnitude at most; what that makes 0 has no weight.
  FeatureTable(const DocumentFrequency& frequency, const FeatureVector& weights);

  void write(ByteEncoder& encoder) const;
  // Throws Error{storage} if it is not what write() wrote.
  explicit FeatureTable(ByteDecoder& decoder);

  struct Entry {
    // idf_weight() of tfidf_vectorizer.hpp, rounded by 0.8 % at most.
    double idf_weight;
    double weight;  // 0 if it has none
  };
  Entry find(std::uint32_t feature) const {
    const std::uint32_t entry = entries_[feature];
    const auto weight = static_cast<std::int32_t>(entry & kWeightMask) - kZeroWeight;
    return {levels_[entry >> kWeightBits], unit_ * weight};
  }

 private:
  static constexpr unsigned kWeightBits = 24;
  static constexpr std::uint32_t kWeightMask = (1u << kWeightBits) - 1;
  static constexpr std::int32_t kZeroWeight = 1 << (kWeightBits - 1);
  static constexpr std::size_t kLevels = 256;

  void set_levels(const DocumentFrequency& frequency);
  void set_weights(const FeatureVector& weights);
  void set(std::uint32_t feature, std::int32_t weight);

  std::array<double, kLevels> levels_{};  // a geometric series
  double unit_ = 0;                       // what a weight of 1 in an entry stands for
  // For each feature the level of its idf weight, and its weight with kZeroWeight added.
  FeatureArray<std::uint32_t> entries_;
};

}  // namespace papercup::rank
