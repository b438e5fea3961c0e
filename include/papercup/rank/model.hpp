#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::rank {

// Stated in machine-readable output and in recorded digests; changes whenever scores change.
inline constexpr std::string_view kRankerName = "centroid/1";

// A linear model of a focus: the score of a paper is the cosine of its TF-IDF vector to the focus's
// vector, which is made of the description, the keywords, the followed authors and the centroid of the
// likes, less the dislikes. Deterministic: the same inputs give the same bits, in whatever order the
// likes come.
class Model {
 public:
  // `likes` and `dislikes` are the stored papers of the focus's examples; `frequency` is of papers of
  // the past. A focus without anything to learn from gives every paper the score 0 (see is_empty).
  Model(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
        const DocumentFrequency& frequency);

  // Whether nothing in the focus says anything: no term of the description is known, no keyword,
  // author or stored like.
  bool is_empty() const;

  double score(std::string_view packed_features) const;
  // The score with its reasons; `score(pack(extract_features(paper)))` to 1e-9. A term is named only where
  // it occurs in the paper and in what taught the model; the small and the unnameable are summed as
  // "N other terms". At most `kNamedTerms` terms are named.
  Score explain(const Paper& paper) const;

 private:
  // (the rank author decides)
};

}  // namespace papercup::rank
