#include "render/text/opening.hpp"

#include <algorithm>

#include "papercup/core/ascii.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

bool ends_sentence(std::string_view text, std::size_t stop) {
  if (text[stop] != '.' && text[stop] != '?' && text[stop] != '!') return false;
  if (stop + 1 == text.size()) return true;
  if (text[stop + 1] != ' ' || stop < 2) return false;
  // "et al. (2024)", "e.g. this", "J. Smith": the next word of a new sentence is capital or a
  // number, and the word that ends has more than one letter.
  if (!ascii::is_upper(text[stop + 2])) return false;
  return text[stop - 2] != ' ' && text[stop - 2] != '.' && !text.substr(0, stop).ends_with(" al");
}

// The end of the last sentence whose stop lies in text[from..to), or npos.
std::size_t last_sentence_end(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t stop = to; stop-- > from;) {
    if (ends_sentence(text, stop)) return stop + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<std::string> opening_lines(std::string_view abstract, int columns, int lines,
                                       std::string_view ellipsis) {
  std::vector<std::string> wrapped = text::wrap(abstract, columns);
  const auto limit = static_cast<std::size_t>(std::max(lines, 1));
  if (wrapped.size() <= limit) return wrapped;
  // The line behind the shown ones tells whether a stop at their very end ends a sentence.
  std::string text;
  std::size_t first_line_end = 0;
  std::size_t shown_end = 0;
  for (std::size_t i = 0; i <= limit; ++i) {
    text += (text.empty() ? "" : " ") + wrapped[i];
    if (i == 0) first_line_end = text.size();
    if (i + 1 == limit) shown_end = text.size();
  }
  const std::size_t end = last_sentence_end(text, limit > 1 ? first_line_end : 0, shown_end);
  if (end != std::string_view::npos) return text::wrap(text.substr(0, end), columns);
  wrapped.resize(limit);
  const int room = columns - text::display_width(ellipsis) - 1;
  std::string last = wrapped.back();
  while (text::display_width(last) > room && last.find(' ') != std::string::npos) {
    last.resize(last.rfind(' '));
  }
  wrapped.back() = text::truncate(last, room, "") + " " + std::string(ellipsis);
  return wrapped;
}

}  // namespace papercup::render
