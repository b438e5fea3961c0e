#pragma once

#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"

namespace papercup::rank {

// Where a paper has the term that a reason names.
struct Occurrence {
  int in_title = 0, in_abstract = 0;  // times
  bool is_author = false;             // one of its authors
  bool is_category = false;           // one of its categories, in any of their names

  bool is_any() const { return in_title > 0 || in_abstract > 0 || is_author || is_category; }
  bool operator==(const Occurrence&) const = default;
};

// Looks for the term of a contribution that Model::explain named for this paper or for another; the
// other terms and the intercept occur nowhere. Words count in either number ("models" is "model"),
// and authors under all spellings that the ranking takes for one.
Occurrence occurrence(const Paper& paper, const Contribution& contribution);

}  // namespace papercup::rank
