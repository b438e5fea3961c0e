#include "papercup/app/ranking.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <utility>

#include <fmt/format.h>

#include "app/bounded_queue.hpp"
#include "papercup/core/error.hpp"
#include "papercup/digest/near_duplicates.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::app {
namespace {

// Some papers whose features were read, to be scored while the next ones are.
struct Batch {
  std::string features = {};           // one after the other
  std::vector<std::size_t> ends = {};  // of each paper's
  // Nothing if the features are damaged: one such paper does not stop the others.
  std::vector<std::optional<double>> scores = {};
};

constexpr std::size_t kBatchBytes = 1 << 16;    // stays in a processor's cache
constexpr std::size_t kLargestPaper = 1 << 12;  // hardly any is larger

// What the best so many papers reach at least, as far as they are scored, by several threads.
class Bar {
 public:
  // Without a number it stays where every score reaches it.
  explicit Bar(std::optional<std::size_t> best) : most_(best.value_or(0)) {}

  double value() const { return value_.load(std::memory_order_relaxed); }
  void raise(const std::vector<double>& scores) {
    if (most_ == 0) return;
    const std::lock_guard lock(mutex_);
    for (const double score : scores) {
      if (best_.size() == most_ && score <= best_.top()) continue;
      best_.push(score);
      if (best_.size() > most_) best_.pop();
    }
    if (best_.size() == most_) value_.store(best_.top(), std::memory_order_relaxed);
  }

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::priority_queue<double, std::vector<double>, std::greater<>> best_;  // the lowest on top
  std::atomic<double> value_ = -std::numeric_limits<double>::infinity();
};

class Scorer {
 public:
  explicit Scorer(const rank::Model& model, std::optional<std::size_t> best = std::nullopt)
      : model_(model), bar_(best) {
    batch_.features.reserve(kBatchBytes + kLargestPaper);
  }

  void add(std::string_view features) {
    batch_.features += features;
    batch_.ends.push_back(batch_.features.size());
    if (batch_.features.size() >= kBatchBytes) hand_over();
  }

  // Gives each of `papers`, which were added in this order, its score.
  template <typename Paper>
  void finish(std::vector<Paper>& papers, const store::Store& store) {
    hand_over();
    worker_.finish();
    auto paper = papers.begin();
    for (const Batch& batch : batches_) {
      for (const std::optional<double>& score : batch.scores) {
        paper->score = score ? *score : model_.score(remade_features(store, paper->key));
        ++paper;
      }
    }
  }

 private:
  void hand_over() {
    Batch& batch = batches_.emplace_back(std::exchange(batch_, Batch{}));
    worker_.run([this, &batch] { score(batch); });
    batch_.features.reserve(kBatchBytes + kLargestPaper);
  }

  void score(Batch& batch) {
    std::size_t begin = 0;
    batch.scores.reserve(batch.ends.size());
    std::vector<double> exact;
    const double bar = bar_.value();
    for (const std::size_t end : batch.ends) {
      const std::string_view features(batch.features);
      const auto scored = score(features.substr(begin, end - begin), bar);
      batch.scores.push_back(scored ? std::optional(scored->value) : std::nullopt);
      if (scored && scored->is_exact) exact.push_back(scored->value);
      begin = end;
    }
    bar_.raise(exact);
    std::string().swap(batch.features);
    std::vector<std::size_t>().swap(batch.ends);
  }

  std::optional<rank::BoundedScore> score(std::string_view features, double bar) const {
    try {
      return model_.bounded_score(features, bar);
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  const rank::Model& model_;
  Bar bar_;
  Batch batch_;
  std::deque<Batch> batches_;  // handed over; their places stay while more come
  BackgroundWork worker_;
};

constexpr std::int64_t kMostReserved = 4'000'000;  // a damaged file may have any highest key

// Papers whose vectors without document frequencies are less alike than this are not compared by
// exact ones: papers look more alike without them, and reading them takes longer than all the rest.
constexpr double kPerhapsAlike = 0.5;

double weight(const rank::Feature& feature) { return 1 + std::log(feature.frequency); }

double product(const std::vector<rank::Feature>& a, const std::vector<rank::Feature>& b) {
  double sum = 0;
  auto other = b.begin();
  for (const rank::Feature& feature : a) {
    while (other != b.end() && other->index < feature.index) ++other;
    if (other == b.end()) break;
    if (other->index == feature.index) sum += weight(feature) * weight(*other);
  }
  return sum;
}

class Similarities {
 public:
  explicit Similarities(const std::vector<Paper>& papers)
      : papers_(papers), features_(papers.size()) {}

  double operator()(std::size_t first, std::size_t second) {
    const std::vector<rank::Feature>& a = features_of(first).text;
    const std::vector<rank::Feature>& b = features_of(second).text;
    const double rough = product(a, b) / std::sqrt(product(a, a) * product(b, b));
    return rough > kPerhapsAlike ? exact(first, second) : 0;
  }

 private:
  const rank::Features& features_of(std::size_t paper) {
    auto& features = features_[paper];
    if (!features) features = rank::extract_features(papers_[paper]);
    return *features;
  }

  double exact(std::size_t first, std::size_t second) {
    if (!frequency_) frequency_ = rank::DocumentFrequency::background();
    auto model = models_.find(first);
    if (model == models_.end()) {
      model = models_.emplace(first, rank::Model::centroid({}, {papers_[first]}, {}, *frequency_))
                  .first;
    }
    return model->second.score(rank::pack(features_of(second)));
  }

  const std::vector<Paper>& papers_;
  std::vector<std::optional<rank::Features>> features_;
  std::optional<rank::DocumentFrequency> frequency_;
  std::map<std::size_t, rank::Model> models_;
};

// Of the words and pairs of words of what the reader wrote.
std::vector<rank::Feature> features_of_text(const std::string& text) {
  Paper paper{ArxivId::parse("0704.0001")};  // an identifier says nothing
  paper.title = text;
  return rank::extract_features(paper).text;
}

}  // namespace

std::vector<std::string> category_names(const Focus& focus) {
  std::vector<std::string> names;
  for (const Category& category : focus.categories) names.push_back(category.to_string());
  return names;
}

std::string state_of(const store::Store& store) {
  const store::Cursor point = store.last_arrival();
  return point.token == 0 ? "" : fmt::format("{}:{}", point.arrival, point.token);
}

std::string remade_features(const store::Store& store, std::int64_t key) {
  return rank::packed_features(store.load({key}).front());
}

std::vector<Candidate> score_papers(const store::Store& store, const rank::Model& model,
                                    const store::Selection& selection) {
  std::vector<Candidate> candidates;
  candidates.reserve(static_cast<std::size_t>(std::min(store.highest_key(), kMostReserved)));
  Scorer scorer(model);
  store.visit_features(selection, [&](const store::PaperKey& paper, std::string_view features) {
    candidates.push_back({paper.key, paper.id, paper.announced, 0});
    scorer.add(features);
  });
  scorer.finish(candidates, store);
  return candidates;
}

std::vector<ScoredKey> score_keys(const store::Store& store, const rank::Model& model,
                                  const store::Selection& selection,
                                  std::optional<std::size_t> best) {
  std::vector<ScoredKey> scored;
  scored.reserve(static_cast<std::size_t>(std::min(store.highest_key(), kMostReserved)));
  Scorer scorer(model, best);
  store.visit_features(selection,
                       store::KeyVisitor{[&](std::int64_t key, std::string_view features) {
                         scored.push_back({key, 0});
                         scorer.add(features);
                       }});
  scorer.finish(scored, store);
  return scored;
}

std::vector<Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                   const store::Selection& selection) {
  std::vector<Candidate> candidates = score_papers(store, model, selection);
  rank::sort_by_score(candidates);
  return candidates;
}

SelectedPapers read_papers(const store::Store& store, const store::Selection& selection) {
  SelectedPapers read;
  store.visit_features(selection, [&](const store::PaperKey& paper, std::string_view features) {
    read.papers.push_back({paper.key, paper.id, paper.announced, 0});
    read.features += features;
    read.ends.push_back(read.features.size());
  });
  return read;
}

std::vector<Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                   const SelectedPapers& selected) {
  std::vector<Candidate> candidates = selected.papers;
  Scorer scorer(model);
  std::size_t begin = 0;
  for (const std::size_t end : selected.ends) {
    scorer.add(std::string_view(selected.features).substr(begin, end - begin));
    begin = end;
  }
  scorer.finish(candidates, store);
  rank::sort_by_score(candidates);
  return candidates;
}

digest::Teachers teachers_of(const store::Store& store, const Focus& focus) {
  const auto stored = [&](const std::vector<ArxivId>& ids) {
    return static_cast<std::size_t>(
        std::ranges::count_if(ids, [&](const ArxivId& id) { return store.find(id).has_value(); }));
  };
  return {!features_of_text(focus.about).empty(), focus.keywords.size(), focus.authors.size(),
          stored(focus.likes), stored(focus.dislikes)};
}

std::vector<digest::Part> parts_of(const Focus& focus) {
  std::vector<digest::Part> parts;
  for (const std::string& text : digest::description_parts(focus.about)) {
    digest::Part part{text};
    for (const rank::Feature& feature : features_of_text(text)) {
      part.features.push_back(feature.index);
    }
    if (!part.features.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<digest::EvidencedPaper> evidence_of(const store::Store& store, const rank::Model& model,
                                                const std::vector<Candidate>& papers) {
  std::vector<std::int64_t> keys;
  keys.reserve(papers.size());
  for (const Candidate& paper : papers) keys.push_back(paper.key);
  const std::vector<std::string> features = store.load_features(keys);
  std::vector<digest::EvidencedPaper> result;
  result.reserve(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    result.push_back({model.evidence(
        rank::is_packed(features[i]) ? features[i] : remade_features(store, keys[i]))});
  }
  return result;
}

std::vector<std::optional<std::size_t>> find_near_duplicates(const std::vector<Paper>& papers) {
  Similarities similarities(papers);
  return digest::group_near_duplicates(
      papers, [&](std::size_t first, std::size_t second) { return similarities(first, second); });
}

}  // namespace papercup::app
