#include "papercup/rank/document_frequency.hpp"

#include <algorithm>
#include <cmath>

#include "papercup/rank/features.hpp"
#include "rank/byte_coding.hpp"
#include "rank/features/common_terms.hpp"
#include "rank/features/packed_block.hpp"

namespace papercup::rank {

DocumentFrequency::DocumentFrequency() : dense_(kDense), rest_(kFeatureCount - kDense) {}

DocumentFrequency DocumentFrequency::background() {
  const CommonTerms& common = CommonTerms::known();
  DocumentFrequency frequency;
  frequency.papers_ = common.papers();
  const auto dense_end = common.counts().begin() + kDense;
  std::copy(common.counts().begin(), dense_end, frequency.dense_.begin());
  std::uint32_t feature = kDense;
  for (auto count = dense_end; count != common.counts().end(); ++count, ++feature) {
    if (*count >= kWide) frequency.wide_[feature] = *count;
    frequency.rest_[feature - kDense] =
        static_cast<std::uint8_t>(std::min<std::uint32_t>(*count, kWide));
  }
  return frequency;
}

void DocumentFrequency::add(std::string_view packed_features) {
  for (int block = 0; block < kBlockCount; ++block) {
    PackedBlock::take_from(packed_features).for_each([this](std::uint32_t feature, std::uint8_t) {
      if (feature < kDense) {
        ++dense_[feature];
        return;
      }
      std::uint8_t& count = rest_[feature - kDense];
      if (count == kWide) {
        ++wide_[feature];
      } else if (++count == kWide) {
        wide_[feature] = kWide;
      }
    });
  }
  ++papers_;
}

void DocumentFrequency::remove(std::string_view packed_features) {
  for (int block = 0; block < kBlockCount; ++block) {
    PackedBlock::take_from(packed_features).for_each([this](std::uint32_t feature, std::uint8_t) {
      if (papers_with(feature) == 0) throw damaged_features();
      if (feature < kDense) {
        --dense_[feature];
        return;
      }
      std::uint8_t& count = rest_[feature - kDense];
      const auto wide = count == kWide ? wide_.find(feature) : wide_.end();
      if (wide == wide_.end()) {
        --count;
      } else if (--wide->second < kWide) {
        wide_.erase(wide);
        --count;
      }
    });
  }
  --papers_;
}

std::string DocumentFrequency::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(papers_);
  encoder.add(dense_);
  encoder.add(rest_);
  encoder.add<std::uint64_t>(wide_.size());
  for (const auto& [feature, count] : wide_) {
    encoder.add(feature);
    encoder.add(count);
  }
  return std::move(encoder).bytes();
}

DocumentFrequency DocumentFrequency::from_bytes(std::string_view bytes) {
  ByteDecoder decoder(bytes);
  DocumentFrequency frequency;
  frequency.papers_ = decoder.take<std::int64_t>();
  frequency.dense_ = decoder.take_all<std::uint32_t>();
  frequency.rest_ = decoder.take_all<std::uint8_t>();
  const bool is_whole =
      frequency.dense_.size() == kDense && frequency.rest_.size() == kFeatureCount - kDense;
  if (frequency.papers_ < 0 || !is_whole) ByteDecoder::refuse();
  for (auto count = decoder.take<std::uint64_t>(); count > 0; --count) {
    const auto feature = decoder.take<std::uint32_t>();
    frequency.wide_[feature] = decoder.take<std::uint32_t>();
  }
  const auto wide = std::ranges::count(frequency.rest_, kWide);
  if (!decoder.is_at_end() || frequency.wide_.size() != static_cast<std::size_t>(wide)) {
    ByteDecoder::refuse();
  }
  return frequency;
}

double DocumentFrequency::inverse_of(std::uint32_t papers_with) const {
  return std::log(static_cast<double>(1 + papers_) / (1.0 + papers_with)) + 1;
}

}  // namespace papercup::rank
