#include "rank/learning/tfidf_vectorizer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "rank/features/common_terms.hpp"
#include "rank/features/packed_block.hpp"

namespace papercup::rank {
namespace {

// The weight of a keyword's words beside its pairs: who asks for "reward model" does not ask for
// every model.
constexpr double kWordOfPhrase = 0.1;

// 2 MB; few features are in more papers than that.
constexpr std::int64_t kMostKnown = 1 << 18;

double square(const TermVector& vector) {
  double sum = 0;
  for (const WeightedTerm& term : vector) sum += term.weight * term.weight;
  return sum;
}

std::array<double, 256> logarithmic_weights() {
  std::array<double, 256> weights{};
  for (std::size_t i = 1; i < weights.size(); ++i) {
    weights[i] = 1 + std::log(static_cast<double>(i));
  }
  return weights;
}

}  // namespace

const std::array<double, 256>& frequency_weights() {
  static const std::array<double, 256> weights = logarithmic_weights();
  return weights;
}

double idf_weight_of_count(const DocumentFrequency& frequency, std::uint32_t papers_with,
                           TermLength length) {
  return std::pow(frequency.inverse_of(papers_with), kIdfPower) *
         (length == TermLength::pair ? kPairWeight : 1);
}

double idf_weight(const DocumentFrequency& frequency, std::uint32_t feature) {
  return idf_weight_of_count(
      frequency, frequency.papers_with(feature),
      CommonTerms::known().is_pair(feature) ? TermLength::pair : TermLength::word);
}

IdfWeights::IdfWeights(const DocumentFrequency& frequency)
    : frequency_(frequency),
      of_words_(static_cast<std::size_t>(std::min(frequency.papers(), kMostKnown)) + 1) {}

double IdfWeights::operator()(std::uint32_t feature) const {
  const std::uint32_t papers = frequency_.papers_with(feature);
  if (papers >= of_words_.size()) return idf_weight(frequency_, feature);
  double& weight = of_words_[papers];
  if (weight == 0) weight = idf_weight_of_count(frequency_, papers, TermLength::word);
  return CommonTerms::known().is_pair(feature) ? weight * kPairWeight : weight;
}

BlockFactors block_factors(double text_square, double author_square, double category_square) {
  const auto share = [](double square, double weight) { return square > 0 ? weight * weight : 0; };
  const double whole = std::sqrt(share(text_square, 1) + share(author_square, kAuthorWeight) +
                                 share(category_square, kCategoryWeight));
  const auto factor = [whole](double square, double weight) {
    return square > 0 ? weight / (std::sqrt(square) * whole) : 0;
  };
  return {factor(text_square, 1), factor(author_square, kAuthorWeight),
          factor(category_square, kCategoryWeight)};
}

double length(const TermVector& vector) { return std::sqrt(square(vector)); }

TermVector scaled(TermVector vector, double factor) {
  for (WeightedTerm& term : vector) term.weight *= factor;
  return vector;
}

TermVector unit(TermVector vector) {
  const double whole = length(vector);
  return whole > 0 ? scaled(std::move(vector), 1 / whole) : TermVector{};
}

void append(TermVector& vector, const TermVector& more) {
  vector.insert(vector.end(), more.begin(), more.end());
}

TermVector merged(TermVector vector) {
  std::stable_sort(vector.begin(), vector.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return std::tie(a.index, a.key) < std::tie(b.index, b.key);
  });
  join_same(
      vector, [](const WeightedTerm& a, const WeightedTerm& b) { return a.key == b.key; },
      [](WeightedTerm& sum, const WeightedTerm& next) { sum.weight += next.weight; });
  return vector;
}

void sum_same_features(FeatureVector& vector) {
  join_same(
      vector, [](const WeightedFeature& a, const WeightedFeature& b) { return a.index == b.index; },
      [](WeightedFeature& sum, const WeightedFeature& next) { sum.weight += next.weight; });
}

FeatureVector to_feature_vector(const TermVector& merged_vector) {
  FeatureVector vector;
  vector.reserve(merged_vector.size());
  for (const WeightedTerm& term : merged_vector) vector.push_back({term.index, term.weight});
  sum_same_features(vector);
  return vector;
}

TermVector TfidfVectorizer::weighted(const std::vector<Term>& terms) const {
  TermVector vector;
  vector.reserve(terms.size());
  for (const Term& term : terms) {
    vector.push_back(
        {term.index, term.key, frequency_weights()[term.frequency] * idf_weight_(term.index)});
  }
  return vector;
}

TermVector TfidfVectorizer::vector_of(const Paper& paper) const {
  const Terms terms = paper_terms(paper, NameForms::sought);
  const TermVector text = weighted(terms.text);
  const TermVector authors = weighted(terms.authors);
  const TermVector categories = weighted(terms.categories);
  const BlockFactors factors = block_factors(square(text), square(authors), square(categories));
  TermVector whole = scaled(text, factors.text);
  append(whole, scaled(authors, factors.authors));
  append(whole, scaled(categories, factors.categories));
  return merged(std::move(whole));
}

FeatureVector TfidfVectorizer::vector_of(std::string_view packed_features) const {
  FeatureVector vector;
  std::array<std::size_t, kBlockCount> ends{};
  std::array<double, kBlockCount> squares{};
  for (std::size_t block = 0; block < ends.size(); ++block) {
    const PackedBlock packed = PackedBlock::take_from(packed_features);
    vector.reserve(vector.size() + packed.size());
    packed.for_each([&](std::uint32_t feature, std::uint8_t frequency) {
      const double weight = frequency_weights()[frequency] * idf_weight_(feature);
      vector.push_back({feature, weight});
      squares[block] += weight * weight;
    });
    ends[block] = vector.size();
  }
  const BlockFactors factors = block_factors(squares[0], squares[1], squares[2]);
  for (std::size_t i = 0; i < vector.size(); ++i) {
    vector[i].weight *= i < ends[0]   ? factors.text
                        : i < ends[1] ? factors.authors
                                      : factors.categories;
  }
  return vector;
}

TermVector TfidfVectorizer::vector_of(const Keyword& keyword) const {
  TermVector words = weighted(text_terms(keyword.term));
  const auto is_pair = [](const WeightedTerm& term) {
    return CommonTerms::known().is_pair(term.index);
  };
  if (std::any_of(words.begin(), words.end(), is_pair)) {
    // An unwanted phrase says nothing against its words.
    const double factor = keyword.weight > 0 ? kWordOfPhrase : 0;
    for (WeightedTerm& term : words) term.weight *= is_pair(term) ? 1 : factor;
  }
  return scaled(unit(std::move(words)), keyword.weight);
}

TermVector TfidfVectorizer::centroid(const std::vector<Paper>& papers) const {
  TermVector sum;
  for (const Paper& paper : papers) append(sum, vector_of(paper));
  return unit(merged(std::move(sum)));
}

TermVector TfidfVectorizer::description(const Focus& focus) const {
  return unit(weighted(text_terms(focus.about)));
}

TermVector TfidfVectorizer::sum_of(const Focus& focus, bool is_wanted) const {
  TermVector sum;
  for (const Keyword& keyword : focus.keywords) {
    if (is_wanted ? keyword.weight > 0 : keyword.weight < 0) append(sum, vector_of(keyword));
  }
  return merged(std::move(sum));
}

TermVector TfidfVectorizer::wanted(const Focus& focus) const { return sum_of(focus, true); }

TermVector TfidfVectorizer::unwanted(const Focus& focus) const { return sum_of(focus, false); }

ProfileVector TfidfVectorizer::profile_vector(const Focus& focus) const {
  // A keyword is worth about two words of a description.
  constexpr double kKeywordInProfile = 0.5;
  ProfileVector profile{description(focus), scaled(wanted(focus), kKeywordInProfile)};
  TermVector document = profile.description;
  append(document, profile.keywords);
  const double whole = std::max(1.0, length(merged(std::move(document))));
  profile.description = scaled(std::move(profile.description), 1 / whole);
  profile.keywords = scaled(std::move(profile.keywords), 1 / whole);
  return profile;
}

}  // namespace papercup::rank
