#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/render/style.hpp"
#include "render/paper/paper_lines.hpp"

namespace papercup::render {

// What is said of a paper in every form of output that people read. Each text is one line, free of
// control characters, and not yet escaped, shortened or painted.
struct PaperView {
  std::string id, url;
  std::string title;                 // may be blank; see visible_title
  std::vector<std::string> authors;  // whole names
  std::vector<std::string> starred;  // the same, with a star for those whom the reader follows
  std::string category;              // the first one: "cs.LG"
  std::string arrival;               // how it came there: "new", "cross"; empty: not known
  std::string percentile;            // "1 in 2,000"; empty: not known
  // The terms that speak for it, strongest first; before them, of a paper that was put before
  // better ones, "first on speculative decoding".
  std::vector<std::string> why;
  std::vector<SignalItem> signals;  // what it states of itself
  std::string relatives;            // "+1 close relative by the same authors: 2611.91503", or ""
};

constexpr std::size_t kWhyTerms = 5;

// The view of a paper of a digest.
PaperView paper_view(const ScoredPaper& scored, const TextStyle& style,
                     std::size_t why_terms = kWhyTerms);
// The same without signals, which take a reading of the whole abstract, for long lists of results.
PaperView result_view(const ScoredPaper& scored, const TextStyle& style,
                      std::size_t why_terms = kWhyTerms);

// The title; of a paper whose title shows nothing, "arXiv:2611.90001".
std::string visible_title(const PaperView& view);
std::string visible_title(const Paper& paper, const TextStyle& style);

// Category, arrival and percentile, as far as they are known.
std::vector<std::string> place_parts(const PaperView& view);
// "cs.CL  cross", for the end of a line.
std::string place_text(const PaperView& view);

// The authors in so many columns, with their stars, and the parts of the place:
// "R. Adeyemi, L. Sørby* · cs.LG · new".
std::string byline(const PaperView& view, int author_columns, const TextStyle& style);

// "reward model · preference data": as many of the terms as fit in so many columns.
std::string why_text(const PaperView& view, int columns, const TextStyle& style);

// "comment: 9 pages", with the address that it leads to, if any.
struct Fact {
  std::string label, text;
  std::string address = {};
};

// Comment, journal reference and DOI.
std::vector<Fact> facts_of(const Paper& paper, const TextStyle& style);

// "1 in 2,000"; with a tilde if it rests on few papers. Empty if nothing is known.
std::string percentile_text(const std::optional<Percentile>& percentile);

}  // namespace papercup::render
