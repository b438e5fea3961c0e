#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "papercup/rank/features.hpp"
#include "papercup/rank/idf_levels.hpp"
#include "rank/byte_coding.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {

// What a model knows of each feature. Scoring everything that is stored looks up tens of millions
// of features, so that what counts is how much memory that touches: what there is to know of a
// common feature is in four bytes, those of common features lie together, and of the others only
// those that have a weight take more than a bit.
class FeatureTable {
 public:
  // `weights` are ordered by feature, each feature once. They are rounded by a 16-millionth of the
  // largest magnitude at most; what that makes 0 has no weight.
  FeatureTable(std::shared_ptr<const IdfLevels> levels, const FeatureVector& weights);

  // Writes the weights; the levels are kept by themselves.
  void write(ByteEncoder& encoder) const;
  // Throws Error{storage} if it is not what write() wrote, or the levels are others.
  FeatureTable(ByteDecoder& decoder, std::shared_ptr<const IdfLevels> levels);

  struct Entry {
    double idf_weight;  // see IdfLevels
    double weight;      // 0 if it has none
  };
  Entry find(std::uint32_t feature) const {
    if (feature < kDense) {
      const std::uint32_t entry = dense_[feature];
      const auto weight = static_cast<std::int32_t>(entry & kWeightMask) - kZeroWeight;
      return {levels_->value(static_cast<std::uint8_t>(entry >> kWeightBits)), unit_ * weight};
    }
    const double idf_weight = levels_->idf_weight(feature);
    const Marks& marks = marks_[(feature - kDense) / 64];
    const std::uint64_t mark = std::uint64_t{1} << feature % 64;
    if ((marks.bits & mark) == 0) return {idf_weight, 0};
    const auto before = static_cast<std::uint32_t>(std::popcount(marks.bits & (mark - 1)));
    return {idf_weight, unit_ * weights_[marks.before + before]};
  }

  const std::shared_ptr<const IdfLevels>& levels() const { return levels_; }

 private:
  static constexpr unsigned kWeightBits = 24;
  static constexpr std::uint32_t kWeightMask = (1u << kWeightBits) - 1;
  static constexpr std::int32_t kZeroWeight = 1 << (kWeightBits - 1);
  static constexpr std::uint32_t kDense = 1u << 16;  // the most common features

  // Which of 64 features have a weight, and how many before them have one.
  struct Marks {
    std::uint64_t bits = 0;
    std::uint32_t before = 0;
  };
  // Features that have a weight, ascending, and their weights in units.
  struct Weights {
    std::vector<std::uint32_t> features;
    std::vector<std::int32_t> weights;
  };

  void set(const Weights& weights);

  std::shared_ptr<const IdfLevels> levels_;
  double unit_ = 0;  // what a weight of 1 in an entry stands for
  // For each of the most common features its level, and its weight with kZeroWeight added.
  std::vector<std::uint32_t> dense_;
  std::vector<Marks> marks_;           // of the others
  std::vector<std::int32_t> weights_;  // of those that are marked
};

}  // namespace papercup::rank
