#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "rank/features/terms.hpp"

namespace papercup::rank {

// What the blocks weigh beside the text, and a pair of words beside a word. Found by trials on
// public reading lists: a pair is mostly another witness of its words.
inline constexpr double kAuthorWeight = 0.25;
inline constexpr double kCategoryWeight = 0.1;
inline constexpr double kPairWeight = 0.7;
// The exponent of the inverse document frequency. Above 1, rare words tell more than they would by
// themselves: from a description or a few likes a model cannot learn which words matter.
inline constexpr double kIdfPower = 1.2;

// By frequency: sublinear, 1 + ln(frequency), and 0 for 0 (Manning, Raghavan and Schütze,
// Introduction to Information Retrieval, 6.4.1).
const std::array<double, 256>& frequency_weights();

// Inverse document frequency to the power of kIdfPower, less for a pair of words.
double idf_weight(const DocumentFrequency& frequency, std::uint32_t feature);

// The same for many features. Most of them have one of few counts, and powers are slow.
class IdfWeights {
 public:
  // `frequency` has to outlive it.
  explicit IdfWeights(const DocumentFrequency& frequency);

  double operator()(std::uint32_t feature) const;

 private:
  static constexpr std::size_t kKnown = 1024;

  const DocumentFrequency& frequency_;
  std::array<double, kKnown> of_words_{}, of_pairs_{};  // by the number of papers that have it
};

// The factors that make a whole vector of length 1 of blocks with these sums of squares; of an
// empty block 0.
struct BlockFactors {
  double text = 0, authors = 0, categories = 0;
};
BlockFactors block_factors(double text_square, double author_square, double category_square);

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
struct ProfileVector {
  TermVector description, keywords;  // ordered by feature and key
};

// Makes TF-IDF vectors of what teaches. Papers' are of length 1, see Model.
class TfidfVectorizer {
 public:
  // `frequency` has to outlive it.
  explicit TfidfVectorizer(const DocumentFrequency& frequency) : idf_weight_(frequency) {}

  // With the forms of names that tell people apart best, so that a like of one Wang is none of all.
  TermVector vector_of(const Paper& paper) const;
  FeatureVector vector_of(std::string_view packed_features) const;
  // Of length 1, or empty.
  TermVector centroid(const std::vector<Paper>& papers) const;
  TermVector description(const Focus& focus) const;
  // The wanted ones, or the unwanted ones with negative weights, each as long as its weight.
  TermVector wanted(const Focus& focus) const;
  TermVector unwanted(const Focus& focus) const;
  ProfileVector profile_vector(const Focus& focus) const;

 private:
  TermVector weighted(const std::vector<Term>& terms) const;
  TermVector vector_of(const Keyword& keyword) const;

  IdfWeights idf_weight_;
};

}  // namespace papercup::rank
