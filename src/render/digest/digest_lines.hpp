#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/listing.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// What a digest says of itself in words, the same in every form of text. Lines are not wrapped.

// "Tue 24 Nov 2026", or both ends.
std::string window_text(const Window& window);

// "bandits · Tue 24 Nov 2026": the focus and the window.
std::string section_heading(const digest::Section& section, const TextStyle& style);

// What is missing from the digest, a sentence each, to be read before all else.
std::vector<std::string> warnings_of(const digest::Digest& digest, const TextStyle& style);

// The lines under a section's heading: what it was chosen from, when the next list is due, why it
// is shown.
std::vector<std::string> subheadings(const digest::Section& section, const digest::Digest& digest,
                                     const TextStyle& style);

// The paper that was drawn from below the line; null if there is none.
const ScoredPaper* exploration_of(const digest::Digest& digest);
inline constexpr std::string_view kExplorationIntroduction =
    "just below your line, drawn by lot from the next 50:";
// Its title and category: "Calibrating Judges: When Model Raters Disagree (cs.CL)".
std::string exploration_text(const ScoredPaper& scored, const TextStyle& style);

// The count of the week, if there is one; how much the digest is, what to do about the rest or why
// there is nothing; and at a terminal the commands that go on from here.
std::vector<std::string> closing_lines(const digest::Digest& digest, const TextStyle& style);

// Whether readers have to be told of a category: its due list is not complete, or older ones are
// missing.
bool needs_a_look(const Freshness& freshness);

// Whether arXiv was never asked for a list of a category, or nothing of it was written down.
inline bool was_never_fetched(const Freshness& freshness) { return !freshness.looked; }

// "all lists complete", "1 list not complete"; empty for no categories.
std::string freshness_summary(const std::vector<Freshness>& lists);

// "4 LISTS MISSING", in capitals from kAlarmingListings on; empty for one, which may be late, or
// none.
std::string missing_lists(const Freshness& freshness);

// What is wrong with a category, in one line: "cs.RO: STALE, last list Mon 23 Nov; ...; again at
// 09:05".
std::string freshness_line(const Freshness& freshness, const TextStyle& style);

// "fresh", "STALE": in capitals if somebody has to look.
std::string state_word(ListingState state);

// What happened to papers that the reader liked or saved, an entry each, each followed by an empty
// line: what, why it concerns the reader, the paper's version, title and the words that say it.
std::string news_text(const digest::Digest& digest, const TextStyle& style);

// "WITHDRAWN, a paper you saved on 3 Oct: 2609.90112v3", without layout.
std::string news_headline(const digest::News& news, const digest::Digest& digest,
                          const TextStyle& style);
// What says it: `comment, v3: "error in the proof"`; empty if nothing is quoted.
std::string news_statement(const digest::News& news, const TextStyle& style);

// "This week in cs.LG cs.CL: 3 replications, 1 negative result"; empty without a count.
std::string week_text(const digest::Digest& digest, const TextStyle& style);

// What the number beside a title means, for a reader who sees one for the first time: "~1 in 22:
// about one recent paper in 22 scores as high."; empty but for a first digest with papers.
std::string legend(const digest::Digest& digest, const TextStyle& style);

}  // namespace papercup::render
