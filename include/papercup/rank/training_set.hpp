#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/paper.hpp"

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

// Papers of the past from which a model learns beside the reader's own examples.
struct TrainingSet {
  // The papers nearest to what the focus says by itself, which are weak likes (pseudo-relevance
  // feedback; Manning, Raghavan and Schütze, Introduction to Information Retrieval, 9.1.6).
  std::vector<Paper> pseudo_relevant = {};
  // The packed features of papers about which the reader said nothing (see NegativeSample).
  std::vector<std::string> unlabelled = {};
};

// How many pseudo-relevant papers teach best: the root of a twelfth of the papers to choose from,
// at most 100; half of that from the first like on, fewer if there are more than three, and none
// beyond kLikesThatSuffice.
// Found by trials on public reading lists.
std::size_t pseudo_relevant_count(std::size_t past_papers, std::size_t likes);
inline constexpr std::size_t kLikesThatSuffice = 9;

// The share, from 0 to 1, of the machine that they teach in a model that is the mean of that one
// and one without them: all of it without likes, a half up to three likes, a third up to
// kLikesThatSuffice, and nothing beyond. Found by the same trials.
double pseudo_relevant_share(std::size_t likes);

}  // namespace papercup::rank
