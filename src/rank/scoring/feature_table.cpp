#include "rank/scoring/feature_table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace papercup::rank {

FeatureTable::FeatureTable(std::shared_ptr<const IdfLevels> levels, const FeatureVector& weights)
    : levels_(std::move(levels)) {
  double largest = 0;
  for (const WeightedFeature& entry : weights) largest = std::max(largest, std::abs(entry.weight));
  unit_ = largest / (kZeroWeight - 1);
  Weights rounded;
  for (const WeightedFeature& entry : weights) {
    const long weight = unit_ > 0 ? std::lround(entry.weight / unit_) : 0;
    if (weight == 0) continue;
    rounded.features.push_back(entry.index);
    rounded.weights.push_back(static_cast<std::int32_t>(weight));
  }
  set(rounded);
}

void FeatureTable::set(const Weights& weights) {
  dense_.resize(kDense);
  for (std::uint32_t feature = 0; feature < kDense; ++feature) {
    dense_[feature] = static_cast<std::uint32_t>(levels_->level(feature)) << kWeightBits |
                      static_cast<std::uint32_t>(kZeroWeight);
  }
  marks_.resize((kFeatureCount - kDense) / 64);
  for (std::size_t i = 0; i < weights.features.size(); ++i) {
    const std::uint32_t feature = weights.features[i];
    if (feature < kDense) {
      dense_[feature] = (dense_[feature] & ~kWeightMask) |
                        static_cast<std::uint32_t>(weights.weights[i] + kZeroWeight);
    } else {
      marks_[(feature - kDense) / 64].bits |= std::uint64_t{1} << feature % 64;
      weights_.push_back(weights.weights[i]);
    }
  }
  std::uint32_t before = 0;
  for (Marks& marks : marks_) {
    marks.before = before;
    before += static_cast<std::uint32_t>(std::popcount(marks.bits));
  }
}

void FeatureTable::write(ByteEncoder& encoder) const {
  Weights weights;
  const auto add = [&](std::uint32_t feature, std::int32_t weight) {
    weights.features.push_back(feature);
    weights.weights.push_back(weight);
  };
  for (std::uint32_t feature = 0; feature < kDense; ++feature) {
    const auto weight = static_cast<std::int32_t>(dense_[feature] & kWeightMask) - kZeroWeight;
    if (weight != 0) add(feature, weight);
  }
  auto weight = weights_.begin();
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    for (std::uint64_t bits = marks_[i].bits; bits != 0; bits &= bits - 1) {
      add(kDense + static_cast<std::uint32_t>(i) * 64 +
              static_cast<std::uint32_t>(std::countr_zero(bits)),
          *weight++);
    }
  }
  encoder.add(levels_->fingerprint());
  encoder.add(unit_);
  encoder.add(weights.features);
  encoder.add(weights.weights);
}

FeatureTable::FeatureTable(ByteDecoder& decoder, std::shared_ptr<const IdfLevels> levels)
    : levels_(std::move(levels)) {
  if (decoder.take<std::uint64_t>() != levels_->fingerprint()) ByteDecoder::refuse();
  unit_ = decoder.take<double>();
  const Weights weights{decoder.take_all<std::uint32_t>(), decoder.take_all<std::int32_t>()};
  const bool is_ascending =
      std::ranges::adjacent_find(weights.features, std::ranges::greater_equal{}) ==
      weights.features.end();
  const bool is_known = weights.features.empty() || weights.features.back() < kFeatureCount;
  const bool is_weight = std::ranges::all_of(weights.weights, [](std::int32_t weight) {
    return weight > -kZeroWeight && weight < kZeroWeight && weight != 0;
  });
  const bool is_whole = weights.features.size() == weights.weights.size();
  if (!is_ascending || !is_known || !is_weight || !is_whole) ByteDecoder::refuse();
  set(weights);
}

}  // namespace papercup::rank
