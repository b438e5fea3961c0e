#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::rank {

class SlotTable;

// Stated in machine-readable output and in recorded digests; changes whenever scores change.
inline constexpr std::string_view kRankerName = "centroid/1";

// How many terms an explanation names at most.
inline constexpr std::size_t kNamedTerms = 40;

// A term that taught a model, and how much each kind of evidence gave it (indexed by Evidence, up
// to dislike).
struct Lesson {
  std::uint32_t slot = 0;
  std::string key;  // the term's words, so that a name is never given by a slot alone
  std::array<double, static_cast<std::size_t>(Evidence::dislike) + 1> weights{};
};

// A linear model of a focus: the score of a paper is the cosine of its TF-IDF vector to the focus's
// vector, from -1 to 1. A vector has a text block (sublinear term frequency times inverse document
// frequency, the latter rounded by 1.3 % at most; pairs of words weigh 0.7 of that), an author
// block and a category block, of length 1 : 0.25 : 0.1 where there is anything in them. The focus's
// vector sums
//  - the description and the wanted keywords as one document, less with more likes (1 / sqrt),
//  - the centroid of the likes, of length 1, and less a share of that of the dislikes,
//  - the followed authors,
//  - less the unwanted keywords (those of negative weight).
// Deterministic: the same inputs give the same bits, in whatever order the likes and dislikes come.
class Model {
 public:
  // `likes` and `dislikes` are the stored papers of the focus's examples, of which repetitions
  // count once; `frequency` is of papers of the past. A focus without anything to learn from gives
  // every paper the score 0 (see is_empty). Takes about 5 MB, which copies share.
  Model(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
        const DocumentFrequency& frequency);

  // Whether nothing in the focus says anything: no term in the description, no keyword,
  // author or stored like or dislike.
  bool is_empty() const { return lessons_.empty(); }

  // Throws Error{storage} where the features are damaged.
  double score(std::string_view packed_features) const;
  // The score with its reasons; the value is that of `score(pack(extract_features(paper)))`. A term
  // is named only where it occurs in the paper and in what taught the model, in the paper's own
  // spelling but lower case (an author or a category as it is); its kind is what gave most to its
  // weight, and always `category` for a category. At most kNamedTerms are named, and none of less
  // than a hundredth of all points' magnitudes; the rest is summed as "N other terms", what speaks
  // for the paper and what against it apart.
  Score explain(const Paper& paper) const;

 private:
  struct Projection;

  Projection project(std::string_view packed_features) const;

  std::vector<Lesson> lessons_;  // by slot and key
  std::shared_ptr<const SlotTable> slots_;
};

}  // namespace papercup::rank
