#include "papercup/app/found_papers.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "papercup/app/kept_signals.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/core/names.hpp"

namespace papercup::app {
namespace {

// Sorts by keys that are made once for each paper; equal keys are ordered by identifier.
template <typename MakeKey>
void sort_by_key(std::vector<FoundPaper>& results, const MakeKey& make_key) {
  using Key = decltype(make_key(results.front()));
  std::vector<std::pair<Key, std::size_t>> order;
  order.reserve(results.size());
  for (const FoundPaper& result : results) order.emplace_back(make_key(result), order.size());
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return results[a.second].candidate.id < results[b.second].candidate.id;
  });
  std::vector<FoundPaper> sorted;
  sorted.reserve(results.size());
  for (const auto& [key, index] : order) sorted.push_back(std::move(results[index]));
  results = std::move(sorted);
}

using digest::Signal;
using digest::SignalKind;

constexpr std::size_t kBatch = 500;  // papers loaded at a time

std::set<SignalKind> promised_in(const std::vector<Signal>& signals) {
  std::set<SignalKind> kinds;
  for (const Signal& signal : signals) kinds.insert(signal.promised.begin(), signal.promised.end());
  return kinds;
}

bool is_old(const Paper& version, const Paper& paper, Date today) {
  const std::optional<Date> since = version.updated ? utc_date(*version.updated) : paper.announced;
  return since && today - *since >= kDaysForPromise;
}

// See keep_stating.
bool has_due_promise(const Paper& paper, const std::vector<Signal>& signals,
                     const store::Store& store, Date today) {
  if (!paper.announced || today - *paper.announced < kDaysForPromise) return false;
  if (digest::has_signal(signals, SignalKind::withdrawn)) return false;
  std::set<SignalKind> promised;
  if (paper.version.value_or(1) > 1) {
    for (const Paper& former : store.former_versions(paper.id)) {
      if (is_old(former, paper, today)) promised.merge(promised_in(digest::find_signals(former)));
    }
  }
  if (is_old(paper, paper, today)) promised.merge(promised_in(signals));
  return std::ranges::any_of(promised,
                             [&](SignalKind kind) { return !digest::has_signal(signals, kind); });
}

bool has_all(const Paper& paper, const std::vector<SignalKind>& wanted, const store::Store& store,
             Date today) {
  const std::vector<Signal> signals = digest::find_signals(paper);
  return std::ranges::all_of(wanted, [&](SignalKind kind) {
    if (kind == SignalKind::promise) return has_due_promise(paper, signals, store, today);
    return digest::has_signal(signals, kind);
  });
}

// Tells of most papers what they state without reading them, by what was kept when they were
// stored.
class KeptStatements {
 public:
  KeptStatements(const store::Store& store, const std::vector<SignalKind>& wanted, Date today)
      : today_(today),
        wants_promise_(std::ranges::find(wanted, SignalKind::promise) != wanted.end()),
        found_up_to_(store.signals_found_up_to(wish_for(wanted).rules)),
        may_state_(store.that_may_state(wish_for(wanted))) {
    if (!wants_promise_) return;
    newest_promise_ = store.that_may_state(wish_for_promises(PromisedBy::newest));
    former_promise_ = store.that_may_state(wish_for_promises(PromisedBy::former));
  }

  bool may_state(const Candidate& paper) const {
    if (wants_promise_ && !(paper.day && today_ - *paper.day >= kDaysForPromise)) return false;
    return std::ranges::binary_search(may_state_, paper.key);
  }
  // Whether a paper that may state all is known to do so without being loaded.
  bool is_settled(const Candidate& paper) const { return !wants_promise_ && is_known(paper); }
  // Whether a paper that may state all does; nothing if its texts have to be read.
  std::optional<bool> states_all(const Candidate& candidate, const Paper& paper) const {
    if (!is_known(candidate)) return std::nullopt;
    const bool has_own = std::ranges::binary_search(newest_promise_, candidate.key);
    if (has_own && is_old(paper, paper, today_)) return true;
    const bool has_former = std::ranges::binary_search(former_promise_, candidate.key);
    return has_former ? std::nullopt : std::optional(false);
  }

 private:
  bool is_known(const Candidate& paper) const { return paper.key <= found_up_to_; }

  Date today_;
  bool wants_promise_;
  std::int64_t found_up_to_;
  std::vector<std::int64_t> may_state_, newest_promise_, former_promise_;  // keys, ascending
};

constexpr int kFocusDays = 30;
constexpr int kResultDays = 60;

using Counts = std::map<Date, render::DayCount>;

bool is_weekend(Date day) {
  const unsigned weekday = day.weekday().iso_encoding();
  return weekday >= std::chrono::Saturday.iso_encoding();
}

std::vector<render::DayCount> in_order(const Counts& counts) {
  std::vector<render::DayCount> days;
  if (counts.empty()) return days;
  for (Date day = counts.begin()->first; day <= counts.rbegin()->first; day = day + 1) {
    const auto found = counts.find(day);
    if (found != counts.end()) {
      days.push_back(found->second);
      days.back().day = day;
    } else if (!is_weekend(day)) {
      days.push_back({day});
    }
  }
  return days;
}

}  // namespace

std::vector<FoundPaper> find_unscored(const store::Store& store,
                                      const store::Selection& selection) {
  std::vector<FoundPaper> papers;
  for (const store::PaperKey& paper : store.select(selection)) {
    papers.push_back({{paper.key, paper.id, paper.announced, 0}, std::nullopt, std::nullopt});
  }
  return papers;
}

Found best_of(std::vector<Candidate> scored, std::optional<std::size_t> most) {
  Found found{{}, scored.size()};
  rank::keep_best(scored, most.value_or(scored.size()));
  found.results.reserve(scored.size());
  int rank = 0;
  for (Candidate& candidate : scored) {
    const double score = candidate.score;
    found.results.push_back({std::move(candidate), score, ++rank});
  }
  return found;
}

Found best_of(const store::Store& store, std::vector<ScoredKey> scored, std::size_t most) {
  const std::size_t total = scored.size();
  if (most < total) {
    const auto last = scored.begin() + static_cast<std::ptrdiff_t>(most);
    std::ranges::nth_element(scored, last, std::greater<>(), &ScoredKey::score);
    const double cut = last->score;  // equal scores are ordered by what is not known yet
    std::erase_if(scored, [cut](const ScoredKey& paper) { return paper.score < cut; });
  }
  std::vector<std::int64_t> keys;
  keys.reserve(scored.size());
  for (const ScoredKey& paper : scored) keys.push_back(paper.key);
  std::vector<Candidate> candidates;
  candidates.reserve(scored.size());
  for (store::PaperKey& paper : store.identify(keys)) {
    candidates.push_back(
        {paper.key, std::move(paper.id), paper.announced, scored[candidates.size()].score});
  }
  Found found = best_of(std::move(candidates), most);
  found.total = total;
  return found;
}

void sort_by_date(std::vector<FoundPaper>& results) {
  sort_by_key(results, [](const FoundPaper& result) {
    const Candidate& paper = result.candidate;
    const int day = paper.day ? paper.day->days_since_epoch() : 0;
    return std::tuple(!paper.day, -day, rank::tie_break(paper.day, paper.id));
  });
}

void sort_by_id(std::vector<FoundPaper>& results) {
  std::ranges::sort(results, {}, [](const FoundPaper& result) { return result.candidate.id; });
}

void sort_by_relevance(std::vector<FoundPaper>& results,
                       const std::vector<std::pair<std::int64_t, double>>& relevance) {
  const std::unordered_map<std::int64_t, double> by_key(relevance.begin(), relevance.end());
  sort_by_key(results, [&](const FoundPaper& result) {
    const Candidate& paper = result.candidate;
    const auto found = by_key.find(paper.key);
    const bool is_relevant = found != by_key.end();
    return std::tuple(!is_relevant, is_relevant ? -found->second : 0.0,
                      rank::tie_break(paper.day, paper.id));
  });
}

SignalKind parse_signal(const std::string& text) {
  if (const auto kind = digest::parse_signal_kind(text)) return *kind;
  std::vector<std::string> names;
  for (const SignalKind kind : digest::signal_kinds()) names.emplace_back(to_string(kind));
  refuse_unknown("signal", text, names);
}

void keep_stating(std::vector<FoundPaper>& results, const std::vector<SignalKind>& wanted,
                  const store::Store& store, Date today) {
  if (wanted.empty()) return;
  const KeptStatements known(store, wanted, today);
  std::erase_if(results,
                [&](const FoundPaper& result) { return !known.may_state(result.candidate); });
  std::vector<FoundPaper> kept;
  for (std::size_t start = 0; start < results.size(); start += kBatch) {
    const std::size_t end = std::min(start + kBatch, results.size());
    std::vector<std::int64_t> keys;
    for (std::size_t i = start; i < end; ++i) {
      const Candidate& candidate = results[i].candidate;
      if (!known.is_settled(candidate)) keys.push_back(candidate.key);
    }
    const std::vector<Paper> papers = store.load(keys);
    auto next = papers.begin();
    for (std::size_t i = start; i < end; ++i) {
      bool states_all = known.is_settled(results[i].candidate);
      if (!states_all) {
        const Paper& paper = *next++;
        const std::optional<bool> answer = known.states_all(results[i].candidate, paper);
        states_all = answer ? *answer : has_all(paper, wanted, store, today);
      }
      if (states_all) kept.push_back(std::move(results[i]));
    }
  }
  results = std::move(kept);
}

std::vector<render::DayCount> days_of_focus(const store::Store& store,
                                            const rank::TrainedFocus& trained, const Focus& focus,
                                            double per_day, Date until) {
  store::Selection selection;
  selection.categories = category_names(focus);
  selection.since = until - (kFocusDays - 1);
  selection.until = until;
  const double nothing_in_common = trained.model.intercept();
  const double line =
      std::max(nothing_in_common, trained.distribution.line(per_day).value_or(nothing_in_common));
  Counts counts;
  for (const Candidate& candidate : rank_papers(store, trained.model, selection)) {
    if (!candidate.day) continue;
    render::DayCount& count = counts[*candidate.day];
    ++count.papers;
    if (candidate.score > nothing_in_common && candidate.score >= line) ++count.matches;
  }
  return in_order(counts);
}

std::vector<render::DayCount> days_of_results(const store::Store& store,
                                              const std::vector<FoundPaper>& results,
                                              const std::vector<std::string>& categories) {
  store::Selection selection;
  selection.categories = categories;
  for (const FoundPaper& result : results) {
    selection.until = std::max(selection.until, result.candidate.day);
  }
  if (!selection.until) return {};
  selection.since = *selection.until - (kResultDays - 1);
  Counts counts;
  for (const FoundPaper& result : results) {
    const std::optional<Date>& day = result.candidate.day;
    if (day && *day >= *selection.since) ++counts[*day].matches;
  }
  selection.since = counts.begin()->first;
  for (const store::PaperKey& paper : store.select_unordered(selection)) {
    if (paper.announced) ++counts[*paper.announced].papers;
  }
  return in_order(counts);
}

}  // namespace papercup::app
