#include "papercup/rank/document_frequency.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

#include "papercup/rank/features.hpp"
#include "rank/byte_coding.hpp"
#include "rank/features/common_terms.hpp"
#include "rank/features/packed_block.hpp"

namespace papercup::rank {
namespace {

constexpr std::size_t kLargePage = std::size_t{1} << 21;  // on x86-64 and most of ARM
constexpr std::uint32_t kWide = 255;

}  // namespace

void* allocate_large_pages(std::size_t bytes) {
  const std::size_t whole = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  void* memory = std::aligned_alloc(kLargePage, whole);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Small pages do as well, only slower.
  static_cast<void>(::madvise(memory, whole, MADV_HUGEPAGE));
#endif
  return memory;
}

void free_large_pages(void* memory) { std::free(memory); }

DocumentFrequency::DocumentFrequency() : counts_(kFeatureCount, 0) {}

DocumentFrequency DocumentFrequency::background() {
  const CommonTerms& common = CommonTerms::known();
  DocumentFrequency frequency;
  frequency.papers_ = common.papers();
  std::copy(common.counts().begin(), common.counts().end(), frequency.counts_.begin());
  return frequency;
}

void DocumentFrequency::add(std::string_view packed_features) {
  for (int block = 0; block < kBlockCount; ++block) {
    PackedBlock::take_from(packed_features).for_each([this](std::uint32_t feature, std::uint8_t) {
      ++counts_[feature];
    });
  }
  ++papers_;
}

// The number of papers, a byte for each feature, and the counts of those features whose byte is
// kWide, which have kWide papers or more.
std::string DocumentFrequency::to_bytes() const {
  std::vector<std::uint8_t> narrow;
  std::vector<std::uint32_t> wide;
  narrow.reserve(counts_.size());
  for (const std::uint32_t count : counts_) {
    narrow.push_back(static_cast<std::uint8_t>(std::min(count, kWide)));
    if (count >= kWide) wide.push_back(count);
  }
  ByteEncoder encoder;
  encoder.add(papers_);
  encoder.add(narrow);
  encoder.add(wide);
  return std::move(encoder).bytes();
}

DocumentFrequency DocumentFrequency::from_bytes(std::string_view bytes) {
  ByteDecoder decoder(bytes);
  DocumentFrequency frequency;
  frequency.papers_ = decoder.take<std::int64_t>();
  const std::string_view narrow = decoder.take_view();
  const auto wide = decoder.take_all<std::uint32_t>();
  if (frequency.papers_ < 0 || narrow.size() != kFeatureCount || !decoder.is_at_end()) {
    ByteDecoder::refuse();
  }
  std::transform(narrow.begin(), narrow.end(), frequency.counts_.begin(), [](char byte) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(byte));
  });
  std::size_t feature = 0;
  for (const std::uint32_t count : wide) {
    feature = narrow.find(static_cast<char>(kWide), feature);
    if (feature == std::string_view::npos) ByteDecoder::refuse();
    frequency.counts_[feature++] = count;
  }
  if (narrow.find(static_cast<char>(kWide), feature) != std::string_view::npos)
    ByteDecoder::refuse();
  return frequency;
}

double DocumentFrequency::inverse_of(std::uint32_t papers_with) const {
  return std::log(static_cast<double>(1 + papers_) / (1.0 + papers_with)) + 1;
}

}  // namespace papercup::rank
