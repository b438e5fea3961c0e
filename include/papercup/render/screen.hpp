#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/core/screen.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// What a full screen shows of a list of papers.
struct ScreenView {
  enum class Body {
    paper,     // as much of its abstract as there is room for
    abstract,  // the whole abstract, to be scrolled
    lines,     // `lines`, to be scrolled
  };

  std::string heading;                     // of the first line, left
  std::string place;                       // right: "2 of 5"
  std::string notice = {};                 // one sentence under it; empty if all is well
  Body body = Body::paper;                 // what fills the screen
  const ScoredPaper* paper = {};           // of paper and abstract; with rank 0: none to show
  std::string marks = {};                  // what is said of the paper: "liked, saved"
  std::vector<std::string> lines = {};     // unwrapped; indented lines keep their indentation
  std::string message = {};                // what the last key did
  std::optional<std::string> prompt = {};  // being typed, with what it is for
  std::vector<std::pair<std::string, std::string>> keys = {};  // "l", "like"
  int scroll = 0;                                              // lines of the body above the screen
};

// Lays out a view: the first line, the body, the message, the keys. From 40 columns and 10 rows
// every part is there; a smaller screen says that it is too small. Text from feeds cannot carry
// control sequences through.
Screen lay_out(const ScreenView& view, const TextStyle& style, ScreenSize size);

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

// What a focus has learnt from papers of the past.
struct TeachingReport {
  std::size_t judged = 0;          // examples that it learnt or forgot
  digest::Teachers teachers = {};  // all that it has now
  // The ten best papers of the last week now, with their places among all of it. Empty if nothing
  // was judged.
  std::vector<MovedPaper> best = {};
};

// What was learnt, how many of the ten best are new among them, and how sure the model is.
std::string teaching_text(const TeachingReport& report, const TextStyle& style);

// What changed, and how the ranking moved.
std::string triage_text(const TriageReport& report, const TextStyle& style);

}  // namespace papercup::render
