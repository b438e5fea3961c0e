#include "papercup/rank/negative_sample.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "papercup/rank/order.hpp"
#include "rank/byte_coding.hpp"

namespace papercup::rank {
namespace {

std::uint64_t hash_of_id(const ArxivId& id) { return tie_break(std::nullopt, id); }

}  // namespace

bool NegativeSample::precedes(const Paper& a, const Paper& b) {
  return std::tie(a.hash, a.key) < std::tie(b.hash, b.key);
}

void NegativeSample::offer(std::int64_t key, const ArxivId& id) {
  papers_.push_back({hash_of_id(id), key});
  if (papers_.size() < 2 * kNegativeSampleSize) return;
  const auto end = papers_.begin() + static_cast<std::ptrdiff_t>(kNegativeSampleSize);
  std::nth_element(papers_.begin(), end, papers_.end(), precedes);
  papers_.erase(end, papers_.end());
}

std::vector<NegativeSample::Paper> NegativeSample::members() const {
  std::vector<Paper> sorted = papers_;
  std::sort(sorted.begin(), sorted.end(), precedes);
  sorted.resize(std::min(sorted.size(), kNegativeSampleSize));
  return sorted;
}

std::vector<std::int64_t> NegativeSample::keys_without(const std::set<ArxivId>& labelled) const {
  std::set<std::uint64_t> hashes;
  for (const ArxivId& id : labelled) hashes.insert(hash_of_id(id));
  std::vector<std::int64_t> keys;
  for (const Paper& paper : members()) {
    if (!hashes.contains(paper.hash)) keys.push_back(paper.key);
  }
  return keys;
}

std::string NegativeSample::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(members());
  return std::move(encoder).bytes();
}

NegativeSample NegativeSample::from_bytes(std::string_view bytes) {
  ByteDecoder decoder(bytes);
  NegativeSample sample;
  sample.papers_ = decoder.take_all<Paper>();
  if (!decoder.is_at_end()) ByteDecoder::refuse();
  return sample;
}

}  // namespace papercup::rank
