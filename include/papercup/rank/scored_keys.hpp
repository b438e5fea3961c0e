#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace papercup::rank {

// A paper by the caller's own number of it, as in Candidate, and its score.
struct ScoredKey {
  std::int64_t key = 0;
  double score = 0;
  bool operator==(const ScoredKey&) const = default;
};

// Very many papers of which few are shown.
struct ScoredKeys {
  std::vector<ScoredKey> papers;

  // A form to be kept on this machine, 16 bytes a paper. Reading throws Error{storage} if the bytes
  // are damaged.
  std::string to_bytes() const;
  static ScoredKeys from_bytes(std::string_view bytes);
};

}  // namespace papercup::rank
