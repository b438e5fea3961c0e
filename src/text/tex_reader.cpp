#include "text/tex_reader.hpp"

#include <algorithm>

#include "papercup/core/characters.hpp"

namespace papercup::text {
namespace {

// Arguments in titles and abstracts are short; a longer one is not worth the time of looking for
// its end again from every brace within it.
constexpr std::size_t kLongestArgument = 400;

}  // namespace

std::string_view TexReader::take_character() {
  const std::size_t start = at_++;
  while (at_ < text_.size() && utf8::is_continuation(text_[at_])) ++at_;
  return from(start);
}

std::string_view TexReader::take_command() {
  const std::size_t start = ++at_;
  while (at_ < text_.size() && ascii::is_letter(text_[at_])) ++at_;
  if (at_ == start && at_ < text_.size()) take_character();
  return from(start);
}

void TexReader::skip_blanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
    ++at_;
}

std::optional<std::string_view> TexReader::take_argument() {
  const std::size_t start = at_;
  skip_blanks();
  if (at_end()) return at_ = start, std::nullopt;
  if (current() == '\\') {
    const std::size_t command = at_;
    take_command();
    return from(command);
  }
  if (current() == '}') return at_ = start, std::nullopt;
  if (current() != '{') return take_character();
  int depth = 0;
  const std::size_t open = at_;
  const std::size_t limit = std::min(text_.size(), open + kLongestArgument);
  for (; at_ < limit; ++at_) {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == '{') {
      ++depth;
    } else if (text_[at_] == '}' && --depth == 0) {
      ++at_;
      return text_.substr(open + 1, at_ - open - 2);
    }
  }
  at_ = start;
  return std::nullopt;
}

}  // namespace papercup::text
