#pragma once

#include <string>
#include <vector>

#include "papercup/core/screen.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

enum class Align { left, right };

struct TableColumn {
  std::string title = {};
  Align align = Align::left;
  int least = 0;  // columns of the screen that it has at least
  int gap = 2;    // blanks before it, if it is not the first
};

struct TableCell {
  std::string text = {};
  Ink ink = Ink::normal;
};

struct TableRow {
  std::vector<TableCell> cells;       // if they are fewer than the columns, the last spans the rest
  std::vector<TableCell> notes = {};  // lines of their own under it, beside its name
};

// Rows under the titles of their columns (no line of titles if all are empty), each column as wide
// as its widest cell. The first column is the row's name. No line is wider than the style: the last
// column is wrapped; if it would be narrower than 20, and then the columns before it as far as
// there is no room, it is written under the row instead, with its title before it. A name that is
// longer than half a line stands on a line of its own, over its row. Texts are displayed as they
// are.
std::string table_text(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows,
                       const TextStyle& style);

}  // namespace papercup::render
