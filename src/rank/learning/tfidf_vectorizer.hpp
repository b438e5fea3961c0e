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

// The weight of a term by its frequency in a paper: sublinear, 1 + ln(frequency), and 0 for 0
// (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 6.4.1).
const std::array<double, 256>& frequency_weights();

// The inverse document frequency to the power of kIdfPower, times kPairWeight for a pair of words.
double idf_weight(const DocumentFrequency& frequency, std::uint32_t feature);
// The same for a feature that so many papers have.
enum class TermLength { word, pair };
double idf_weight_of_count(const DocumentFrequency& frequency, std::uint32_t papers_with,
                           TermLength length);

// The same for many features, which have one of few counts: powers are slow. To be used by one
// thread.
class IdfWeights {
 public:
  // `frequency` has to outlive it.
  explicit IdfWeights(const DocumentFrequency& frequency);

  double operator()(std::uint32_t feature) const;

 private:
  const DocumentFrequency& frequency_;
  mutable std::vector<double> of_words_;  // by the number of papers that have it; 0: not yet known
};

// The factors that make a vector of length 1 of three blocks with these sums of squares; 0 for an
// empty block.
struct BlockFactors {
  double text = 0, authors = 0, categories = 0;
};
BlockFactors block_factors(double text_square, double author_square, double category_square);

struct WeightedTerm {
  std::uint32_t index;
  std::string key;  // see terms.hpp
  double weight;
};
using TermVector = std::vector<WeightedTerm>;

double length(const TermVector& vector);
TermVector scaled(TermVector vector, double factor);
// Scales to length 1; an empty vector if it has no length.
TermVector unit(TermVector vector);
void append(TermVector& vector, const TermVector& more);
// Orders by feature and key, and sums the weights of equal terms in the order in which they come.
TermVector merged(TermVector vector);

struct WeightedFeature {
  std::uint32_t index;
  double weight;
};
using FeatureVector = std::vector<WeightedFeature>;

// Sums the weights of equal features of a vector that is ordered by feature.
void sum_same_features(FeatureVector& vector);
// The weights of the features of a merged vector; ordered by feature, each once.
FeatureVector to_feature_vector(const TermVector& merged_vector);

// What a focus says by itself, as a document of two parts that is no longer than 1.
struct ProfileVector {
  TermVector description, keywords;  // ordered by feature and key
};

// Turns papers and the texts of a focus into TF-IDF vectors. Those of papers have length 1, see
// Model.
class TfidfVectorizer {
 public:
  // `frequency` has to outlive it.
  explicit TfidfVectorizer(const DocumentFrequency& frequency) : idf_weight_(frequency) {}

  // Takes the forms of names that tell people apart best, so that a like of one Wang is none of
  // every Wang.
  TermVector vector_of(const Paper& paper) const;
  FeatureVector vector_of(std::string_view packed_features) const;
  // Has length 1, or is empty.
  TermVector centroid(const std::vector<Paper>& papers) const;
  TermVector description(const Focus& focus) const;
  // The sum of the keywords of positive or of negative weight, each as long as its weight.
  TermVector wanted(const Focus& focus) const;
  TermVector unwanted(const Focus& focus) const;
  ProfileVector profile_vector(const Focus& focus) const;

 private:
  TermVector weighted(const std::vector<Term>& terms) const;
  TermVector vector_of(const Keyword& keyword) const;
  TermVector sum_of(const Focus& focus, bool is_wanted) const;

  IdfWeights idf_weight_;
};

}  // namespace papercup::rank
