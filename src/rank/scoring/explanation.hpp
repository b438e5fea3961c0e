#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/rank/model.hpp"
#include "rank/features/terms.hpp"
#include "rank/learning/model_weights.hpp"

namespace papercup::rank {

enum class TermKind { word_or_author, category };

// Collects what each feature of a paper gives to its score, and names what can be named.
class Explanation {
 public:
  // The table has to outlive the explanation.
  explicit Explanation(const EvidenceTable& table) : evidence_(table) {}

  // `terms` are those of the paper's block, ordered by feature. The points are named only if one
  // term of the paper and one of the table have the feature, and these are the same.
  void add(std::uint32_t feature, double points, const std::vector<Term>& terms, TermKind kind);

  // See Model::explain.
  std::vector<Contribution> contributions(NamedTerms named) &&;

 private:
  struct OtherTerms {
    double points = 0;
    std::size_t terms = 0;
  };

  void add_other(double points);

  const EvidenceTable& evidence_;
  std::vector<Contribution> named_;
  OtherTerms for_, against_;
};

// The terms of the table that have their feature alone, without authors, with the points of their
// features, the largest magnitude first. Terms without points are left out.
std::vector<Contribution> named_evidence(const EvidenceTable& table,
                                         const std::function<double(std::uint32_t)>& points_of);

}  // namespace papercup::rank
