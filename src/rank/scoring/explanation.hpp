#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/rank/model.hpp"
#include "rank/features/terms.hpp"
#include "rank/learning/lessons.hpp"

namespace papercup::rank {

enum class TermKind { word_or_author, category };

// Collects what each feature of a paper gives to its score, and names what can be named.
class Explanation {
 public:
  // `lessons`, ordered by feature, outlive the explanation.
  explicit Explanation(const std::vector<Lesson>& lessons) : lessons_(lessons) {}

  // `terms` are those of the paper's block, ordered by feature. The points are named only where one
  // term of the paper and one lesson have the feature, and they are the same.
  void add(std::uint32_t feature, double points, const std::vector<Term>& terms, TermKind kind);

  // See Model::explain.
  std::vector<Contribution> folded(Detail detail) &&;

 private:
  struct Rest {
    double points = 0;
    std::size_t terms = 0;
  };

  void fold(double points);

  const std::vector<Lesson>& lessons_;
  std::vector<Contribution> named_;
  Rest for_, against_;
};

// The lessons but authors that have their feature alone, with the points that their features are
// given, the largest magnitude first; those without points left out.
std::vector<Contribution> named_lessons(const std::vector<Lesson>& lessons,
                                        const std::function<double(std::uint32_t)>& points_of);

}  // namespace papercup::rank
