#include "rank/learning/model_weights.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "rank/features/terms.hpp"
#include "rank/learning/svm.hpp"

namespace papercup::rank {
namespace {

// The weights of what is added to a model of length 1.
constexpr double kKeywordWeight = 0.15, kUnwantedWeight = 0.5;
constexpr double kFollowedWeight = 1.0;  // the author block of a paper is light by itself
constexpr double kCentroidOfDislikes = 0.3;

constexpr double kCost = 0.1;         // C of the support vector machine
constexpr double kDislikeWeight = 5;  // of an unlabelled paper
// The fewest unlabelled papers to learn from: of fewer, a single one would decide too much.
constexpr std::size_t kLeastUnlabelled = 100;

std::vector<Paper> distinct(std::vector<Paper> papers) {
  const auto by_id = [](const Paper& a, const Paper& b) { return a.id < b.id; };
  const auto same_id = [](const Paper& a, const Paper& b) { return a.id == b.id; };
  std::sort(papers.begin(), papers.end(), by_id);
  papers.erase(std::unique(papers.begin(), papers.end(), same_id), papers.end());
  return papers;
}

double root_of(std::size_t likes) {
  return std::sqrt(static_cast<double>(std::max<std::size_t>(likes, 1)));
}

// Sums weights of equal features.
FeatureVector merged(FeatureVector vector) {
  std::stable_sort(
      vector.begin(), vector.end(),
      [](const WeightedFeature& a, const WeightedFeature& b) { return a.index < b.index; });
  sum_same_features(vector);
  std::erase_if(vector, [](const WeightedFeature& entry) { return entry.weight == 0; });
  return vector;
}

// Collects evidence of several kinds for several terms.
class EvidenceCollector {
 public:
  void add(Evidence source, const TermVector& terms, double factor) {
    explain(source, terms, factor);
    if (factor == 0) return;
    for (const WeightedTerm& term : terms) {
      if (term.weight != 0) weights_.push_back({term.index, term.weight * factor});
    }
  }
  // Adds weights that come from several kinds of evidence at once, which explain() tells.
  void add(const FeatureVector& vector, double factor) {
    for (const WeightedFeature& entry : vector)
      weights_.push_back({entry.index, entry.weight * factor});
  }
  void explain(Evidence source, const TermVector& terms, double factor) {
    if (factor == 0) return;
    for (const WeightedTerm& term : terms) {
      if (term.weight == 0) continue;
      TermEvidence evidence{term.index, term.key, {}};
      evidence.weights[static_cast<std::size_t>(source)] = static_cast<float>(term.weight * factor);
      terms_.push_back(std::move(evidence));
    }
  }

  // Pseudo-relevant papers are found by what the reader says: what they teach about a term of it,
  // it teaches. Otherwise a description whose papers are found would hardly ever be a reason, since
  // a document that short is seldom near the border.
  void credit_pseudo_relevant_to(Evidence source, const TermVector& said) {
    std::set<std::string_view> keys;
    for (const WeightedTerm& term : said) keys.insert(term.key);
    for (TermEvidence& evidence : terms_) {
      float& taught = evidence.weights[static_cast<std::size_t>(Evidence::pseudo_relevant)];
      if (taught == 0 || !keys.contains(evidence.key)) continue;
      evidence.weights[static_cast<std::size_t>(source)] += std::exchange(taught, 0);
    }
  }

  ModelWeights weights() && {
    ModelWeights model{merged_terms(), merged(std::move(weights_)), 0};
    if (model.weights.empty()) model.evidence.clear();
    credit_unlabelled(model);
    return model;
  }

 private:
  EvidenceTable merged_terms() {
    std::stable_sort(terms_.begin(), terms_.end(),
                     [](const TermEvidence& a, const TermEvidence& b) {
                       return std::tie(a.index, a.key) < std::tie(b.index, b.key);
                     });
    join_same(
        terms_, [](const TermEvidence& a, const TermEvidence& b) { return a.key == b.key; },
        [](TermEvidence& sum, const TermEvidence& next) {
          for (std::size_t i = 0; i < sum.weights.size(); ++i) sum.weights[i] += next.weights[i];
        });
    return std::move(terms_);
  }

  // The unlabelled papers get what no other evidence accounts for in a feature's weight.
  static void credit_unlabelled(ModelWeights& model) {
    auto total = model.weights.begin();
    for (TermEvidence& evidence : model.evidence) {
      while (total != model.weights.end() && total->index < evidence.index) ++total;
      double rest =
          total != model.weights.end() && total->index == evidence.index ? total->weight : 0;
      for (const float weight : evidence.weights) rest -= static_cast<double>(weight);
      // A smaller rest is rounding.
      if (std::abs(rest) < 1e-6) continue;
      evidence.weights[static_cast<std::size_t>(Evidence::unlabelled)] = static_cast<float>(rest);
    }
  }

  EvidenceTable terms_;
  FeatureVector weights_;
};

void add_authors(EvidenceCollector& collector, const Focus& focus) {
  for (const Term& term : author_terms(focus.authors, NameForms::sought)) {
    collector.add(Evidence::author, {{term.index, term.key, 1}}, kFollowedWeight);
  }
}

double length_of(const FeatureVector& vector) {
  double square = 0;
  for (const WeightedFeature& entry : vector) square += entry.weight * entry.weight;
  return std::sqrt(square);
}

SvmSolution scaled(SvmSolution solution, double factor) {
  for (double& multiplier : solution.multipliers) multiplier *= factor;
  for (WeightedFeature& entry : solution.weights) entry.weight *= factor;
  solution.intercept *= factor;
  return solution;
}

// Scales to length 1, unless there is none.
SvmSolution unit(SvmSolution solution) {
  const double length = length_of(solution.weights);
  return length > 0 ? scaled(std::move(solution), 1 / length) : solution;
}

// The mean of two solutions of length 1, of which the first has this share; scaled to length 1.
// The second one's examples are the first of the other's.
SvmSolution mean(SvmSolution first, SvmSolution second, double share_of_first) {
  first = scaled(std::move(first), share_of_first);
  second = scaled(std::move(second), 1 - share_of_first);
  second.multipliers.resize(first.multipliers.size());
  for (std::size_t i = 0; i < first.multipliers.size(); ++i) {
    first.multipliers[i] += second.multipliers[i];
  }
  first.weights.insert(first.weights.end(), second.weights.begin(), second.weights.end());
  first.weights = merged(std::move(first.weights));
  first.intercept += second.intercept;
  return unit(std::move(first));
}

// The examples of a support vector machine: what the reader said and what is unlabelled, and after
// all of that the pseudo-relevant papers.
class SvmTrainer {
 public:
  using Parts = std::vector<std::pair<Evidence, TermVector>>;

  explicit SvmTrainer(const DocumentFrequency& frequency) : vectorizer_(frequency) {}

  const TfidfVectorizer& vectorizer() const { return vectorizer_; }
  bool has_both_sides() const { return positives_ > 0 && negative_weight_ > 0; }

  // Adds a positive document of several kinds of evidence.
  void add(Parts parts) { add(std::move(parts), true, 1); }
  void add_likes(const std::vector<Paper>& likes) {
    for (const Paper& paper : likes) add({{Evidence::like, vectorizer_.vector_of(paper)}});
  }
  void add_dislikes(const std::vector<Paper>& dislikes) {
    for (const Paper& paper : dislikes) {
      add({{Evidence::dislike, vectorizer_.vector_of(paper)}}, false, kDislikeWeight);
    }
  }
  void add_unlabelled(const std::vector<std::string>& packed_features) {
    for (const std::string& features : packed_features) {
      FeatureVector vector = vectorizer_.vector_of(features);
      if (!vector.empty()) add(std::move(vector), false, 1);
    }
  }
  // To be called after everything else is added.
  void add_pseudo_relevant(const std::vector<Paper>& papers) {
    first_pseudo_relevant_ = examples_.size();
    for (const Paper& paper : papers) {
      add({{Evidence::pseudo_relevant, vectorizer_.vector_of(paper)}});
    }
  }

  // Adds a model of length 1 to the collector and returns its intercept. It is the mean of what all
  // examples teach, by this share, and of what they teach without the pseudo-relevant papers.
  double teach(EvidenceCollector& collector, double share_of_pseudo_relevant) {
    const SvmSolution solution = solved(share_of_pseudo_relevant);
    collector.add(solution.weights, 1);
    for (const auto& [example, parts] : documents_) {
      for (const auto& [source, terms] : parts) {
        collector.explain(source, terms, solution.multipliers[example]);
      }
    }
    return solution.intercept;
  }

 private:
  void add(Parts parts, bool is_positive, double weight) {
    TermVector whole;
    for (const auto& [source, terms] : parts) append(whole, terms);
    FeatureVector vector = to_feature_vector(rank::merged(std::move(whole)));
    if (vector.empty()) return;
    documents_.emplace_back(examples_.size(), std::move(parts));
    add(std::move(vector), is_positive, weight);
  }
  void add(FeatureVector vector, bool is_positive, double weight) {
    examples_.push_back({std::move(vector), is_positive});
    weights_.push_back(weight);
    if (is_positive) {
      ++positives_;
    } else {
      negative_weight_ += weight;
    }
  }

  SvmSolution solved(double share) {
    const std::size_t pseudo_relevant = examples_.size() - first_pseudo_relevant_;
    const bool is_averaged = share < 1 && pseudo_relevant > 0 && pseudo_relevant < positives_;
    balance(is_averaged ? positives_ - pseudo_relevant : positives_);
    if (!is_averaged) return unit(train_svm(examples_));
    NestedSolutions solutions = train_nested_svms(examples_, first_pseudo_relevant_);
    return mean(unit(std::move(solutions.all)), unit(std::move(solutions.first)), share);
  }

  // Gives both sides, so many positives and all others, half of what as many examples would cost.
  void balance(std::size_t positives) {
    const double half = kCost * static_cast<double>(examples_.size()) / 2;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      SvmExample& example = examples_[i];
      example.cost = example.is_positive ? half / static_cast<double>(positives)
                                         : half * weights_[i] / negative_weight_;
    }
  }

  TfidfVectorizer vectorizer_;
  std::vector<SvmExample> examples_;
  std::vector<double> weights_;                           // one an example
  std::vector<std::pair<std::size_t, Parts>> documents_;  // by example
  std::size_t first_pseudo_relevant_ = 0, positives_ = 0;
  double negative_weight_ = 0;
};

}  // namespace

ModelWeights centroid_weights(const Focus& focus, std::vector<Paper> likes,
                              std::vector<Paper> dislikes, const DocumentFrequency& frequency) {
  likes = distinct(std::move(likes));
  dislikes = distinct(std::move(dislikes));
  const TfidfVectorizer vectorizer(frequency);
  const ProfileVector profile = vectorizer.profile_vector(focus);
  EvidenceCollector collector;
  collector.add(Evidence::description, profile.description, 1 / root_of(likes.size()));
  collector.add(Evidence::keyword, profile.keywords, 1 / root_of(likes.size()));
  collector.add(Evidence::keyword, vectorizer.unwanted(focus), kUnwantedWeight);
  add_authors(collector, focus);
  collector.add(Evidence::like, vectorizer.centroid(likes), 1);
  collector.add(Evidence::dislike, vectorizer.centroid(dislikes), -kCentroidOfDislikes);
  ModelWeights model = std::move(collector).weights();
  const double length = length_of(model.weights);
  for (WeightedFeature& entry : model.weights) entry.weight /= length;
  return model;
}

ModelWeights svm_weights(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                         const TrainingSet& past, const DocumentFrequency& frequency) {
  likes = distinct(std::move(likes));
  dislikes = distinct(std::move(dislikes));
  SvmTrainer trainer(frequency);
  const ProfileVector profile = trainer.vectorizer().profile_vector(focus);
  trainer.add(
      {{Evidence::description, profile.description}, {Evidence::keyword, profile.keywords}});
  trainer.add_likes(likes);
  trainer.add_dislikes(dislikes);
  std::vector<std::string> unlabelled = past.unlabelled;
  std::sort(unlabelled.begin(), unlabelled.end());
  trainer.add_unlabelled(unlabelled);
  trainer.add_pseudo_relevant(distinct(past.pseudo_relevant));
  if (!trainer.has_both_sides() || unlabelled.size() < kLeastUnlabelled) {
    return centroid_weights(focus, std::move(likes), std::move(dislikes), frequency);
  }
  EvidenceCollector collector;
  const double intercept = trainer.teach(collector, pseudo_relevant_share(likes.size()));
  collector.credit_pseudo_relevant_to(Evidence::description, profile.description);
  collector.credit_pseudo_relevant_to(Evidence::keyword, profile.keywords);
  collector.add(Evidence::keyword, trainer.vectorizer().wanted(focus), kKeywordWeight);
  collector.add(Evidence::keyword, trainer.vectorizer().unwanted(focus), kUnwantedWeight);
  add_authors(collector, focus);
  ModelWeights model = std::move(collector).weights();
  model.intercept = model.weights.empty() ? 0 : intercept;
  return model;
}

}  // namespace papercup::rank
