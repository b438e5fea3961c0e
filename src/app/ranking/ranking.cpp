#include "papercup/app/ranking.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "app/bounded_queue.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::app {
namespace {

// Some papers whose features were read, to be scored while the next ones are.
struct Batch {
  std::size_t first = 0;               // candidate
  std::string features = {};           // one after the other
  std::vector<std::size_t> ends = {};  // of each paper's
  // Nothing where the features are damaged: one such paper does not stop the others.
  std::vector<std::optional<double>> scores = {};
};

constexpr std::size_t kBatchBytes = 1 << 16;    // stays in a processor's cache
constexpr std::size_t kLargestPaper = 1 << 12;  // hardly any is larger

class Scorer {
 public:
  Scorer(const rank::Model& model, std::size_t most) : model_(model) {
    candidates_.reserve(most);
    batch_.features.reserve(kBatchBytes + kLargestPaper);
  }

  void add(const store::PaperKey& paper, std::string_view features) {
    candidates_.push_back({paper.key, paper.id, paper.announced, 0});
    batch_.features += features;
    batch_.ends.push_back(batch_.features.size());
    if (batch_.features.size() >= kBatchBytes) hand_over();
  }

  std::vector<rank::Candidate> candidates(const store::Store& store) && {
    hand_over();
    worker_.finish();
    for (const Batch& batch : batches_) {
      for (std::size_t i = 0; i < batch.scores.size(); ++i) {
        rank::Candidate& candidate = candidates_[batch.first + i];
        candidate.score = batch.scores[i] ? *batch.scores[i]
                                          : model_.score(remade_features(store, candidate.key));
      }
    }
    return std::move(candidates_);
  }

 private:
  void hand_over() {
    Batch& batch = batches_.emplace_back(std::exchange(batch_, Batch{candidates_.size()}));
    worker_.run([this, &batch] { score(batch); });
    batch_.features.reserve(kBatchBytes + kLargestPaper);
  }

  void score(Batch& batch) const {
    std::size_t begin = 0;
    batch.scores.reserve(batch.ends.size());
    for (const std::size_t end : batch.ends) {
      const std::string_view features(batch.features);
      batch.scores.push_back(score(features.substr(begin, end - begin)));
      begin = end;
    }
    std::string().swap(batch.features);
  }

  std::optional<double> score(std::string_view features) const {
    try {
      return model_.score(features);
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  const rank::Model& model_;
  std::vector<rank::Candidate> candidates_;
  Batch batch_;
  std::deque<Batch> batches_;  // handed over; their places stay while more come
  BackgroundWork worker_;
};

}  // namespace

std::vector<std::string> category_names(const Focus& focus) {
  std::vector<std::string> names;
  for (const Category& category : focus.categories) names.push_back(category.to_string());
  return names;
}

std::string remade_features(const store::Store& store, std::int64_t key) {
  return rank::packed_features(store.load({key}).front());
}

std::vector<rank::Candidate> score_papers(const store::Store& store, const rank::Model& model,
                                          const store::Selection& selection) {
  constexpr std::int64_t kMostReserved = 4'000'000;  // a damaged file may have any highest key
  Scorer scorer(model, static_cast<std::size_t>(std::min(store.highest_key(), kMostReserved)));
  store.visit_features(selection, [&](const store::PaperKey& paper, std::string_view features) {
    scorer.add(paper, features);
  });
  return std::move(scorer).candidates(store);
}

std::vector<rank::Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection) {
  std::vector<rank::Candidate> candidates = score_papers(store, model, selection);
  rank::sort_by_score(candidates);
  return candidates;
}

}  // namespace papercup::app
