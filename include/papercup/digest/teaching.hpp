#pragma once

#include <cstddef>
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

// How much a ranking by such a model can be relied on. The steps are those of the trials on public
// reading lists that bench/RANKING.md tells of: what a like more gives falls from step to step.
enum class Certainty {
  none,    // there is nothing to rank by
  guess,   // words alone, which say what the reader looks for, and not what the reader likes
  unsure,  // one or two likes, whose side topics count as much as what they have in common
  fair,    // three likes or more
  sure,    // ten likes or more: another one changes little
};
Certainty certainty_of(const Teachers& teachers);

}  // namespace papercup::digest
