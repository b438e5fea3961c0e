#pragma once

#include <optional>
#include <string>
#include <vector>

// What a full screen shows, between the one who lays it out and the terminal.
namespace papercup {

enum class ScreenColour { off, on };

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

// A screen line by line, as many as it has rows, none wider than its columns.
struct Screen {
  std::vector<ScreenLine> lines;
  int scroll = 0;                  // as far as there is something to scroll
  int page = 1;                    // rows of the body
  bool has_more = false;           // below them
  std::optional<int> cursor = {};  // column of the prompt's cursor, in the last line but the keys
  int cursor_row = 0;
};

}  // namespace papercup
