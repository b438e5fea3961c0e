#include "papercup/rank/idf_levels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include "papercup/rank/features.hpp"
#include "rank/byte_coding.hpp"
#include "rank/features/common_terms.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {
namespace {

// At the head of the bytes, see TrainedFocus.
constexpr std::uint64_t kLevelsForm = 0x7063'6c76'6c73'0001;

constexpr std::size_t kFewCounts = 256;
static_assert(kFewCounts > DocumentFrequency::kWide);
using LevelOfCount = std::array<std::uint8_t, kFewCounts>;

// Many features occur nowhere, and these lie together.
void translate_counts(std::span<const std::uint8_t> counts, const LevelOfCount& level,
                      std::span<std::uint8_t> levels) {
  constexpr std::size_t kStep = 16;
  std::size_t i = 0;
  for (; i + kStep <= counts.size(); i += kStep) {
    std::array<std::uint64_t, 2> words{};
    std::memcpy(words.data(), &counts[i], kStep);
    if ((words[0] | words[1]) == 0) {
      std::memset(&levels[i], level[0], kStep);
    } else {
      for (std::size_t j = i; j < i + kStep; ++j) levels[j] = level[counts[j]];
    }
  }
  for (; i < counts.size(); ++i) levels[i] = level[counts[i]];
}

}  // namespace

IdfLevels::IdfLevels(const DocumentFrequency& frequency) {
  std::string storage(kFeatureCount, 0);
  // Plain characters may be written as unsigned ones.
  const std::span<std::uint8_t> levels(reinterpret_cast<std::uint8_t*>(storage.data()),
                                       storage.size());
  const double smallest = std::log(kPairWeight);  // of a pair that is in every paper
  const double largest =
      kIdfPower * std::log(std::log(1.0 + static_cast<double>(frequency.papers())) + 1);
  const double step = (largest - smallest) / static_cast<double>(kLevels - 1);
  for (std::size_t i = 0; i < kLevels; ++i) {
    values_[i] = std::exp(smallest + step * static_cast<double>(i));
  }
  const auto level_of = [&](double weight) {
    const double exact = (std::log(weight) - smallest) / step;
    return static_cast<std::uint8_t>(
        std::lround(std::clamp(exact, 0.0, static_cast<double>(kLevels - 1))));
  };
  // Nearly all features have one of few counts, and logarithms are slow.
  LevelOfCount of_words{};
  LevelOfCount of_pairs{};
  for (std::uint32_t papers = 0; papers < kFewCounts; ++papers) {
    of_words[papers] = level_of(idf_weight_of_count(frequency, papers, TermLength::word));
    of_pairs[papers] = level_of(idf_weight_of_count(frequency, papers, TermLength::pair));
  }
  const CommonTerms& common = CommonTerms::known();
  const auto exact = [&](std::uint32_t feature) {
    return level_of(rank::idf_weight(frequency, feature));
  };
  for (std::uint32_t feature = 0; feature < DocumentFrequency::kDense; ++feature) {
    const std::uint32_t papers = frequency.papers_with(feature);
    levels[feature] = papers < kFewCounts ? (common.is_pair(feature) ? of_pairs : of_words)[papers]
                                          : exact(feature);
  }
  const std::span<const std::uint8_t> counts = frequency.narrow_counts();
  const auto first_other = static_cast<std::uint32_t>(common.counts().size());
  for (std::uint32_t feature = DocumentFrequency::kDense; feature < first_other; ++feature) {
    levels[feature] =
        (common.is_pair(feature) ? of_pairs
                                 : of_words)[counts[feature - DocumentFrequency::kDense]];
  }
  const auto translate = [&](std::uint32_t first, std::uint32_t end, const LevelOfCount& level) {
    translate_counts(counts.subspan(first - DocumentFrequency::kDense, end - first), level,
                     levels.subspan(first, end - first));
  };
  translate(first_other, common.first_other_pair(), of_words);
  translate(common.first_other_pair(), kFeatureCount, of_pairs);
  for (const auto& [feature, papers] : frequency.wide_counts()) levels[feature] = exact(feature);
  fingerprint_ = checksum_of(storage);
  storage_ = SharedBytes(std::move(storage));
  levels_ = reinterpret_cast<const std::uint8_t*>(storage_.view().data());
}

double IdfLevels::least(std::uint32_t first, std::uint32_t end) const {
  std::uint8_t lowest = kLevels - 1;
  for (std::uint32_t feature = first; feature < end; ++feature) {
    lowest = std::min(lowest, levels_[feature]);
  }
  return values_[lowest];
}

std::string IdfLevels::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(kLevelsForm);
  encoder.add(fingerprint_);
  encoder.add(values_);
  encoder.add(std::string_view(reinterpret_cast<const char*>(levels_), kFeatureCount));
  return std::move(encoder).bytes();
}

IdfLevels IdfLevels::from_bytes(SharedBytes bytes) {
  IdfLevels levels;
  levels.storage_ = std::move(bytes);
  ByteDecoder decoder(levels.storage_.view());
  if (decoder.take<std::uint64_t>() != kLevelsForm) ByteDecoder::refuse();
  levels.fingerprint_ = decoder.take<std::uint64_t>();
  levels.values_ = decoder.take<std::array<double, kLevels>>();
  const std::string_view stored = decoder.take_view();
  if (stored.size() != kFeatureCount || !decoder.is_at_end()) ByteDecoder::refuse();
  levels.levels_ = reinterpret_cast<const std::uint8_t*>(stored.data());
  return levels;
}

}  // namespace papercup::rank
