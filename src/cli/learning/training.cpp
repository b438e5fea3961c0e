#include "cli/learning/training.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/learning/ranking.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kNamedIds = 5;  // of those that are missing

void note_missing(const Session& session, const std::vector<std::string>& missing,
                  std::size_t given, std::string_view kind) {
  const std::size_t shown = std::min(missing.size(), kNamedIds);
  std::string ids = fmt::format(
      "{}", fmt::join(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < missing.size()) ids += ", ...";
  session.note(fmt::format("{} of {} {} {} not stored: {}", missing.size(), given, kind,
                           missing.size() == 1 ? "is" : "are", ids));
}

// The stored papers of these examples that had been announced by then.
std::vector<Paper> find_examples(const Session& session, const store::Store& store,
                                 const std::vector<ArxivId>& ids, std::optional<Date> as_of,
                                 std::string_view kind) {
  std::vector<Paper> papers;
  std::vector<std::string> missing;
  std::size_t later = 0;
  for (const ArxivId& id : ids) {
    std::optional<Paper> paper = store.find(id);
    if (!paper) {
      missing.push_back(id.to_string());
    } else if (as_of && paper->announced > as_of) {
      ++later;
    } else {
      papers.push_back(*std::move(paper));
    }
  }
  if (!missing.empty()) note_missing(session, missing, ids.size(), kind);
  if (later > 0 && session.is_verbose()) {
    session.note(fmt::format("{} of {} {} announced after {} and left out", later, ids.size(), kind,
                             as_of->to_string()));
  }
  return papers;
}

// Those of the papers that the reader says nothing about whose hash is lowest: a random choice that
// is the same whatever else is stored.
class UnlabelledPapers {
 public:
  void offer(const ArxivId& id, std::string_view features) {
    const std::uint64_t hash = rank::tie_break(std::nullopt, id);
    if (papers_.size() == rank::kUnlabelledPapers && hash >= papers_.rbegin()->first) return;
    papers_.insert_or_assign(hash, std::pair(id, std::string(features)));
    if (papers_.size() > rank::kUnlabelledPapers) papers_.erase(std::prev(papers_.end()));
  }
  std::vector<std::string> without(const std::set<ArxivId>& labelled) && {
    std::vector<std::string> features;
    for (auto& [hash, paper] : papers_) {
      if (!labelled.contains(paper.first)) features.push_back(std::move(paper.second));
    }
    return features;
  }

 private:
  std::map<std::uint64_t, std::pair<ArxivId, std::string>> papers_;
};

// Under this name, which no focus has, document frequencies are kept among the models.
constexpr const char* kDocumentFrequency = "(document frequency)";

// Nothing where there are no bytes, or those of another version: what was kept is made again then.
template <typename Value>
std::optional<Value> read_kept(const std::optional<std::string>& bytes) {
  if (!bytes) return std::nullopt;
  try {
    return Value::from_bytes(*bytes);
  } catch (const Error&) {
    return std::nullopt;
  }
}

class Trainer {
 public:
  Trainer(const Session& session, const store::Store& store, const Focus& focus,
          std::optional<Date> as_of, Ranker ranker, store::Reader* memory)
      : session_(session),
        store_(store),
        focus_(focus),
        ranker_(ranker),
        likes_(find_examples(session, store, focus.likes, as_of, "likes")),
        dislikes_(find_examples(session, store, focus.dislikes, as_of, "dislikes")),
        memory_(memory) {
    past_.categories = category_names(focus);
    past_.until = as_of;
    // The papers of the newest list are to be judged: they teach only by marks.
    last_ = store.last_announcement_day(past_);
    if (last_) past_.until = *last_ - 1;
  }

  rank::TrainedFocus train() {
    rank::Model model = train_model();
    store::Selection recent = past_;
    recent.until = last_;
    if (!last_) return {std::move(model), rank::Reference({})};
    // Of a store that nobody has fetched into for a while, the last days that it has.
    recent.since = *last_ - (rank::kReferenceDays - 1);
    rank::Reference reference(score_papers(store_, model, recent));
    return {std::move(model), std::move(reference)};
  }

 private:
  rank::Model train_model() {
    const rank::DocumentFrequency frequency = document_frequency();
    rank::Model seed = rank::Model::centroid(focus_, likes_, dislikes_, frequency);
    if (seed.is_empty()) {
      session_.note(
          fmt::format("the focus {} says nothing to rank by yet: it needs an about line, keywords, "
                      "authors or likes",
                      focus_.name));
      return seed;
    }
    if (ranker_ == Ranker::centroid) return seed;
    return rank::Model::train(focus_, likes_, dislikes_, past_of(seed), frequency);
  }

  // The background's and that of everything stored of the past. Counting takes as long as all the
  // rest of a training, so that it is kept for the next one, which a mark may ask for soon.
  rank::DocumentFrequency document_frequency() const {
    const std::string key =
        fmt::format("{} {} {} {}", rank::kFeatureForm, rank::kBackgroundName, store_.next_arrival(),
                    past_.until ? past_.until->to_string() : "");
    if (memory_ != nullptr) {
      const auto bytes = memory_->kept_model(kDocumentFrequency, key);
      if (auto kept = read_kept<rank::DocumentFrequency>(bytes)) return *std::move(kept);
    }
    rank::DocumentFrequency frequency = rank::DocumentFrequency::background();
    store::Selection everything;
    everything.until = past_.until;
    store_.visit_features(everything, [&](const store::PaperKey&, std::string_view features) {
      frequency.add(features);
    });
    if (memory_ != nullptr && memory_->is_writable()) {
      memory_->keep_model(kDocumentFrequency, key, frequency.to_bytes());
    }
    return frequency;
  }

  rank::Past past_of(const rank::Model& seed) const {
    std::set<ArxivId> labelled;
    for (const auto* papers : {&likes_, &dislikes_}) {
      for (const Paper& paper : *papers) labelled.insert(paper.id);
    }
    UnlabelledPapers unlabelled;
    std::vector<rank::Candidate> nearest = score_papers(
        store_, seed, past_, [&](const store::PaperKey& paper, std::string_view features) {
          unlabelled.offer(paper.id, features);
        });
    rank::Past past;
    std::vector<std::int64_t> keys;
    const std::size_t count =
        ranker_ == Ranker::svm ? 0 : rank::neighbour_count(nearest.size(), likes_.size());
    rank::keep_best(nearest, count + labelled.size());
    for (const rank::Candidate& paper : nearest) {
      if (keys.size() == count || paper.score <= 0) break;
      if (labelled.insert(paper.id).second) keys.push_back(paper.key);
    }
    past.neighbours = store_.load(keys);
    past.unlabelled = std::move(unlabelled).without(labelled);
    return past;
  }

  const Session& session_;
  const store::Store& store_;
  const Focus& focus_;
  const Ranker ranker_;
  std::vector<Paper> likes_, dislikes_;
  store::Selection past_;     // papers of the focus's categories that teach
  std::optional<Date> last_;  // of their lists
  store::Reader* memory_;     // where to keep what was learnt; null for nowhere
};

// All that a model depends on, so that one that was kept under the same text need not be made
// again.
std::string model_key(const store::Store& store, const Focus& focus, Ranker ranker) {
  std::string key = fmt::format("{} {} {}\n{}", rank::versioned_name(ranker), rank::kBackgroundName,
                                store.next_arrival(), focus.about);
  for (const Category& category : focus.categories) key += "\ncategory " + category.to_string();
  for (const Keyword& keyword : focus.keywords) {
    key += fmt::format("\nkeyword {} {}", keyword.weight, keyword.term);
  }
  for (const std::string& author : focus.authors) key += "\nauthor " + author;
  for (const ArxivId& id : focus.likes) key += "\nlike " + id.to_string();
  for (const ArxivId& id : focus.dislikes) key += "\ndislike " + id.to_string();
  return key;
}

}  // namespace

Ranker chosen_ranker(const Session& session) { return session.config().digest.ranker; }

rank::TrainedFocus train(const Session& session, const store::Store& store,
                         const ActiveFocus& focus, std::optional<Date> as_of, Ranker ranker) {
  return Trainer(session, store, focus.focus, as_of, ranker, nullptr).train();
}

rank::TrainedFocus train(const Session& session, const store::Store& store,
                         const ActiveFocus& focus, std::optional<Date> as_of,
                         store::Reader* reader) {
  const Ranker ranker = chosen_ranker(session);
  const bool is_kept = reader != nullptr && !focus.stem.empty() && !as_of;
  Trainer trainer(session, store, focus.focus, as_of, ranker, is_kept ? reader : nullptr);
  if (!is_kept) return trainer.train();
  const std::string key = model_key(store, focus.focus, ranker);
  const auto bytes = reader->kept_model(focus.stem, key);
  if (auto kept = read_kept<rank::TrainedFocus>(bytes)) return *std::move(kept);
  rank::TrainedFocus trained = trainer.train();
  if (reader->is_writable() && !trained.model.is_empty()) {
    reader->keep_model(focus.stem, key, trained.to_bytes());
  }
  return trained;
}

}  // namespace papercup::cli
