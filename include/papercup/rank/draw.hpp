#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"

namespace papercup::rank {

// A draw of kUnlabelledPapers from all that are offered, by the lowest hash of their identifiers: a
// random choice that is the same in whatever order they come, and of which most stays when others
// are offered too.
class Draw {
 public:
  // `key` is the caller's own number of the paper, as in Candidate.
  void offer(std::int64_t key, const ArxivId& id);

  // The drawn papers without these, which are not replaced; in the order of their hashes.
  std::vector<std::int64_t> keys_without(const std::set<ArxivId>& labelled) const;

  // A form to be kept on this machine. Reading throws Error{storage} where the bytes are damaged.
  std::string to_bytes() const;
  static Draw from_bytes(std::string_view bytes);

 private:
  struct Paper {
    std::uint64_t lot;
    std::int64_t key;
  };
  static bool precedes(const Paper& a, const Paper& b);
  std::vector<Paper> winners() const;

  std::vector<Paper> papers_;  // the winners, and some more of those offered last
};

}  // namespace papercup::rank
