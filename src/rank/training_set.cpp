#include "papercup/rank/training_set.hpp"

#include <algorithm>
#include <cmath>
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

std::size_t pseudo_relevant_count(std::size_t past_papers, std::size_t likes) {
  if (likes > kLikesThatSuffice) return 0;
  const double by_past = std::min(100.0, std::sqrt(static_cast<double>(past_papers) / 12));
  if (likes == 0) return static_cast<std::size_t>(std::lround(by_past));
  const double by_likes = std::pow(3 / static_cast<double>(std::max<std::size_t>(likes, 3)), 1.5);
  return static_cast<std::size_t>(std::lround(by_past * by_likes / 2));
}

double pseudo_relevant_share(std::size_t likes) {
  if (likes == 0) return 1;
  if (likes > kLikesThatSuffice) return 0;
  return likes <= 3 ? 1.0 / 2 : 1.0 / 3;
}

}  // namespace papercup::rank
