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
    Entry entry{0, 0};
    find(
        feature, [&](double idf_weight) { entry.idf_weight = idf_weight; },
        [&](double weight) { entry.weight = weight; });
    return entry;
  }
  // The same for inner loops: calls `on_idf(idf_weight)`, and then `on_weight(weight)` if it may
  // have one, which many features have not.
  template <typename OnIdf, typename OnWeight>
  void find(std::uint32_t feature, OnIdf on_idf, OnWeight on_weight) const {
    if (feature < kDense) {
      const std::uint32_t entry = dense_[feature];
      const auto weight = static_cast<std::int32_t>(entry & kWeightMask) - kZeroWeight;
      on_idf(levels_->value(static_cast<std::uint8_t>(entry >> kWeightBits)));
      on_weight(unit_ * weight);
      return;
    }
    on_idf(levels_->idf_weight(feature));
    const Marks& marks = marks_[(feature - kDense) / 64];
    const std::uint64_t mark = std::uint64_t{1} << feature % 64;
    if ((marks.bits & mark) == 0) return;
    const auto before = static_cast<std::uint32_t>(std::popcount(marks.bits & (mark - 1)));
    on_weight(unit_ * weights_[marks.before + before]);
  }

  // Whether so few features have a weight that it pays to ask first, of most features, whether they
  // may have one.
  bool is_sparse() const { return !filter_.empty(); }
  // Of a sparse table: false only for features without a weight.
  bool may_have_weight(std::uint32_t feature) const {
    const std::uint32_t place = feature % kFilterBits;
    return (filter_[place / 64] >> place % 64 & 1) != 0;
  }

  // Whether it is none of the most common ones, whose idf weights are lower.
  static bool is_rare(std::uint32_t feature) { return feature >= kDense; }
  // Of a sparse table: what the squares of the idf weights of so many features are together at
  // least.
  double least_square(std::size_t common, std::size_t rare) const {
    return static_cast<double>(common) * least_common_ + static_cast<double>(rare) * least_rare_;
  }

  const std::shared_ptr<const IdfLevels>& levels() const { return levels_; }

 private:
  static constexpr unsigned kWeightBits = 24;
  static constexpr std::uint32_t kWeightMask = (1u << kWeightBits) - 1;
  static constexpr std::int32_t kZeroWeight = 1 << (kWeightBits - 1);
  static constexpr std::uint32_t kDense = 1u << 16;       // the most common features
  static constexpr std::uint32_t kFilterBits = 1u << 16;  // 8 kB, which stay near the processor
  static constexpr std::size_t kMostOfSparse = 4000;

  // Which of 64 features have a weight, and how many before them have one. Nothing is between the
  // members, whose bytes are written.
  struct Marks {
    std::uint64_t bits = 0;
    std::uint64_t before = 0;
  };

  std::shared_ptr<const IdfLevels> levels_;
  double unit_ = 0;  // what a weight of 1 in an entry stands for
  // For each of the most common features its level, and its weight with kZeroWeight added.
  std::vector<std::uint32_t> dense_;
  std::vector<Marks> marks_;                  // of the others
  std::vector<std::int32_t> weights_;         // of those that are marked
  std::vector<std::uint64_t> filter_;         // see may_have_weight
  double least_common_ = 0, least_rare_ = 0;  // squares
};

}  // namespace papercup::rank
