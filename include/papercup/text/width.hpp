#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::text {

// Columns on a terminal: wide characters 2, combining and zero-width ones 0. Escape sequences are
// not expected.
int display_width(std::string_view utf8);

// The text if it fits in `columns`, else as many whole characters (grapheme clusters) of it as
// fit together with `ellipsis`.
std::string truncate(std::string_view utf8, int columns, std::string_view ellipsis = "…");

// Wraps at blanks; a word wider than a line is broken between characters, and text of wide
// characters without blanks wherever the line is full. No line is wider than `columns` (at least
// 2). Empty for empty text. A command line of papercup's ("papercup digest --top 1") stays on one
// line, so that it can be copied, unless it is wider than a line.
std::vector<std::string> wrap(std::string_view utf8, int columns);

// The same for the program's own sentences: a command line stays on one line however long it is,
// and so does a word, which may be a path or an address. Such a line may be wider than `columns`.
std::vector<std::string> wrap_message(std::string_view utf8, int columns);

}  // namespace papercup::text
