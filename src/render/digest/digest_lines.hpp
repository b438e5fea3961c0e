#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/digest/digest.hpp"
#include "papercup/render/text_style.hpp"

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

}  // namespace papercup::render
