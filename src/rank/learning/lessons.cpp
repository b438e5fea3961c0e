#include "rank/learning/lessons.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "rank/features/terms.hpp"
#include "rank/learning/svm.hpp"

namespace papercup::rank {
namespace {

// Beside a model of length 1.
constexpr double kKeywordWeight = 0.15, kUnwantedWeight = 0.5;
constexpr double kFollowedWeight = 1.0;  // the author block of a paper is light by itself
constexpr double kCentroidOfDislikes = 0.3;

constexpr double kCost = 0.1;  // C of the support vector machine
// Beside a like, and beside an unlabelled paper.
constexpr double kPseudoRelevantWeight = 0.25, kDislikeWeight = 5;
// With fewer on the other side a single one would decide too much.
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
  FeatureVector result;
  for (const WeightedFeature& entry : vector) {
    if (!result.empty() && result.back().index == entry.index) {
      result.back().weight += entry.weight;
    } else {
      result.push_back(entry);
    }
  }
  result.erase(std::remove_if(result.begin(), result.end(),
                              [](const WeightedFeature& entry) { return entry.weight == 0; }),
               result.end());
  return result;
}

// Collects evidence of several kinds for several terms.
class LessonBook {
 public:
  void add(Evidence source, const TermVector& terms, double factor) {
    explain(source, terms, factor);
    if (factor == 0) return;
    for (const WeightedTerm& term : terms) {
      if (term.weight != 0) weights_.push_back({term.index, term.weight * factor});
    }
  }
  // Weights that come from several kinds of evidence at once: these are told by explain().
  void add(const FeatureVector& vector, double factor) {
    for (const WeightedFeature& entry : vector)
      weights_.push_back({entry.index, entry.weight * factor});
  }
  void explain(Evidence source, const TermVector& terms, double factor) {
    if (factor == 0) return;
    for (const WeightedTerm& term : terms) {
      if (term.weight == 0) continue;
      Lesson lesson{term.index, term.key, {}};
      lesson.weights[static_cast<std::size_t>(source)] = static_cast<float>(term.weight * factor);
      terms_.push_back(std::move(lesson));
    }
  }

  // Neighbours are found by what the reader says: what they teach about a term of it, it teaches.
  // Otherwise a description whose papers are found would hardly ever be a reason, since a document
  // that short is seldom near the border.
  void credit_pseudo_relevant_to(Evidence source, const TermVector& said) {
    std::set<std::string_view> keys;
    for (const WeightedTerm& term : said) keys.insert(term.key);
    for (Lesson& lesson : terms_) {
      float& taught = lesson.weights[static_cast<std::size_t>(Evidence::pseudo_relevant)];
      if (taught == 0 || !keys.contains(lesson.key)) continue;
      lesson.weights[static_cast<std::size_t>(source)] += std::exchange(taught, 0);
    }
  }

  Lessons lessons() && {
    Lessons lessons{merged_terms(), merged(std::move(weights_)), 0};
    if (lessons.weights.empty()) lessons.terms.clear();
    credit_unlabelled(lessons);
    return lessons;
  }

 private:
  std::vector<Lesson> merged_terms() {
    std::stable_sort(terms_.begin(), terms_.end(), [](const Lesson& a, const Lesson& b) {
      return std::tie(a.index, a.key) < std::tie(b.index, b.key);
    });
    std::vector<Lesson> result;
    for (Lesson& lesson : terms_) {
      if (result.empty() || result.back().key != lesson.key) {
        result.push_back(std::move(lesson));
        continue;
      }
      for (std::size_t i = 0; i < lesson.weights.size(); ++i) {
        result.back().weights[i] += lesson.weights[i];
      }
    }
    return result;
  }

  // What the reader's evidence does not account for in a feature's weight.
  static void credit_unlabelled(Lessons& lessons) {
    auto total = lessons.weights.begin();
    for (Lesson& lesson : lessons.terms) {
      while (total != lessons.weights.end() && total->index < lesson.index) ++total;
      double rest =
          total != lessons.weights.end() && total->index == lesson.index ? total->weight : 0;
      for (const float weight : lesson.weights) rest -= static_cast<double>(weight);
      // Less is rounding.
      if (std::abs(rest) < 1e-6) continue;
      lesson.weights[static_cast<std::size_t>(Evidence::unlabelled)] = static_cast<float>(rest);
    }
  }

  std::vector<Lesson> terms_;
  FeatureVector weights_;
};

void add_authors(LessonBook& book, const Focus& focus) {
  for (const Term& term : author_terms(focus.authors, NameForms::sought)) {
    book.add(Evidence::author, {{term.index, term.key, 1}}, kFollowedWeight);
  }
}

void scale_to_one(Lessons& lessons) {
  double square = 0;
  for (const WeightedFeature& entry : lessons.weights) square += entry.weight * entry.weight;
  for (WeightedFeature& entry : lessons.weights) entry.weight /= std::sqrt(square);
}

// The two sides of a support vector machine, the documents of one kind after the other.
class Training {
 public:
  explicit Training(const DocumentFrequency& frequency) : teacher_(frequency) {}

  const Teacher& teacher() const { return teacher_; }
  bool has_both_sides() const { return positive_weight_ > 0 && negative_weight_ > 0; }

  // A document of several kinds of evidence.
  void add(std::vector<std::pair<Evidence, TermVector>> parts, bool is_positive, double weight) {
    TermVector whole;
    for (const auto& [source, terms] : parts) append(whole, terms);
    FeatureVector vector = to_feature_vector(rank::merged(std::move(whole)));
    if (vector.empty()) return;
    add(std::move(vector), is_positive, weight);
    documents_.push_back(std::move(parts));
  }
  void add(Evidence source, const std::vector<Paper>& papers, bool is_positive, double weight) {
    for (const Paper& paper : papers) {
      add({{source, teacher_.vector_of(paper)}}, is_positive, weight);
    }
  }
  // After all documents.
  void add_unlabelled(const std::vector<std::string>& packed_features) {
    for (const std::string& features : packed_features) {
      FeatureVector vector = teacher_.vector_of(features);
      if (!vector.empty()) add(std::move(vector), false, 1);
    }
  }

  // Adds a model of length 1 to the book and returns its intercept.
  double teach(LessonBook& book) {
    balance();
    const SvmSolution solution = train_svm(examples_);
    double square = 0;
    for (const WeightedFeature& entry : solution.weights) square += entry.weight * entry.weight;
    if (square == 0) return 0;
    const double scale = 1 / std::sqrt(square);
    book.add(solution.weights, scale);
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      const double factor = solution.multipliers[i] * scale;
      for (const auto& [source, terms] : documents_[i]) book.explain(source, terms, factor);
    }
    return solution.intercept * scale;
  }

 private:
  void add(FeatureVector vector, bool is_positive, double weight) {
    examples_.push_back({std::move(vector), is_positive, weight});
    (is_positive ? positive_weight_ : negative_weight_) += weight;
  }

  // Gives both sides half of what as many examples would cost.
  void balance() {
    const double half = kCost * static_cast<double>(examples_.size()) / 2;
    for (SvmExample& example : examples_) {
      example.cost *= half / (example.is_positive ? positive_weight_ : negative_weight_);
    }
  }

  Teacher teacher_;
  std::vector<SvmExample> examples_;
  std::vector<std::vector<std::pair<Evidence, TermVector>>> documents_;  // of the first examples
  double positive_weight_ = 0, negative_weight_ = 0;
};

}  // namespace

Lessons centroid_lessons(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                         const DocumentFrequency& frequency) {
  likes = distinct(std::move(likes));
  dislikes = distinct(std::move(dislikes));
  const Teacher teacher(frequency);
  const Wishes wishes = teacher.wishes(focus);
  LessonBook book;
  book.add(Evidence::description, wishes.description, 1 / root_of(likes.size()));
  book.add(Evidence::keyword, wishes.keywords, 1 / root_of(likes.size()));
  book.add(Evidence::keyword, teacher.unwanted(focus), kUnwantedWeight);
  add_authors(book, focus);
  book.add(Evidence::like, teacher.centroid(likes), 1);
  book.add(Evidence::dislike, teacher.centroid(dislikes), -kCentroidOfDislikes);
  Lessons lessons = std::move(book).lessons();
  scale_to_one(lessons);
  return lessons;
}

Lessons svm_lessons(const Focus& focus, std::vector<Paper> likes, std::vector<Paper> dislikes,
                    const TrainingSet& past, const DocumentFrequency& frequency) {
  likes = distinct(std::move(likes));
  dislikes = distinct(std::move(dislikes));
  Training training(frequency);
  const Wishes wishes = training.teacher().wishes(focus);
  training.add({{Evidence::description, wishes.description}, {Evidence::keyword, wishes.keywords}},
               true, 1 / root_of(likes.size()));
  training.add(Evidence::like, likes, true, 1);
  training.add(Evidence::pseudo_relevant, distinct(past.pseudo_relevant), true,
               kPseudoRelevantWeight);
  training.add(Evidence::dislike, dislikes, false, kDislikeWeight);
  std::vector<std::string> unlabelled = past.unlabelled;
  std::sort(unlabelled.begin(), unlabelled.end());
  training.add_unlabelled(unlabelled);
  if (!training.has_both_sides() || unlabelled.size() < kLeastUnlabelled) {
    return centroid_lessons(focus, std::move(likes), std::move(dislikes), frequency);
  }
  LessonBook book;
  const double intercept = training.teach(book);
  book.credit_pseudo_relevant_to(Evidence::description, wishes.description);
  book.credit_pseudo_relevant_to(Evidence::keyword, wishes.keywords);
  book.add(Evidence::keyword, training.teacher().wanted(focus), kKeywordWeight);
  book.add(Evidence::keyword, training.teacher().unwanted(focus), kUnwantedWeight);
  add_authors(book, focus);
  Lessons lessons = std::move(book).lessons();
  lessons.intercept = lessons.weights.empty() ? 0 : intercept;
  return lessons;
}

}  // namespace papercup::rank
