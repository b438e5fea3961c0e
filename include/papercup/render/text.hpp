#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/digest/digest.hpp"

namespace papercup::render {

enum class Colour { off, on };
enum class Links { off, on };        // OSC 8 hyperlinks
enum class Symbols { rich, plain };  // plain: ASCII punctuation, no alignment, TeX as it is
enum class Abstract { opening, whole };

// How text for people is laid out.
struct TextStyle {
  int width = 80;  // columns, from 40; lines are wrapped to it by display width
  Colour colour = Colour::off;
  Links links = Links::off;
  Symbols symbols = Symbols::rich;
  Abstract abstract = Abstract::opening;
};

// A digest as in a terminal or a pipe, ending with what it all comes to. Ends with a line feed, as
// all texts here do; text from feeds cannot carry control sequences through.
std::string digest_text(const digest::Digest& digest, const TextStyle& style);

// One paper of a list of results: identifier, day, category, title, authors; with the score where
// given.
std::string result_text(const Paper& paper, const std::optional<Score>& score,
                        const TextStyle& style);

// One paper whole, with everything stored.
std::string paper_text(const Paper& paper, const std::vector<Announcement>& announcements,
                       const TextStyle& style);

}  // namespace papercup::render
