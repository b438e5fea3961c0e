#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::render {

enum class Colour { off, on };
enum class Links { off, on };             // OSC 8 hyperlinks
enum class Symbols { rich, plain };       // plain: ASCII punctuation, no alignment, TeX as it is
enum class Abstract { decisive, whole };  // its decisive sentences, or all of it
enum class Reasons { main, all };         // a line of terms, or each with its points
enum class Medium { pipe, terminal };     // what only makes sense to a person at a prompt

// How text for people is laid out.
struct TextStyle {
  int width = 80;  // columns, from 40; lines are wrapped to it by display width
  Colour colour = Colour::off;
  Links links = Links::off;
  Symbols symbols = Symbols::rich;
  Abstract abstract = Abstract::decisive;
  Reasons reasons = Reasons::main;
  Medium medium = Medium::pipe;
  // Where the reader is, for hours of the day.
  std::chrono::seconds utc_offset{0};
  std::string zone = "UTC";
};

// One paper of a list of results: identifier, day, category, title, authors; with the score if
// given.
std::string result_text(const Paper& paper, const std::optional<Score>& score,
                        const TextStyle& style);

// The same as an item of a CommonMark list.
std::string result_markdown(const ScoredPaper& scored, const TextStyle& style);

// A title on one line, cut with an ellipsis if it is wider than so many columns.
std::string title_text(const Paper& paper, const TextStyle& style, int columns);

// One paper whole, with everything stored.
std::string paper_text(const Paper& paper, const std::vector<Announcement>& announcements,
                       const TextStyle& style);

}  // namespace papercup::render
