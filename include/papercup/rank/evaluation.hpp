#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/core/focus.hpp"

namespace papercup::rank {

struct JudgedPaper {
  double score = 0;
  bool is_liked = false;
};

// Measures a day's papers in the order in which a ranker shows them (sort_by_score). The first
// `in_budget` of them (at least 1) are within the reader's budget:
//  - auc: the area under the ROC curve as the Mann-Whitney statistic; equal scores count a half
//    (Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic
//    curve", Radiology 143, 1982);
//  - recall: liked papers in the budget / min(in_budget, liked papers);
//  - ndcg: the sum of 1 / log2(1 + place) over the liked papers of the first ten places, divided by
//    the most that it could be (Jarvelin and Kekalainen, "Cumulated gain-based evaluation of IR
//    techniques", TOIS 20, 2002).
// Returns nothing unless there are both a liked paper and another one: other days tell nothing.
std::optional<DayMeasures> measure_day(const std::vector<JudgedPaper>& ranked,
                                       std::size_t in_budget);

// The mean of at least one day, with the percentile bootstrap's 95 % interval from 2,000 draws of
// as many days with replacement (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
// 13.3). Days are drawn, not papers, since the papers of one day are compared with each other. The
// draws are the same every time.
Estimate bootstrap_mean(const std::vector<double>& days);

// The fewest days whose interval is wide enough to be believed.
inline constexpr std::size_t kLeastComparedDays = 10;

struct Comparison {
  Estimate difference;  // first - second, over days
  Verdict verdict = Verdict::not_enough_evidence;
};

// Compares two rankers by the same measure of the same days, at least one. `first` is better or
// worse if the interval of the differences leaves 0 out and there are kLeastComparedDays.
Comparison compare(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace papercup::rank
