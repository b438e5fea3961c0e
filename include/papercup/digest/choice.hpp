#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "papercup/core/digest_record.hpp"
#include "papercup/core/score.hpp"

namespace papercup::digest {

// What a focus asks of the papers that it shows.
struct Line {
  // Papers with a lower score are not shown. Nothing: there is no line, and the best papers are
  // shown whatever their score and however common it is.
  std::optional<double> score = {};
  // The score of a paper that shares no term with the focus; such a paper is not shown.
  double nothing_in_common = 0;
  // Scores that more than one paper in so many reaches are too common: in categories with few
  // papers a day the line alone would let them in. Ignored if the percentile is provisional, since
  // few papers cannot tell. Less than 1 counts as 1, which lets in all.
  double floor = 1;
};

// The place of a score among those of the focus's papers; nothing if it has none to compare with.
using PercentileOf = std::function<std::optional<Percentile>(double score)>;

// A paper above the line, with its Percentile's match (0 without one), by which papers of different
// foci are compared.
struct Contender {
  Candidate paper;
  double match = 0;
};

// The papers of one focus on their way into a digest.
struct RankedFocus {
  std::vector<Contender> above = {};  // the line, best first
  // The next kBelow papers, best first; what the floor left out is among them.
  std::vector<Candidate> below = {};
  std::size_t too_common = 0;       // papers above the line that the floor left out
  std::size_t shown_elsewhere = 0;  // papers above the line that another focus shows
};

// So many papers below the line are kept, for an exploration to be drawn from.
inline constexpr std::size_t kBelow = 50;

// Divides papers, which are given best first, at the line.
RankedFocus divide_at_line(const std::vector<Candidate>& ranked, const Line& line,
                           const PercentileOf& percentile_of);

// Leaves each paper that is above the line of several foci to the one whose match is best, or to
// the earlier one if they are equal.
void give_to_best_match(std::vector<RankedFocus>& foci);

// Where a paper stands in a list of RankedFocus.
struct ExplorationPlace {
  std::size_t focus = 0;
  std::size_t below = 0;  // its place in RankedFocus::below

  bool operator==(const ExplorationPlace&) const = default;
};

// A number for a paper and the last day of the digest's window; rank::tie_break.
using DrawHash = std::function<std::uint64_t(Date until, const ArxivId& id)>;

// Chooses the paper for exploration: the one with the lowest hash of those below the line of a
// focus, unless it is above the line of another. The same batch of papers draws the same one, on
// whatever day and channel. `until` has the last day of each focus's window, and nothing if the
// focus draws none. Nothing is drawn if no paper is left.
std::optional<ExplorationPlace> draw_exploration(const std::vector<RankedFocus>& foci,
                                                 const std::vector<std::optional<Date>>& until,
                                                 const DrawHash& hash);

// The days that a section covers: those asked for, or else those of its papers (not empty; a paper
// without a day counts as the day 0). What a digest showed before ended on `shown_until`: papers
// that arrived late do not stretch the window back over days that it covered.
Window window_of(std::optional<Date> since, std::optional<Date> until,
                 const std::vector<Candidate>& papers, std::optional<Date> shown_until);

// How much a digest may be, for all foci together.
struct Budget {
  double minutes = 10;
  std::size_t least = 2;  // papers of each focus, if it has them, whatever they take
  std::size_t most = 10;  // papers in all
};

// Near-duplicates are looked for among so many of each focus's papers: three for each that may be
// shown, since groups are seldom larger.
constexpr std::size_t examined_papers(const Budget& budget) { return 3 * budget.most; }

// A paper that could be shown: its minutes and its match.
struct Offer {
  double minutes = 0;
  double match = 0;
};

// How many of each focus's offers (best first) are to be shown: first the least of each, in turn,
// in each turn the best match first; then, of those that come next, always the best match whose
// minutes are left.
std::vector<std::size_t> choose(const std::vector<std::vector<Offer>>& offers,
                                const Budget& budget);

}  // namespace papercup::digest
