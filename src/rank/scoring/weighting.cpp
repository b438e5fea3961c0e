#include "rank/scoring/weighting.hpp"

#include <cmath>

#include "rank/features/common_terms.hpp"

namespace papercup::rank {
namespace {

std::array<double, 256> logarithmic_weights() {
  std::array<double, 256> weights{};
  for (std::size_t i = 1; i < weights.size(); ++i) {
    weights[i] = 1 + std::log(static_cast<double>(i));
  }
  return weights;
}

double rarity_of_word(const DocumentFrequency& frequency, std::uint32_t papers_with) {
  return std::pow(frequency.inverse_of(papers_with), kRarityPower);
}

}  // namespace

const std::array<double, 256>& frequency_weights() {
  static const std::array<double, 256> weights = logarithmic_weights();
  return weights;
}

double rarity(const DocumentFrequency& frequency, std::uint32_t feature) {
  const double factor = CommonTerms::known().is_pair(feature) ? kPairWeight : 1;
  return rarity_of_word(frequency, frequency.papers_with(feature)) * factor;
}

Rarities::Rarities(const DocumentFrequency& frequency) : frequency_(frequency) {
  for (std::uint32_t papers = 0; papers < kKnown; ++papers) {
    of_words_[papers] = rarity_of_word(frequency, papers);
    of_pairs_[papers] = of_words_[papers] * kPairWeight;
  }
}

double Rarities::operator()(std::uint32_t feature) const {
  const std::uint32_t papers = frequency_.papers_with(feature);
  if (papers >= kKnown) return rarity(frequency_, feature);
  return (CommonTerms::known().is_pair(feature) ? of_pairs_ : of_words_)[papers];
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

}  // namespace papercup::rank
