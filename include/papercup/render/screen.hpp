#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/core/screen.hpp"
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

}  // namespace papercup::render
