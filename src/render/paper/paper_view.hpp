#pragma once

#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/render/text.hpp"

namespace papercup::render {

// What pages and feeds say of a paper beside its abstract, as text that is not yet escaped.

// "comment: 9 pages", with where it leads, if anywhere.
struct Fact {
  std::string label, text;
  std::string address = {};
};

// The title for people; never blank.
std::string shown_title(const Paper& paper, const TextStyle& style);

// All names, or the first `most` and how many there are: "A, B, … (500 authors)".
std::string author_text(const Paper& paper, std::size_t most, const TextStyle& style);

// "cs.LG", "new", "1 in 2,000", as far as they are known.
std::vector<std::string> place_of(const ScoredPaper& scored, const TextStyle& style);

// "reward model · preference data", or nothing.
std::string why_text(const ScoredPaper& scored, const TextStyle& style);

// Comment, journal reference and DOI.
std::vector<Fact> facts_of(const Paper& paper, const TextStyle& style);

// "1 in 2,000"; with a tilde where few papers tell it. Empty where nothing does.
std::string percentile_text(const std::optional<Percentile>& percentile);

// The first category and how the paper came there: "cs.CL  cross".
std::string category_text(const ScoredPaper& scored, const TextStyle& style);

// "+1 close relative by the same authors: 2611.91503"; empty where nothing is folded.
std::string folded_text(const ScoredPaper& scored);

}  // namespace papercup::render
