#include "rank/scoring/feature_table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace papercup::rank {

FeatureTable::FeatureTable(std::shared_ptr<const IdfLevels> levels, const FeatureVector& weights)
    : levels_(std::move(levels)), dense_(kDense), marks_((kFeatureCount - kDense) / 64) {
  double largest = 0;
  for (const WeightedFeature& entry : weights) largest = std::max(largest, std::abs(entry.weight));
  unit_ = largest / (kZeroWeight - 1);
  for (std::uint32_t feature = 0; feature < kDense; ++feature) {
    dense_[feature] = static_cast<std::uint32_t>(levels_->level(feature)) << kWeightBits |
                      static_cast<std::uint32_t>(kZeroWeight);
  }
  if (weights.size() <= kMostOfSparse) {
    filter_.resize(kFilterBits / 64);
    least_common_ = std::pow(levels_->least(0, kDense), 2);
    least_rare_ = std::pow(levels_->least(kDense, kFeatureCount), 2);
  }
  for (const WeightedFeature& entry : weights) {
    if (is_sparse()) {
      const std::uint32_t place = entry.index % kFilterBits;
      filter_[place / 64] |= std::uint64_t{1} << place % 64;
    }
    const long weight = unit_ > 0 ? std::lround(entry.weight / unit_) : 0;
    if (weight == 0) continue;
    if (entry.index < kDense) {
      dense_[entry.index] =
          (dense_[entry.index] & ~kWeightMask) | static_cast<std::uint32_t>(weight + kZeroWeight);
    } else {
      marks_[(entry.index - kDense) / 64].bits |= std::uint64_t{1} << entry.index % 64;
      weights_.push_back(static_cast<std::int32_t>(weight));
    }
  }
  std::uint64_t before = 0;
  for (Marks& marks : marks_) {
    marks.before = before;
    before += static_cast<std::uint64_t>(std::popcount(marks.bits));
  }
}

void FeatureTable::write(ByteEncoder& encoder) const {
  encoder.add(levels_->fingerprint());
  encoder.add(unit_);
  encoder.add(dense_);
  encoder.add(marks_);
  encoder.add(weights_);
}

FeatureTable::FeatureTable(ByteDecoder& decoder, std::shared_ptr<const IdfLevels> levels)
    : levels_(std::move(levels)) {
  if (decoder.take<std::uint64_t>() != levels_->fingerprint()) ByteDecoder::refuse();
  unit_ = decoder.take<double>();
  dense_ = decoder.take_all<std::uint32_t>();
  marks_ = decoder.take_all<Marks>();
  weights_ = decoder.take_all<std::int32_t>();
  if (dense_.size() != kDense || marks_.size() != (kFeatureCount - kDense) / 64) {
    ByteDecoder::refuse();
  }
  // No look-up leads out of the weights.
  std::uint64_t before = 0;
  for (const Marks& marks : marks_) {
    if (marks.before != before) ByteDecoder::refuse();
    before += static_cast<std::uint64_t>(std::popcount(marks.bits));
  }
  if (before != weights_.size()) ByteDecoder::refuse();
}

}  // namespace papercup::rank
