#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// The abstract's decisive sentences in their order, wrapped to so many columns: as many of the best
// as about 230 columns of text hold (three lines of 80 columns, two of wide ones), with an ellipsis
// if something between two of them is left out. A single sentence may be a line longer; one
// that is longer still is cut.
std::vector<std::string> decisive_lines(std::string_view abstract, const Score& score,
                                        const TextStyle& style, int columns);

// The beginning of an abstract, wrapped: at most `lines` lines, ended at a sentence if one ends
// in the last two of them, else cut with an ellipsis. Text that fits is whole.
std::vector<std::string> opening_lines(std::string_view abstract, int columns, int lines,
                                       std::string_view ellipsis);

// Something that a paper states of itself, in words: "code", "github.com/o/r", "abstract". Free of
// control characters, not escaped.
struct SignalItem {
  std::string label;
  std::string text = {};   // what is stated; empty if the label says it all
  std::string where = {};  // the field that states it; empty if the label says it
  std::string url = {};    // of what is stated; may be empty; printable ASCII
  bool is_alarm = false;   // a withdrawal
};

// The name of a field that states something, for people: "journal reference".
std::string stated_in_text(std::string_view stated_in);

// Everything that a paper states, a withdrawal first. Code and data at one address are one item.
std::vector<SignalItem> signal_items(const Paper& paper, const TextStyle& style);

// "code  github.com/o/r (abstract)", without layout.
std::string item_text(const SignalItem& item);

// The items in lines of at most `columns` columns, several on a line if they fit; the statement
// of a longer one is cut. At most `lines` lines; a withdrawal is the last to be left out.
std::vector<std::vector<SignalItem>> signal_rows(std::vector<SignalItem> items,
                                                 const TextStyle& style, int columns,
                                                 std::size_t lines);
inline constexpr int kSignalGap = 4;  // columns between two items of a line

// The same lines, painted.
std::vector<std::string> signal_lines(const std::vector<SignalItem>& items, const TextStyle& style,
                                      int columns, std::size_t lines);

// What is said of a paper shown whole: a label and a value for each statement, and "none stated"
// for code, data and venue.
std::vector<std::pair<std::string, std::string>> signal_table(const Paper& paper,
                                                              const TextStyle& style);

}  // namespace papercup::render
