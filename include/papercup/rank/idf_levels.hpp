#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "papercup/core/shared_bytes.hpp"
#include "papercup/rank/document_frequency.hpp"

namespace papercup::rank {

// The idf weight of each feature (idf_weight() of tfidf_vectorizer.hpp), rounded by 0.8 % at most
// to one of 256 levels: what scoring looks up for every feature that is stored has to be small.
// The same for all models that were trained with the same document frequencies.
class IdfLevels {
 public:
  explicit IdfLevels(const DocumentFrequency& frequency);

  double idf_weight(std::uint32_t feature) const { return values_[levels_[feature]]; }
  // The number of the feature's level, and what a level stands for.
  std::uint8_t level(std::uint32_t feature) const { return levels_[feature]; }
  double value(std::uint8_t level) const { return values_[level]; }
  // The lowest weight of the features from `first` to `end`, which are some.
  double least(std::uint32_t first, std::uint32_t end) const;

  // Tells these levels from others, for a model that is kept apart from them.
  std::uint64_t fingerprint() const { return fingerprint_; }

  // A form to be kept on this machine, a byte a feature (4 MB), which is not copied when it is
  // read. Reading throws Error{storage} if the bytes are of another form or damaged.
  std::string to_bytes() const;
  static IdfLevels from_bytes(SharedBytes bytes);

 private:
  static constexpr std::size_t kLevels = 256;

  IdfLevels() = default;

  std::array<double, kLevels> values_{};  // a geometric series
  SharedBytes storage_;                   // of the levels
  const std::uint8_t* levels_ = nullptr;  // kFeatureCount
  std::uint64_t fingerprint_ = 0;
};

}  // namespace papercup::rank
