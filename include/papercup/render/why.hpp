#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// A contribution to a score, and what it comes from.
struct Reason {
  Contribution contribution;
  int in_title = 0, in_abstract = 0;  // how often the paper has the term
  std::size_t examples = 0;           // of a like or a category: likes that have it; of a dislike:
                                      // dislikes
  std::optional<double> keyword_weight = {};
};

// One of the reader's examples beside the paper.
struct NearExample {
  ArxivId id;
  std::string title;
  std::string said;                      // "liked 12 Nov 2026", "in the focus file"
  double cosine = 0;                     // of the two papers
  std::optional<int> rank_without = {};  // the paper's, had the example not been there
};

// Why a paper has its score.
struct WhyReport {
  Paper paper;
  std::string focus_name = {};
  digest::Teachers teachers = {};
  std::string_view ranker = {};
  double score = 0;
  std::vector<Reason> reasons = {};  // as in Score::why
  std::optional<int> rank = {};      // among the papers of its day,
  std::size_t candidates = 0;        // which were so many
  std::optional<Percentile> percentile = {};
  std::optional<NearExample> like = {}, dislike = {};  // the nearest ones but itself
  // What it is the first on in the last digest of the terminal (ScoredPaper::first_on), if it is
  // there for that, and that digest's day.
  std::string first_on = {};
  std::optional<Date> first_on_day = {};
  std::string own_mark = {};  // "liked" or "disliked", if the paper is an example itself
};

// The points of a paper, those that speak for it first, with what is small summed, and the examples
// nearest to it. The points that are shown sum to the score that is shown, rounding included.
std::string why_text(const WhyReport& report, const TextStyle& style);

// The same as one JSON object on a line, without a line feed, with all reasons: id, title, focus,
// ranker, score, rank, candidates, match, one_in, certainty (one of nothing, a guess, unsure,
// fairly sure, sure), first_on, why (kind, label, points and, if there are any, in_title,
// in_abstract, examples), nearest_like and nearest_dislike (id, title, cosine, rank_without). What
// is not known has no key.
std::string why_json(const WhyReport& report);

}  // namespace papercup::render
