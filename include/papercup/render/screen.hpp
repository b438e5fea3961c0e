#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// Colours and weights of text. What cannot show one shows plain text.
enum class Ink { normal, bold, dim, cyan, green, yellow, red, reversed };

// A stretch of a line in one ink; free of control characters.
struct Span {
  std::string text;
  Ink ink = Ink::normal;

  bool operator==(const Span&) const = default;
};
using ScreenLine = std::vector<Span>;

struct ScreenSize {
  int rows = 24;
  int columns = 80;

  bool operator==(const ScreenSize&) const = default;
};

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

// A screen line by line, as many as it has rows, none wider than its columns.
struct Screen {
  std::vector<ScreenLine> lines;
  int scroll = 0;                  // as far as there is something to scroll
  int page = 1;                    // rows of the body
  bool has_more = false;           // below them
  std::optional<int> cursor = {};  // column of the prompt's cursor, in the last line but the keys
  int cursor_row = 0;
};

// Lays out a view: the first line, the body, the message, the keys. From 40 columns and 10 rows
// every part is there; a smaller screen says that it is too small. Text from feeds cannot carry
// control sequences through.
Screen lay_out(const ScreenView& view, const TextStyle& style, ScreenSize size);

}  // namespace papercup::render
