#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"

namespace papercup::rank {

// How many counter-examples are enough.
inline constexpr std::size_t kNegativeSampleSize = 5000;

// The counter-examples of a training: of all papers that are offered those with the lowest hashes
// of their identifiers, kNegativeSampleSize at most. The choice is random, but does not depend on
// the order of the offers, and most of it stays when more papers are offered.
class NegativeSample {
 public:
  // `key` is the caller's own number of the paper, as in Candidate.
  void offer(std::int64_t key, const ArxivId& id);

  // The keys of the sample in the order of their hashes. Papers in `labelled` are left out and not
  // replaced.
  std::vector<std::int64_t> keys_without(const std::set<ArxivId>& labelled) const;

  // A form to be kept on this machine. Reading throws Error{storage} if the bytes are damaged.
  std::string to_bytes() const;
  static NegativeSample from_bytes(std::string_view bytes);

 private:
  struct Paper {
    std::uint64_t hash;
    std::int64_t key;
  };
  static bool precedes(const Paper& a, const Paper& b);
  std::vector<Paper> members() const;

  std::vector<Paper> papers_;  // the sample, and some more of the last that were offered
};

}  // namespace papercup::rank
