#include "rank/scoring/feature_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "rank/features/common_terms.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {

FeatureTable::FeatureTable(const DocumentFrequency& frequency, const FeatureVector& weights)
    : entries_(kFeatureCount) {
  set_levels(frequency);
  set_weights(weights);
}

void FeatureTable::set_levels(const DocumentFrequency& frequency) {
  const double smallest = std::log(kPairWeight);  // of a pair that is in every paper
  const double largest =
      kIdfPower * std::log(std::log(1.0 + static_cast<double>(frequency.papers())) + 1);
  const double step = (largest - smallest) / static_cast<double>(kLevels - 1);
  for (std::size_t i = 0; i < kLevels; ++i) {
    levels_[i] = std::exp(smallest + step * static_cast<double>(i));
  }
  const auto level = [&](std::uint32_t feature) {
    const double exact = (std::log(idf_weight(frequency, feature)) - smallest) / step;
    const long rounded = std::lround(std::clamp(exact, 0.0, static_cast<double>(kLevels - 1)));
    return static_cast<std::uint32_t>(rounded) << kWeightBits |
           static_cast<std::uint32_t>(kZeroWeight);
  };
  // Most features have one of few counts, and logarithms are slow.
  using Known = std::array<std::optional<std::uint32_t>, 1024>;
  Known known_of_words;
  Known known_of_pairs;
  const CommonTerms& common = CommonTerms::known();
  for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
    const std::uint32_t papers = frequency.papers_with(feature);
    if (papers >= known_of_words.size()) {
      entries_[feature] = level(feature);
      continue;
    }
    std::optional<std::uint32_t>& known =
        (common.is_pair(feature) ? known_of_pairs : known_of_words)[papers];
    if (!known) known = level(feature);
    entries_[feature] = *known;
  }
}

void FeatureTable::set_weights(const FeatureVector& weights) {
  double largest = 0;
  for (const WeightedFeature& entry : weights) largest = std::max(largest, std::abs(entry.weight));
  unit_ = largest / (kZeroWeight - 1);
  for (const WeightedFeature& entry : weights) {
    if (unit_ > 0) set(entry.index, static_cast<std::int32_t>(std::lround(entry.weight / unit_)));
  }
}

void FeatureTable::set(std::uint32_t feature, std::int32_t weight) {
  entries_[feature] =
      (entries_[feature] & ~kWeightMask) | static_cast<std::uint32_t>(weight + kZeroWeight);
}

void FeatureTable::write(ByteEncoder& encoder) const {
  std::vector<std::uint8_t> levels;
  std::vector<std::pair<std::uint32_t, std::int32_t>> weights;  // by feature
  levels.reserve(entries_.size());
  for (std::uint32_t feature = 0; feature < entries_.size(); ++feature) {
    levels.push_back(static_cast<std::uint8_t>(entries_[feature] >> kWeightBits));
    const auto weight = static_cast<std::int32_t>(entries_[feature] & kWeightMask) - kZeroWeight;
    if (weight != 0) weights.emplace_back(feature, weight);
  }
  encoder.add(levels_);
  encoder.add(unit_);
  encoder.add(levels);
  encoder.add<std::uint64_t>(weights.size());
  for (const auto& [feature, weight] : weights) {
    encoder.add(feature);
    encoder.add(weight);
  }
}

FeatureTable::FeatureTable(ByteDecoder& decoder)
    : levels_(decoder.take<std::array<double, kLevels>>()), unit_(decoder.take<double>()) {
  const std::string_view levels = decoder.take_view();
  if (levels.size() != kFeatureCount) ByteDecoder::refuse();
  entries_.resize(levels.size());
  std::transform(levels.begin(), levels.end(), entries_.begin(), [](char byte) {
    const std::uint32_t level = static_cast<unsigned char>(byte);
    return level << kWeightBits | static_cast<std::uint32_t>(kZeroWeight);
  });
  for (auto count = decoder.take<std::uint64_t>(); count > 0; --count) {
    const auto feature = decoder.take<std::uint32_t>();
    const auto weight = decoder.take<std::int32_t>();
    const bool is_weight = weight > -kZeroWeight && weight < kZeroWeight;
    if (feature >= kFeatureCount || !is_weight) ByteDecoder::refuse();
    set(feature, weight);
  }
}

}  // namespace papercup::rank
