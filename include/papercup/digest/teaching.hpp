#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/digest/variety.hpp"

namespace papercup::digest {

// So many of the best papers of the past are looked at for those that teach most: among them are
// nearly all that the reader would like, and enough that the model only takes for such.
inline constexpr std::size_t kTeachingPool = 100;

// Which papers of the past, given best first, a reader should judge, so that the model learns most
// from few judgements: at most `count` places, the most telling first. Two of three are of the best
// three tenths, every third is of the others: in trials on reading lists (bench/RANKING.md) a
// quarter of them was a like. Of each division the paper is taken that is least similar to the
// most similar one of all that are judged or taken (farthest-first traversal; Gonzalez, "Clustering
// to minimize the maximum intercluster distance", 1985; as a choice of what to label: Sener and
// Savarese, "Active learning for convolutional neural networks: a core-set approach", ICLR 2018),
// the better of equals. `judged` are the papers that the model has learnt from.
std::vector<std::size_t> telling_papers(const std::vector<EvidencedPaper>& papers,
                                        const std::vector<EvidencedPaper>& judged,
                                        std::size_t count);

// What a focus has to learn from, as far as it is stored.
struct Teachers {
  bool has_description = false;
  std::size_t keywords = 0, authors = 0, likes = 0, dislikes = 0;
};

// The share of what readers picked that rankings with such teachers had among the ten best of a
// day: means over 35 public reading lists of one topic or reader, 31 of them with a description, in
// the trials that bench/RANKING.md tells of ("How sure a ranking is"). It depends on the likes and
// on whether there is a description. Between two numbers of likes that were tried it is that of the
// smaller one. Keywords, authors and dislikes were not tried, and do not count: nothing if there is
// neither a like nor a description.
std::optional<double> share_found(const Teachers& teachers);

// The same in a word.
enum class Certainty {
  none,    // there is nothing to rank by
  guess,   // not tried
  unsure,  // less than kFairShare: one or two likes without a description
  fair,    // less than kSureShare
  sure,    // ten likes and a description, or thirty likes
};
inline constexpr double kFairShare = 0.72;
inline constexpr double kSureShare = 0.86;
Certainty certainty_of(const Teachers& teachers);

}  // namespace papercup::digest
