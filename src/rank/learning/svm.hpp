#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {

// A document on one side of the border to be learnt.
struct SvmExample {
  FeatureVector features;  // ordered by feature
  bool is_positive = false;
  double cost = 1;  // of being on the wrong side, C in the formula below; positive
};

// weights = the sum over all examples of multiplier * features, and the intercept = that of the
// multipliers; those of positive examples are 0 or positive, those of others 0 or negative.
struct SvmSolution {
  std::vector<double> multipliers;  // one an example
  FeatureVector weights;            // ordered by feature
  double intercept = 0;
};

// The linear support vector machine with squared hinge loss, whose intercept b is kept small like
// the weights w:
//    minimise (w.w + b^2) / 2 + sum of C max(0, 1 - y (w.x + b))^2
// by dual coordinate descent (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate
// descent method for large-scale linear SVM", ICML 2008, algorithm 1 for the L2 loss), until no
// multiplier's projected gradient differs from another's by more than 0.01, or 200 rounds.
// Deterministic for a given order of examples.
SvmSolution train_svm(std::span<const SvmExample> examples);

// The same for the first examples and for all of them, which are read once. (To begin with the
// solution of the first takes more rounds than to begin with nothing.)
struct NestedSolutions {
  SvmSolution first, all;
};
NestedSolutions train_nested_svms(std::span<const SvmExample> examples, std::size_t first);

}  // namespace papercup::rank
