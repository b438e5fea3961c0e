#include "papercup/rank/scored_keys.hpp"

#include <algorithm>
#include <cmath>

#include "rank/byte_coding.hpp"

namespace papercup::rank {

std::string ScoredKeys::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(papers);
  return std::move(encoder).bytes();
}

ScoredKeys ScoredKeys::from_bytes(std::string_view bytes) {
  ByteDecoder decoder(bytes);
  ScoredKeys scored{decoder.take_all<ScoredKey>()};
  const bool is_sound = std::ranges::all_of(
      scored.papers, [](const ScoredKey& paper) { return std::isfinite(paper.score); });
  if (!is_sound || !decoder.is_at_end()) ByteDecoder::refuse();
  return scored;
}

}  // namespace papercup::rank
