#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// The first line of a screen that shows papers of this section.
std::string screen_heading(const digest::Section& section, const TextStyle& style);
// The first line of a screen that shows its paper from below the line.
std::string exploration_heading(const digest::Section& section, const TextStyle& style);
// What is missing from the digest, on one line; empty if all lists are complete.
std::string screen_notice(const digest::Digest& digest, const TextStyle& style);

struct MarkedPaper {
  std::string said;  // "liked, saved"; empty: taken back
  std::string title;
};

// A paper before and after the new marks, among those of its list that the reader has not judged.
struct MovedPaper {
  std::string title;
  int place_before = 0, place_now = 0;
  std::optional<Percentile> before = {}, now = {};
};

struct RetrainedFocus {
  std::string name;
  std::size_t new_examples = 0;         // likes and dislikes that it learnt or forgot
  std::vector<MovedPaper> papers = {};  // by their place now
};

// Where the reader left off.
enum class TriageEnd { before_the_last, after_the_last };

// What a triage came to.
struct TriageReport {
  std::size_t papers = 0, left = 0;  // of the list, and how many of them nothing was said of
  TriageEnd end = TriageEnd::before_the_last;
  std::vector<MarkedPaper> marked = {};
  std::vector<RetrainedFocus> foci = {};
};

// What changed, and how the ranking moved.
std::string triage_text(const TriageReport& report, const TextStyle& style);

}  // namespace papercup::render
