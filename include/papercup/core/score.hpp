#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup {

// What a contribution to a score rests on.
enum class Evidence {
  description,  // the focus's `about`
  keyword,
  author,  // an author the reader follows
  category,
  like,
  dislike,
  other,      // terms that are too small or cannot be named truthfully, summed
  intercept,  // the same for every paper
};

// "description", "keyword", ... as in machine-readable output.
std::string_view to_string(Evidence kind);

struct Contribution {
  Evidence kind;
  std::string label;  // for people: "reward model", "L. Sørby", "63 other terms"
  double points;

  bool operator==(const Contribution&) const = default;
};

// A paper's score and the exact reasons for it.
struct Score {
  double value = 0;
  std::vector<Contribution> why;  // largest magnitude first, the folded rest last; Σ points ==
                                  // value, intercept included (to rounding: 1e-9)
};

struct ScoredPaper {
  Paper paper;
  Score score;
  int rank = 0;  // 1 is best
};

}  // namespace papercup
