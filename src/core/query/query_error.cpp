#include <algorithm>
#include <string>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace papercup {

namespace {

constexpr std::size_t kWidth = 72;  // columns that a query may take, dots included
constexpr std::string_view kDots = "...";
constexpr std::string_view kIndent = "    ";

// `count` characters of valid UTF-8, from the one numbered `first`.
std::string_view characters(std::string_view text, std::size_t first, std::size_t count) {
  const auto skip = [](std::string_view& rest, std::size_t number) {
    for (; number > 0 && !rest.empty(); --number) {
      rest.remove_prefix(utf8::first_character(rest).size);
    }
  };
  skip(text, first);
  std::string_view rest = text;
  skip(rest, count);
  return text.substr(0, text.size() - rest.size());
}

struct MarkedLine {
  std::string text;
  std::size_t mark;  // the column, from 0
};

// A line that is too long to be shown whole, cut to what is around the mark.
MarkedLine window(const std::string& line, std::size_t mark) {
  const std::size_t length = utf8::length(line);
  if (length <= kWidth) return {line, mark};
  const std::size_t inner = kWidth - 2 * kDots.size();
  const std::size_t first = std::min(mark - std::min(mark, inner / 2), length - inner);
  std::string text;
  if (first > 0) text += kDots;
  const std::size_t shift = text.size();
  text += characters(line, first, inner);
  if (first + inner < length) text += kDots;
  return {text, mark - first + shift};
}

}  // namespace

Error query_error(std::string_view query_text, std::size_t position, const std::string& what,
                  std::string hint) {
  const std::size_t mark =
      utf8::length(query_text.substr(0, std::min(position, query_text.size())));
  const MarkedLine line = window(printable(query_text), mark);
  std::string message = what;
  message.append("\n").append(kIndent).append(line.text);
  message.append("\n").append(kIndent).append(line.mark, ' ').append("^");
  return {ErrorKind::usage, message, std::move(hint)};
}

}  // namespace papercup
