#include "text/tex/reader.hpp"

#include <algorithm>

#include "papercup/core/characters.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

// Options are short; a bracket that stays open is none.
constexpr std::size_t kLongestOption = 200;

std::vector<std::pair<std::size_t, std::size_t>> paired_braces(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<std::size_t> open;
  for (std::size_t at = text.find_first_of("\\{}"); at < text.size();
       at = text.find_first_of("\\{}", at + 1)) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '{') {
      open.push_back(at);
    } else if (!open.empty()) {
      pairs.emplace_back(open.back(), at);
      open.pop_back();
    }
  }
  std::ranges::sort(pairs);
  return pairs;
}

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

bool TexReader::skip_blanks() {
  const std::size_t start = at_;
  while (at_ < text_.size() && ascii::is_blank(text_[at_])) ++at_;
  return at_ > start;
}

void TexReader::skip_empty_group() {
  if (is_at("{}")) at_ += 2;
}

std::optional<std::string_view> TexReader::take_argument() {
  const std::size_t start = at_;
  skip_blanks();
  if (at_end() || current() == '}') return at_ = start, std::nullopt;
  if (current() == '{') {
    const auto group = take_group();
    if (!group) at_ = start;
    return group;
  }
  const std::size_t argument = at_;
  if (current() == '\\') {
    take_command();
  } else {
    take_character();
  }
  return from(argument);
}

std::optional<std::string_view> TexReader::take_group() {
  const std::size_t start = at_;
  skip_blanks();
  const auto close = next() == '{' ? closing_brace(at_) : std::nullopt;
  if (!close) return at_ = start, std::nullopt;
  const std::string_view inside = text_.substr(at_ + 1, *close - at_ - 1);
  at_ = *close + 1;
  return inside;
}

std::optional<std::string_view> TexReader::take_optional() {
  if (next() != '[') return std::nullopt;
  const std::size_t close = text_.substr(at_, kLongestOption).find(']');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text_.substr(at_ + 1, close - 1);
  at_ += close + 1;
  return inside;
}

std::optional<std::string_view> TexReader::take_operand() {
  const std::size_t start = at_;
  skip_blanks();
  if (next() != '\\') {
    at_ = start;
    return take_argument();
  }
  const std::size_t command_start = at_;
  const std::string_view command = take_command();
  if (command == "sqrt") take_optional();
  for (int left = argument_count(command); left > 0; --left) {
    if (!take_argument()) break;
  }
  return from(command_start);
}

std::optional<std::size_t> TexReader::closing_brace(std::size_t open) {
  if (!has_pairs_) pairs_ = paired_braces(text_);
  has_pairs_ = true;
  const auto found =
      std::ranges::lower_bound(pairs_, open, {}, &std::pair<std::size_t, std::size_t>::first);
  if (found == pairs_.end() || found->first != open) return std::nullopt;
  return found->second;
}

}  // namespace papercup::text
