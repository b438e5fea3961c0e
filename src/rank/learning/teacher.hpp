#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "rank/features/terms.hpp"
#include "rank/scoring/weighting.hpp"

namespace papercup::rank {

struct WeightedTerm {
  std::uint32_t index;
  std::string key;  // see feature_index.hpp
  double weight;
};
using TermVector = std::vector<WeightedTerm>;

double length(const TermVector& vector);
TermVector scaled(TermVector vector, double factor);
// Of length 1, or empty where it has no length.
TermVector unit(TermVector vector);
void append(TermVector& vector, const TermVector& more);
// Ordered by feature and key, the weights of equal terms summed in the order in which they stand.
TermVector merged(TermVector vector);

struct WeightedFeature {
  std::uint32_t index;
  double weight;
};
using FeatureVector = std::vector<WeightedFeature>;

// Ordered by feature, each feature once.
FeatureVector to_feature_vector(const TermVector& merged_vector);

// What a focus wants, as one document no longer than 1 in two parts.
struct Wishes {
  TermVector description, keywords;  // ordered by feature and key
};

// Makes TF-IDF vectors of what teaches. Papers' are of length 1, see Model.
class Teacher {
 public:
  // `frequency` has to outlive it.
  explicit Teacher(const DocumentFrequency& frequency) : rarity_(frequency) {}

  // With the forms of names that tell people apart best, so that a like of one Wang is none of all.
  TermVector vector_of(const Paper& paper) const;
  FeatureVector vector_of(std::string_view packed_features) const;
  // Of length 1, or empty.
  TermVector centroid(const std::vector<Paper>& papers) const;
  TermVector description(const Focus& focus) const;
  // The wanted ones, or the unwanted ones with negative weights, each as long as its weight.
  TermVector wanted(const Focus& focus) const;
  TermVector unwanted(const Focus& focus) const;
  Wishes wishes(const Focus& focus) const;

 private:
  TermVector weighted(const std::vector<Term>& terms) const;
  TermVector vector_of(const Keyword& keyword) const;

  Rarities rarity_;
};

}  // namespace papercup::rank
