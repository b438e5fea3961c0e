#pragma once

#include <string>
#include <string_view>

namespace papercup::render {

// A line of text within CommonMark, so that it stays text: every character that could begin markup
// is escaped, and what could be a list or a heading at its start.
std::string markdown_text(std::string_view line);

}  // namespace papercup::render
