#include "papercup/app/training.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/ranking/frequency_keeper.hpp"
#include "app/ranking/model_cache.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/idf_levels.hpp"
#include "papercup/rank/training_set.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kNamedIds = 5;  // of those that are missing

enum class Verbosity { normal, verbose };

Verbosity verbosity_of(const Context& context) {
  return context.is_verbose() ? Verbosity::verbose : Verbosity::normal;
}

std::string note_on_missing(const std::vector<std::string>& missing, std::size_t given,
                            std::string_view kind) {
  const std::size_t shown = std::min(missing.size(), kNamedIds);
  std::string ids = fmt::format(
      "{}", fmt::join(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < missing.size()) ids += ", ...";
  return fmt::format("{} of {} {} {} not stored: {}", missing.size(), given, kind,
                     missing.size() == 1 ? "is" : "are", ids);
}

// The stored papers of these examples that had been announced by then; `notes` gets what is left
// out.
std::vector<Paper> find_examples(const store::Store& store, const std::vector<ArxivId>& ids,
                                 std::optional<Date> as_of, std::string_view kind,
                                 Verbosity verbosity, std::vector<std::string>& notes) {
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
  if (!missing.empty()) notes.push_back(note_on_missing(missing, ids.size(), kind));
  if (later > 0 && verbosity == Verbosity::verbose) {
    notes.push_back(fmt::format("{} of {} {} announced after {} and left out", later, ids.size(),
                                kind, as_of->to_string()));
  }
  return papers;
}

class Trainer {
 public:
  // `cache` may be null: then nothing is kept.
  Trainer(const store::Store& store, const Focus& focus, std::optional<Date> as_of, Ranker ranker,
          Verbosity verbosity, const ModelCache* cache)
      : store_(store),
        state_(state_of(store)),
        focus_(focus),
        ranker_(ranker),
        likes_(find_examples(store, focus.likes, as_of, "likes", verbosity, notes_)),
        dislikes_(find_examples(store, focus.dislikes, as_of, "dislikes", verbosity, notes_)),
        cache_(cache) {
    past_.categories = category_names(focus);
    past_.until = as_of;
    // The papers of the newest list are to be judged: they teach only by marks.
    last_ = store.last_announcement_day(past_);
    if (last_) past_.until = *last_ - 1;
    for (const auto* papers : {&likes_, &dislikes_}) {
      for (const Paper& paper : *papers) labelled_.insert(paper.id);
    }
  }

  // `levels`, if they are known, are those of key_of_frequency(), and spare the time of making
  // them.
  rank::TrainedFocus train(std::shared_ptr<const rank::IdfLevels> levels = nullptr) {
    rank::Model model = train_model(std::move(levels));
    store::Selection recent = past_;
    recent.until = last_;
    if (!last_) return {std::move(model), rank::ScoreDistribution({})};
    // If nobody has fetched for a while, these are the last days that the store has.
    recent.since = *last_ - (rank::kDistributionDays - 1);
    rank::ScoreDistribution distribution(score_papers(store_, model, recent), counter_examples_);
    return {std::move(model), std::move(distribution)};
  }

  // What the document frequencies depend on.
  std::string key_of_frequency() const {
    return fmt::format("{} {} {}", rank::kFeatureForm, rank::kBackgroundName, state_of_past());
  }

  // The store's, before the first paper was read.
  const std::string& state() const { return state_; }
  // Whether nobody has stored anything since: otherwise what was made may be a mixture.
  bool is_of_one_state() const { return state_of(store_) == state_; }

  // What the reader should be told, so far.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  // Sets counter_examples_.
  rank::Model train_model(std::shared_ptr<const rank::IdfLevels> levels) {
    const rank::DocumentFrequency frequency = document_frequency(store_, past_.until, cache_);
    if (!levels) levels = std::make_shared<const rank::IdfLevels>(frequency);
    rank::TrainingSet past;
    if (ranker_ == Ranker::centroid || likes_.empty() || needs_pseudo_relevant()) {
      rank::Model seed = rank::Model::centroid(focus_, likes_, dislikes_, frequency, levels);
      if (seed.is_empty()) notes_.push_back(note_on_empty_focus());
      if (ranker_ == Ranker::centroid || seed.is_empty()) return seed;
      if (needs_pseudo_relevant()) past.pseudo_relevant = pseudo_relevant(seed);
    }
    counter_examples_ = sample().keys_without(labelled_);
    past.unlabelled = store_.load_features(counter_examples_);
    for (std::size_t i = 0; i < counter_examples_.size(); ++i) {
      if (rank::is_packed(past.unlabelled[i])) continue;
      past.unlabelled[i] = remade_features(store_, counter_examples_[i]);
    }
    return rank::Model::train(focus_, likes_, dislikes_, past, frequency, levels);
  }

  std::string note_on_empty_focus() const {
    return fmt::format(
        "the focus {} says nothing to rank by yet: it needs an about line, keywords, authors or "
        "likes",
        focus_.name);
  }

  rank::NegativeSample sample() const {
    const auto make = [&] {
      rank::NegativeSample sample;
      for (const store::PaperKey& paper : store_.select_unordered(past_)) {
        sample.offer(paper.key, paper.id);
      }
      return sample;
    };
    return kept_or_made<rank::NegativeSample>(
        KeptKind::draw, fmt::format("{} {}", state_of_past(), fmt::join(past_.categories, " ")),
        make);
  }

  std::string state_of_past() const {
    return fmt::format("{} {}", state_, past_.until ? past_.until->to_string() : "");
  }

  // Other foci of the same past need the same, so that it has no owner but its key.
  template <typename Value, typename Make>
  Value kept_or_made(KeptKind kind, const std::string& key, const Make& make) const {
    if (cache_ == nullptr) return make();
    if (auto kept = cache_->read<Value>(kind, key, key)) return *std::move(kept);
    Value value = make();
    if (is_of_one_state()) cache_->keep(kind, key, key, value.to_bytes());
    return value;
  }

  bool needs_pseudo_relevant() const {
    return ranker_ == Ranker::standard && likes_.size() <= rank::kLikesThatSuffice;
  }

  std::vector<Paper> pseudo_relevant(const rank::Model& seed) const {
    std::vector<Candidate> nearest = score_papers(store_, seed, past_);
    const std::size_t count = rank::pseudo_relevant_count(nearest.size(), likes_.size());
    rank::keep_best(nearest, count + labelled_.size());
    std::vector<std::int64_t> keys;
    std::set<ArxivId> known = labelled_;
    for (const Candidate& paper : nearest) {
      if (keys.size() == count || paper.score <= 0) break;
      if (known.insert(paper.id).second) keys.push_back(paper.key);
    }
    return store_.load(keys);
  }

  const store::Store& store_;
  const std::string state_;  // before anything was read
  const Focus& focus_;
  const Ranker ranker_;
  std::vector<std::string> notes_;  // the examples add some
  std::vector<Paper> likes_, dislikes_;
  std::set<ArxivId> labelled_;                  // both
  store::Selection past_;                       // papers of the focus's categories that teach
  std::vector<std::int64_t> counter_examples_;  // keys of those that were drawn
  std::optional<Date> last_;                    // of their lists
  const ModelCache* const cache_;               // null: nothing is kept
};

// All that a model depends on, so that one that was kept under the same text need not be made
// again.
std::string model_key(const std::string& state, const Focus& focus, Ranker ranker,
                      std::optional<Date> as_of) {
  std::string key =
      fmt::format("{} {} {} {} {}\n{}", rank::versioned_name(ranker), rank::kFeatureForm,
                  rank::kBackgroundName, state, as_of ? as_of->to_string() : "", focus.about);
  for (const Category& category : focus.categories) key += "\ncategory " + category.to_string();
  for (const Keyword& keyword : focus.keywords) {
    key += fmt::format("\nkeyword {} {}", keyword.weight, keyword.term);
  }
  for (const std::string& author : focus.authors) key += "\nauthor " + author;
  for (const ArxivId& id : focus.likes) key += "\nlike " + id.to_string();
  for (const ArxivId& id : focus.dislikes) key += "\ndislike " + id.to_string();
  return key;
}

// Whether nothing that is stored was announced after the day, so that what it bounds is everything.
bool is_present(const store::Store& store, Date day) {
  const std::optional<Date> last = store.last_announcement_day({});
  return !last || *last <= day;
}

}  // namespace

Ranker chosen_ranker(const Context& context) { return context.config().digest.ranker; }

Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                Ranker ranker) {
  Trainer trainer(store, focus.focus, as_of, ranker, verbosity_of(context), nullptr);
  rank::TrainedFocus trained = trainer.train();
  return {std::move(trained), trainer.notes()};
}

Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                std::string_view variant) {
  return FocusTrainer(context, store).train(focus, as_of, variant);
}

struct FocusTrainer::Kept {
  ModelCache cache;
  // Those that were used last, which the next focus needs too, most often.
  std::string key_of_levels = {};
  std::shared_ptr<const rank::IdfLevels> levels = {};

  std::shared_ptr<const rank::IdfLevels> find_levels(const std::string& key) {
    if (levels && key_of_levels == key) return levels;
    auto found = cache.read<rank::IdfLevels>(KeptKind::levels, key, key);
    if (!found) return nullptr;
    key_of_levels = key;
    levels = std::make_shared<const rank::IdfLevels>(*std::move(found));
    return levels;
  }

  void keep_levels(const std::string& key, const std::shared_ptr<const rank::IdfLevels>& made) {
    if (levels && key_of_levels == key) return;
    cache.keep(KeptKind::levels, key, key, made->to_bytes());
    key_of_levels = key;
    levels = made;
  }
};

FocusTrainer::FocusTrainer(const Context& context, const store::Store& store)
    : context_(context), store_(store) {
  if (!state_of(store).empty()) kept_ = std::make_unique<Kept>(Kept{ModelCache(context)});
}

FocusTrainer::~FocusTrainer() = default;

Noted<rank::TrainedFocus> FocusTrainer::train(const ActiveFocus& focus, std::optional<Date> as_of,
                                              std::string_view variant) {
  if (as_of && is_present(store_, *as_of)) as_of.reset();
  const Ranker ranker = chosen_ranker(context_);
  Trainer trainer(store_, focus.focus, as_of, ranker, verbosity_of(context_),
                  kept_ ? &kept_->cache : nullptr);
  if (!kept_) {
    rank::TrainedFocus trained = trainer.train();
    return {std::move(trained), trainer.notes()};
  }
  const std::string owner =
      fmt::format("{}\n{}\n{}\n{}", focus.stem, focus.stem.empty() ? focus.focus.name : "", variant,
                  as_of ? "past" : "present");
  const std::string key = model_key(trainer.state(), focus.focus, ranker, as_of);
  const std::string key_of_levels = trainer.key_of_frequency();
  const auto levels = kept_->find_levels(key_of_levels);
  if (levels) {
    auto kept = kept_->cache.read<rank::TrainedFocus>(KeptKind::model, owner, key, levels);
    if (kept) return {*std::move(kept), trainer.notes()};
  }
  rank::TrainedFocus trained = trainer.train(levels);
  if (!trained.model.is_empty() && trainer.is_of_one_state()) {
    kept_->keep_levels(key_of_levels, trained.model.idf_levels());
    kept_->cache.keep(KeptKind::model, owner, key, trained.to_bytes());
  }
  return {std::move(trained), trainer.notes()};
}

}  // namespace papercup::app
