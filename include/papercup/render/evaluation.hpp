#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

struct Estimates {
  Estimate auc, recall, ndcg;
};

// How a ranker did on the days that tell something.
struct RankerResult {
  std::string_view name, version;       // "centroid", "centroid/1"
  std::optional<Estimates> means = {};  // nothing if there is no such day
};

// A day on which papers of both kinds were shown.
struct EvaluatedDay {
  Date day;
  std::size_t shown = 0, liked = 0;
  std::vector<DayMeasures> measures = {};  // one a ranker
};

// The first ranker against the second, on the same days.
struct PairedResult {
  Estimates differences;  // first - second
  Verdict verdict;        // by the AUC
};

// How rankers would have ranked, day by day, what a reader was shown for a focus.
struct EvaluationReport {
  std::string focus = {};  // its file's stem
  std::string focus_name = {};
  Date until;                                 // the last day whose digests and marks count
  std::optional<Date> first = {}, last = {};  // with digests
  std::size_t days = 0, papers = 0, liked = 0, disliked = 0;  // shown
  std::vector<std::string> shown_by = {};                     // the rankers that chose these papers
  double minutes = 0;                                         // of the budget
  bool is_all_in_budget = false;                              // every day's papers fit
  std::vector<EvaluatedDay> told = {};
  std::vector<RankerResult> rankers = {};
  std::optional<PairedResult> paired = {};  // with two rankers and a day that tells something
  std::size_t least_days = 0;               // for a verdict
};

// Means and intervals as a table and the verdict as a sentence, with how many days it rests on and
// what was paired; or what is missing and how to get it.
std::string evaluation_text(const EvaluationReport& report, const TextStyle& style);

// One JSON object on a line, without a line feed: focus, until, candidates ("papers shown"), first,
// last, days_shown, papers_shown, liked, disliked, shown_by[], budget_minutes, n (days that tell
// something), rankers[] (name, version, auc, recall, ndcg: mean, low, high), paired (first, second,
// metric, n, auc, recall, ndcg: of the differences; verdict: "better", "worse" or "not enough
// evidence"), days[] (day, shown, liked, auc[], recall[], ndcg[]: one a ranker), missing (what).
// What is not known has no key.
std::string evaluation_json(const EvaluationReport& report);

}  // namespace papercup::render
