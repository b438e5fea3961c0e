#pragma once

namespace papercup {

// How well a ranker put a day's liked papers before the others, each from 0 to 1.
struct DayMeasures {
  double auc = 0;     // a liked paper stands before one that is not: in so many of such pairs
  double recall = 0;  // of the liked papers, as many as there is room for, that are in the budget
  double ndcg = 0;    // normalised discounted cumulative gain of the first ten

  bool operator==(const DayMeasures&) const = default;
};

// A mean over days, and a 95 % interval around it.
struct Estimate {
  double mean = 0, low = 0, high = 0;

  bool operator==(const Estimate&) const = default;
};

// What a comparison of one ranker with another comes to.
enum class Verdict { better, worse, not_enough_evidence };

}  // namespace papercup
