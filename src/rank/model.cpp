#include "papercup/rank/model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "explanation.hpp"
#include "lessons.hpp"
#include "packed_block.hpp"
#include "slot_table.hpp"
#include "terms.hpp"
#include "weighting.hpp"

namespace papercup::rank {
namespace {

// Of each slot, summed over its lessons and their evidence.
std::vector<std::pair<std::uint32_t, double>> weights_of(const std::vector<Lesson>& lessons) {
  std::vector<std::pair<std::uint32_t, double>> weights;
  for (const Lesson& lesson : lessons) {
    const bool is_new = weights.empty() || weights.back().first != lesson.slot;
    if (is_new) weights.emplace_back(lesson.slot, 0);
    for (const double weight : lesson.weights) weights.back().second += weight;
  }
  return weights;
}

struct BlockSums {
  double dot = 0;     // of the paper's block and the focus
  double square = 0;  // of the paper's block
};

BlockSums sums_of(const PackedBlock& block, const SlotTable& table) {
  // What has a weight is put aside and summed later: a branch here could not be predicted, and
  // would cost as much as all the rest.
  std::array<std::uint32_t, 64> slots{};
  std::array<double, slots.size()> values{};
  std::size_t pending = 0;
  double dot = 0;
  double square = 0;
  const auto settle = [&] {
    for (std::size_t i = 0; i < pending; ++i) dot += values[i] * table.weight(slots[i]);
    pending = 0;
  };
  const std::array<double, 256>& by_frequency = frequency_weights();
  block.for_each([&](std::uint32_t slot, std::uint8_t frequency) {
    const SlotTable::Entry entry = table.find(slot);
    const double value = by_frequency[frequency] * entry.rarity;
    square += value * value;
    slots[pending] = slot;
    values[pending] = value;
    pending += entry.has_weight ? 1 : 0;
    if (pending == slots.size()) settle();
  });
  settle();
  return {dot, square};
}

}  // namespace

// A paper seen by the model: what its terms' products are to be multiplied with, and the score.
struct Model::Projection {
  BlockFactors factors;
  double value = 0;
};

Model::Model(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
             const DocumentFrequency& frequency)
    : lessons_(lessons_of(focus, std::move(likes), std::move(dislikes), frequency)) {
  std::vector<std::pair<std::uint32_t, double>> weights = weights_of(lessons_);
  double square = 0;
  for (const auto& [slot, weight] : weights) square += weight * weight;
  if (square == 0) {
    lessons_.clear();
    weights.clear();
  }
  for (auto& [slot, weight] : weights) weight /= std::sqrt(square);
  slots_ = std::make_shared<const SlotTable>(frequency, weights);
}

Model::Projection Model::project(std::string_view packed_features) const {
  std::array<BlockSums, kBlockCount> blocks;
  for (BlockSums& sums : blocks) {
    sums = sums_of(PackedBlock::take_from(packed_features), *slots_);
  }
  const auto& [text, authors, categories] = blocks;
  Projection result;
  result.factors = block_factors(text.square, authors.square, categories.square);
  result.value = result.factors.text * text.dot + result.factors.authors * authors.dot +
                 result.factors.categories * categories.dot;
  return result;
}

double Model::score(std::string_view packed_features) const {
  return is_empty() ? 0 : project(packed_features).value;
}

Score Model::explain(const Paper& paper) const {
  if (is_empty()) return {};
  const Terms terms = paper_terms(paper, NameForms::carried);
  const Features features = {features_of(terms.text), features_of(terms.authors),
                             features_of(terms.categories)};
  const Projection projection = project(pack(features));
  Explanation explanation(lessons_);
  const auto add = [&](const std::vector<Term>& block_terms, const std::vector<Feature>& block,
                       double factor, TermKind kind) {
    for (const Feature& feature : block) {
      const SlotTable::Entry entry = slots_->find(feature.slot);
      if (!entry.has_weight) continue;
      const double value = frequency_weights()[feature.frequency] * entry.rarity;
      explanation.add(feature.slot, factor * value * slots_->weight(feature.slot), block_terms,
                      kind);
    }
  };
  add(terms.text, features.text, projection.factors.text, TermKind::word_or_author);
  add(terms.authors, features.authors, projection.factors.authors, TermKind::word_or_author);
  add(terms.categories, features.categories, projection.factors.categories, TermKind::category);
  return {projection.value, std::move(explanation).folded()};
}

}  // namespace papercup::rank
