#include "papercup/app/training.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/app/ranking.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/features.hpp"
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

// What else training needs is kept among the models under names that no focus has.
constexpr const char* kDocumentFrequency = "(document frequency)";

// Keeps what was learnt. It can be learnt again, so that a full disk is no reason to show nothing.
template <typename Value>
void keep(store::UserStore& user_store, const std::string& name, const std::string& key,
          const Value& value) {
  if (!user_store.is_writable()) return;
  try {
    user_store.keep_model(name, key, value.to_bytes());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::storage) throw;
  }
}

// Changes with every change of a paper, and is another one for every other database.
std::string state_of(const store::Store& store) {
  const store::Cursor point = store.last_arrival();
  return fmt::format("{}:{}", point.arrival, point.token);
}

// What is kept; nothing if it is damaged or of another version, so that it is made again.
template <typename Value>
std::optional<Value> read_kept(const store::UserStore& user_store, const std::string& name,
                               const std::string& key) {
  std::optional<Value> kept;
  try {
    user_store.visit_model(name, key,
                           [&](std::string_view bytes) { kept = Value::from_bytes(bytes); });
  } catch (const Error&) {
    kept.reset();
  }
  return kept;
}

// Where to keep what else the next training needs, which a mark may ask for soon.
struct Memory {
  store::UserStore* user_store = nullptr;  // null: nothing is kept
  std::string stem = {};                   // of the focus; empty: its own part is not kept
};

class Trainer {
 public:
  Trainer(const store::Store& store, const Focus& focus, std::optional<Date> as_of, Ranker ranker,
          Verbosity verbosity, Memory memory)
      : store_(store),
        focus_(focus),
        ranker_(ranker),
        likes_(find_examples(store, focus.likes, as_of, "likes", verbosity, notes_)),
        dislikes_(find_examples(store, focus.dislikes, as_of, "dislikes", verbosity, notes_)),
        memory_(std::move(memory)) {
    past_.categories = category_names(focus);
    past_.until = as_of;
    // The papers of the newest list are to be judged: they teach only by marks.
    last_ = store.last_announcement_day(past_);
    if (last_) past_.until = *last_ - 1;
    for (const auto* papers : {&likes_, &dislikes_}) {
      for (const Paper& paper : *papers) labelled_.insert(paper.id);
    }
  }

  rank::TrainedFocus train() {
    rank::Model model = train_model();
    store::Selection recent = past_;
    recent.until = last_;
    if (!last_) return {std::move(model), rank::ScoreDistribution({})};
    // If nobody has fetched for a while, these are the last days that the store has.
    recent.since = *last_ - (rank::kDistributionDays - 1);
    rank::ScoreDistribution distribution(score_papers(store_, model, recent));
    return {std::move(model), std::move(distribution)};
  }

  // What the reader should be told, so far.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  rank::Model train_model() {
    const rank::DocumentFrequency frequency = document_frequency();
    rank::TrainingSet past;
    if (ranker_ == Ranker::centroid || likes_.empty() || needs_pseudo_relevant()) {
      rank::Model seed = rank::Model::centroid(focus_, likes_, dislikes_, frequency);
      if (seed.is_empty()) notes_.push_back(note_on_empty_focus());
      if (ranker_ == Ranker::centroid || seed.is_empty()) return seed;
      if (needs_pseudo_relevant()) past.pseudo_relevant = pseudo_relevant(seed);
    }
    const std::vector<std::int64_t> keys = sample().keys_without(labelled_);
    past.unlabelled = store_.load_features(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (rank::is_packed(past.unlabelled[i])) continue;
      past.unlabelled[i] = remade_features(store_, keys[i]);
    }
    return rank::Model::train(focus_, likes_, dislikes_, past, frequency);
  }

  std::string note_on_empty_focus() const {
    return fmt::format(
        "the focus {} says nothing to rank by yet: it needs an about line, keywords, authors or "
        "likes",
        focus_.name);
  }

  // The document frequencies of the background and of all papers stored of the past. Counting takes
  // as long as all the rest of a training.
  rank::DocumentFrequency document_frequency() const {
    const std::string key =
        fmt::format("{} {} {}", rank::kFeatureForm, rank::kBackgroundName, state_of_past());
    return kept_or_made<rank::DocumentFrequency>(kDocumentFrequency, key, [&] {
      rank::DocumentFrequency frequency = rank::DocumentFrequency::background();
      store::Selection everything;
      everything.until = past_.until;
      store_.visit_features(everything,
                            [&](const store::PaperKey& paper, std::string_view features) {
                              try {
                                frequency.add(features);
                              } catch (const Error&) {  // They are damaged.
                                frequency.add(remade_features(store_, paper.key));
                              }
                            });
      return frequency;
    });
  }

  rank::NegativeSample sample() const {
    const auto make = [&] {
      rank::NegativeSample sample;
      for (const store::PaperKey& paper : store_.select_unordered(past_)) {
        sample.offer(paper.key, paper.id);
      }
      return sample;
    };
    if (memory_.stem.empty()) return make();
    const std::string key = fmt::format("{} {}", state_of_past(), fmt::join(past_.categories, " "));
    return kept_or_made<rank::NegativeSample>(fmt::format("(draw for {})", memory_.stem), key,
                                              make);
  }

  std::string state_of_past() const {
    return fmt::format("{} {}", state_of(store_), past_.until ? past_.until->to_string() : "");
  }

  template <typename Value, typename Make>
  Value kept_or_made(const std::string& name, const std::string& key, const Make& make) const {
    if (memory_.user_store != nullptr) {
      if (auto kept = read_kept<Value>(*memory_.user_store, name, key)) return *std::move(kept);
    }
    Value value = make();
    if (!memory_.stem.empty()) keep(*memory_.user_store, name, key, value);
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
  const Focus& focus_;
  const Ranker ranker_;
  std::vector<std::string> notes_;  // the examples add some
  std::vector<Paper> likes_, dislikes_;
  std::set<ArxivId> labelled_;  // both
  store::Selection past_;       // papers of the focus's categories that teach
  std::optional<Date> last_;    // of their lists
  const Memory memory_;
};

// All that a model depends on, so that one that was kept under the same text need not be made
// again.
std::string model_key(const store::Store& store, const Focus& focus, Ranker ranker) {
  std::string key = fmt::format("{} {} {}\n{}", rank::versioned_name(ranker), rank::kBackgroundName,
                                state_of(store), focus.about);
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

Ranker chosen_ranker(const Context& context) { return context.config().digest.ranker; }

Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                Ranker ranker) {
  Trainer trainer(store, focus.focus, as_of, ranker, verbosity_of(context), {});
  rank::TrainedFocus trained = trainer.train();
  return {std::move(trained), trainer.notes()};
}

Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                store::UserStore* user_store) {
  const Ranker ranker = chosen_ranker(context);
  const bool is_kept = user_store != nullptr && !focus.stem.empty() && !as_of;
  const Memory memory{user_store, is_kept ? focus.stem : std::string()};
  Trainer trainer(store, focus.focus, as_of, ranker, verbosity_of(context), memory);
  const std::string key = is_kept ? model_key(store, focus.focus, ranker) : std::string();
  if (is_kept) {
    auto kept = read_kept<rank::TrainedFocus>(*user_store, focus.stem, key);
    if (kept) return {*std::move(kept), trainer.notes()};
  }
  rank::TrainedFocus trained = trainer.train();
  if (is_kept && !trained.model.is_empty()) keep(*user_store, focus.stem, key, trained);
  return {std::move(trained), trainer.notes()};
}

}  // namespace papercup::app
