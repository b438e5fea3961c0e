#include "papercup/rank/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "rank/byte_coding.hpp"
#include "rank/features/packed_block.hpp"
#include "rank/features/terms.hpp"
#include "rank/learning/model_weights.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"
#include "rank/scoring/feature_table.hpp"

namespace papercup::rank {
namespace {

// At the head of the bytes; of another form, or of a machine with another order of bytes, it would
// be another number.
constexpr std::uint64_t kForm = 0x7063'6d6f'6465'6c05;

struct BlockSums {
  double dot = 0;     // of the paper's block and the focus
  double square = 0;  // of the paper's block
};

BlockSums sums_of(const PackedBlock& block, const FeatureTable& table) {
  BlockSums sums;
  const std::array<double, 256>& by_frequency = frequency_weights();
  block.for_each([&](std::uint32_t feature, std::uint8_t frequency) {
    double value = 0;
    table.find(
        feature,
        [&](double idf_weight) {
          value = by_frequency[frequency] * idf_weight;
          sums.square += value * value;
        },
        [&](double weight) { sums.dot += value * weight; });
  });
  return sums;
}

constexpr double kSmallestShare = 0.01;

// The only element of this feature in a range ordered by feature, or null.
template <typename Element>
const Element* only_one(const std::vector<Element>& elements, std::uint32_t feature) {
  const auto first = std::lower_bound(
      elements.begin(), elements.end(), feature,
      [](const Element& element, std::uint32_t value) { return element.index < value; });
  if (first == elements.end() || first->index != feature) return nullptr;
  const auto second = std::next(first);
  return second != elements.end() && second->index == feature ? nullptr : &*first;
}

// The evidence that gave most to the weight, in its direction. Papers that the reader did not name
// count only if nothing that the reader said did.
Evidence main_source(const TermEvidence& evidence, double points) {
  const auto share = [&](Evidence kind) {
    const float weight = evidence.weights[static_cast<std::size_t>(kind)];
    return points > 0 ? weight : -weight;
  };
  Evidence best =
      share(Evidence::pseudo_relevant) > 0 ? Evidence::pseudo_relevant : Evidence::unlabelled;
  float most = 0;
  for (const Evidence kind : {Evidence::description, Evidence::keyword, Evidence::author,
                              Evidence::category, Evidence::like, Evidence::dislike}) {
    if (share(kind) <= most) continue;
    best = kind;
    most = share(kind);
  }
  return best;
}

// Two forms of one author's name are one reason.
std::vector<Contribution> merged(std::vector<Contribution> contributions) {
  const auto identity = [](const Contribution& c) { return std::tie(c.kind, c.label); };
  std::ranges::stable_sort(contributions, {}, identity);
  join_same(
      contributions, [&](const auto& a, const auto& b) { return identity(a) == identity(b); },
      [](Contribution& sum, const Contribution& next) { sum.points += next.points; });
  return contributions;
}

void sort_by_magnitude(std::vector<Contribution>& contributions) {
  std::ranges::stable_sort(contributions, std::greater<>(),
                           [](const Contribution& c) { return std::abs(c.points); });
}

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

void Explanation::add(std::uint32_t feature, double points, const std::vector<Term>& terms,
                      TermKind kind) {
  if (points == 0) return;
  const Term* term = only_one(terms, feature);
  const TermEvidence* evidence = only_one(evidence_, feature);
  if (term == nullptr || evidence == nullptr || term->key != evidence->key) {
    add_other(points);
    return;
  }
  const Evidence source =
      kind == TermKind::category ? Evidence::category : main_source(*evidence, points);
  named_.push_back({source, term->label, points});
}

void Explanation::add_other(double points) {
  OtherTerms& rest = points > 0 ? for_ : against_;
  rest.points += points;
  ++rest.terms;
}

std::vector<Contribution> Explanation::contributions(NamedTerms named) && {
  double magnitude = for_.points - against_.points;
  for (const Contribution& contribution : named_) magnitude += std::abs(contribution.points);
  std::vector<Contribution> all = merged(std::move(named_));
  sort_by_magnitude(all);
  std::vector<Contribution> result;
  for (Contribution& contribution : all) {
    const bool is_main =
        result.size() < kNamedTerms && std::abs(contribution.points) >= kSmallestShare * magnitude;
    if (is_main || named == NamedTerms::every) {
      result.push_back(std::move(contribution));
    } else {
      add_other(contribution.points);
    }
  }
  for (const OtherTerms& rest : {for_, against_}) {
    if (rest.terms == 0) continue;
    result.push_back({Evidence::other,
                      fmt::format("{} other {}", rest.terms, rest.terms == 1 ? "term" : "terms"),
                      rest.points, rest.terms});
  }
  return result;
}

// The terms of the table that have their feature alone, without authors, with the points of their
// features, the largest magnitude first. Terms without points are left out.
std::vector<Contribution> named_evidence(const EvidenceTable& table,
                                         const std::function<double(std::uint32_t)>& points_of) {
  std::vector<Contribution> terms;
  for (const TermEvidence& evidence : table) {
    if (is_author_key(evidence.key) || only_one(table, evidence.index) == nullptr) continue;
    const double points = points_of(evidence.index);
    if (points == 0) continue;
    // A category is known by its key, as a term of a paper is by its block.
    const Evidence source =
        is_category_key(evidence.key) ? Evidence::category : main_source(evidence, points);
    terms.push_back({source, label_of_key(evidence.key), points});
  }
  std::vector<Contribution> result = merged(std::move(terms));
  sort_by_magnitude(result);
  return result;
}

}  // namespace

// A paper seen by the model: what its terms' products are to be multiplied with, and the score.
struct Model::Projection {
  BlockFactors factors;
  double value = 0;
};

struct Model::Parts {
  EvidenceTable evidence;
  FeatureTable table;
  double intercept;
};

Model::Model(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Model Model::make(ModelWeights weights, const DocumentFrequency& frequency,
                  std::shared_ptr<const IdfLevels> levels) {
  if (!levels) levels = std::make_shared<const IdfLevels>(frequency);
  return Model(std::make_shared<const Parts>(Parts{std::move(weights.evidence),
                                                   FeatureTable(std::move(levels), weights.weights),
                                                   weights.intercept}));
}

Model Model::centroid(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                      const DocumentFrequency& frequency, std::shared_ptr<const IdfLevels> levels) {
  return make(centroid_weights(focus, std::move(likes), std::move(dislikes), frequency), frequency,
              std::move(levels));
}

Model Model::train(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                   const TrainingSet& past, const DocumentFrequency& frequency,
                   std::shared_ptr<const IdfLevels> levels) {
  return make(svm_weights(focus, std::move(likes), std::move(dislikes), past, frequency), frequency,
              std::move(levels));
}

std::string_view versioned_name(Ranker ranker) {
  switch (ranker) {
    case Ranker::standard:
      return kRankerName;
    case Ranker::centroid:
      return "centroid/4";
    case Ranker::svm:
      return "plain-svm/5";
  }
  return kRankerName;
}

bool Model::is_empty() const { return parts_->evidence.empty(); }

double Model::intercept() const { return parts_->intercept; }

const std::shared_ptr<const IdfLevels>& Model::idf_levels() const { return parts_->table.levels(); }

Model::Projection Model::project(std::string_view packed_features) const {
  std::array<BlockSums, kBlockCount> blocks;
  for (BlockSums& sums : blocks) {
    sums = sums_of(PackedBlock::take_from(packed_features), parts_->table);
  }
  const auto& [text, authors, categories] = blocks;
  Projection result;
  result.factors = block_factors(text.square, authors.square, categories.square);
  result.value = result.factors.text * text.dot + result.factors.authors * authors.dot +
                 result.factors.categories * categories.dot + parts_->intercept;
  return result;
}

double Model::score(std::string_view packed_features) const {
  return is_empty() ? 0 : project(packed_features).value;
}

// What the score is at most, if no part of it is negative. To know the length of a paper's text
// vector takes most of the time; it is no shorter than what it has in common with the model, with
// the least weight for every other term.
std::optional<double> Model::bound(std::string_view packed_features) const {
  const FeatureTable& table = parts_->table;
  const PackedBlock text = PackedBlock::take_from(packed_features);
  const std::array<double, 256>& by_frequency = frequency_weights();
  BlockSums common;
  std::size_t others = 0;
  std::size_t rare = 0;  // of the others
  text.for_each([&](std::uint32_t feature, std::uint8_t frequency) {
    if (!table.may_have_weight(feature)) {
      ++others;
      rare += FeatureTable::is_rare(feature) ? 1 : 0;
      return;
    }
    const FeatureTable::Entry entry = table.find(feature);
    const double value = by_frequency[frequency] * entry.idf_weight;
    common.square += value * value;
    common.dot += value * entry.weight;
  });
  const BlockSums authors = sums_of(PackedBlock::take_from(packed_features), table);
  const BlockSums categories = sums_of(PackedBlock::take_from(packed_features), table);
  if (common.dot < 0 || authors.dot < 0 || categories.dot < 0) return std::nullopt;
  const BlockFactors factors = block_factors(
      common.square + table.least_square(others - rare, rare), authors.square, categories.square);
  constexpr double kRounding = 1 + 1e-9;  // the sums are not of the same order
  return kRounding * (factors.text * common.dot + factors.authors * authors.dot +
                      factors.categories * categories.dot) +
         parts_->intercept;
}

BoundedScore Model::bounded_score(std::string_view packed_features, double bar) const {
  if (!is_empty() && parts_->table.is_sparse()) {
    const std::optional<double> most = bound(packed_features);
    if (most && *most < bar) return {*most, false};
  }
  return {score(packed_features), true};
}

std::vector<TermPoints> Model::evidence(std::string_view packed_features) const {
  std::vector<TermPoints> terms;
  if (is_empty()) return terms;
  const double factor = project(packed_features).factors.text;
  PackedBlock::take_from(packed_features)
      .for_each([&](std::uint32_t feature, std::uint8_t frequency) {
        const FeatureTable::Entry entry = parts_->table.find(feature);
        const double value = frequency_weights()[frequency] * entry.idf_weight;
        const double points = factor * value * entry.weight;
        if (points > 0) terms.push_back({feature, points});
      });
  return terms;
}

Score Model::explain(const Paper& paper, NamedTerms named) const {
  if (is_empty()) return {};
  const Terms terms = paper_terms(paper, NameForms::carried);
  const Features features = {features_of(terms.text), features_of(terms.authors),
                             features_of(terms.categories)};
  const Projection projection = project(pack(features));
  Explanation explanation(parts_->evidence);
  const auto add = [&](const std::vector<Term>& block_terms, const std::vector<Feature>& block,
                       double factor, TermKind kind) {
    for (const Feature& feature : block) {
      const FeatureTable::Entry entry = parts_->table.find(feature.index);
      if (entry.weight == 0) continue;
      const double value = frequency_weights()[feature.frequency] * entry.idf_weight;
      explanation.add(feature.index, factor * value * entry.weight, block_terms, kind);
    }
  };
  add(terms.text, features.text, projection.factors.text, TermKind::word_or_author);
  add(terms.authors, features.authors, projection.factors.authors, TermKind::word_or_author);
  add(terms.categories, features.categories, projection.factors.categories, TermKind::category);
  std::vector<Contribution> why = std::move(explanation).contributions(named);
  if (parts_->intercept != 0) {
    why.push_back({Evidence::intercept, "the same for every paper", parts_->intercept});
  }
  return {projection.value, std::move(why)};
}

StrongestTerms Model::strongest_terms(std::size_t most) const {
  StrongestTerms terms;
  for (Contribution& term : named_evidence(parts_->evidence, [this](std::uint32_t feature) {
         const FeatureTable::Entry entry = parts_->table.find(feature);
         return entry.weight * entry.idf_weight;
       })) {
    std::vector<Contribution>& side = term.points > 0 ? terms.wanted : terms.unwanted;
    if (side.size() < most) side.push_back(std::move(term));
  }
  return terms;
}

void Model::write(ByteEncoder& encoder) const {
  encoder.add(parts_->intercept);
  encoder.add<std::uint64_t>(parts_->evidence.size());
  for (const TermEvidence& evidence : parts_->evidence) {
    encoder.add(evidence.index);
    encoder.add(evidence.weights);
    encoder.add(std::string_view(evidence.key));
  }
  parts_->table.write(encoder);
}

Model Model::read(ByteDecoder& decoder, std::shared_ptr<const IdfLevels> levels) {
  const auto intercept = decoder.take<double>();
  EvidenceTable table;
  for (auto count = decoder.take<std::uint64_t>(); count > 0; --count) {
    TermEvidence evidence;
    evidence.index = decoder.take<std::uint32_t>();
    evidence.weights = decoder.take<decltype(TermEvidence::weights)>();
    evidence.key = decoder.take_text();
    table.push_back(std::move(evidence));
  }
  return Model(std::make_shared<const Parts>(
      Parts{std::move(table), FeatureTable(decoder, std::move(levels)), intercept}));
}

std::string TrainedFocus::to_bytes() const {
  ByteEncoder encoder;
  encoder.add(kForm);
  model.write(encoder);
  distribution.write(encoder);
  return std::move(encoder).bytes();
}

std::uint64_t TrainedFocus::fingerprint() const { return checksum_of(to_bytes()); }

TrainedFocus TrainedFocus::from_bytes(std::string_view bytes,
                                      std::shared_ptr<const IdfLevels> levels) {
  ByteDecoder decoder(bytes);
  if (decoder.take<std::uint64_t>() != kForm) ByteDecoder::refuse();
  Model model = Model::read(decoder, std::move(levels));
  ScoreDistribution distribution = ScoreDistribution::read(decoder);
  if (!decoder.is_at_end()) ByteDecoder::refuse();
  return {std::move(model), std::move(distribution)};
}

}  // namespace papercup::rank
