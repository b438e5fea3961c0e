#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/app/ranking.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// A paper that was found. `candidate.score` is what the list is ordered by.
struct FoundPaper {
  Candidate candidate;
  std::optional<double> score;  // for the focus
  std::optional<int> rank;      // for the focus, 1 is best
};

// What was found, best first: all of it, or the first `limit` of `total` papers.
struct Found {
  std::vector<FoundPaper> results;
  std::size_t total = 0;
};

// The selected papers, ordered by id, without scores.
std::vector<FoundPaper> find_unscored(const store::Store& store, const store::Selection& selection);

// The papers with the best scores, best first and ranked: the first `most`, or all.
Found best_of(std::vector<Candidate> scored, std::optional<std::size_t> most);
// The same of papers by their keys, of which only what is shown is looked up.
Found best_of(const store::Store& store, std::vector<ScoredKey> scored, std::size_t most);

// Puts the newest day of announcement first, papers without a day last, and orders a day as
// rank::tie_break says.
void sort_by_date(std::vector<FoundPaper>& results);
void sort_by_id(std::vector<FoundPaper>& results);
// Puts the most relevant first; `relevance` is by the store's numbers of papers. Papers without a
// relevance come last.
void sort_by_relevance(std::vector<FoundPaper>& results,
                       const std::vector<std::pair<std::int64_t, double>>& relevance);

// A promise that is as old as this is due.
inline constexpr int kDaysForPromise = 90;

// The signal that --has names. Throws Error{usage}, with the nearest name, for an unknown one.
digest::SignalKind parse_signal(const std::string& text);

// Keeps the papers whose newest stored version states all of these; a `version` is stated by papers
// that were replaced. A promise counts only if it is due and was broken: some stored version
// promised code or data, the oldest of these (its submission, else the paper's announcement) is
// kDaysForPromise days or more before `today`, and the newest version neither states what was
// promised nor is withdrawn.
void keep_stating(std::vector<FoundPaper>& results, const std::vector<digest::SignalKind>& wanted,
                  const store::Store& store, Date today);

// Both functions below give every day from the first to the last with papers, but days of a weekend
// only if they have papers.

// Counts the papers of a focus's categories in the 30 days up to `until`, and how many of them
// clear the line that `per_day` papers cleared on an average day.
std::vector<render::DayCount> days_of_focus(const store::Store& store,
                                            const rank::TrainedFocus& trained, const Focus& focus,
                                            double per_day, Date until);

// Counts the results of the last 60 days that have any, beside all stored papers of these days in
// `categories`, or in all categories if none are given.
std::vector<render::DayCount> days_of_results(const store::Store& store,
                                              const std::vector<FoundPaper>& results,
                                              const std::vector<std::string>& categories);

}  // namespace papercup::app
