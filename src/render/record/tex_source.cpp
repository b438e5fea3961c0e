#include "render/record/tex_source.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "papercup/core/characters.hpp"
#include "render/record/tex_commands.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kLongestFormula = 2'000, kDeepestGroup = 40;

std::vector<std::size_t> brace_partners(std::string_view text) {
  std::vector<std::size_t> partners(text.size(), TexSource::kNone);
  std::array<std::vector<std::size_t>, 2> open;  // plain and escaped
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_escaped = text[at] == '\\' && at + 1 < text.size();
    if (is_escaped) ++at;
    auto& stack = open[is_escaped ? 1 : 0];
    if (text[at] == '{') stack.push_back(at);
    if (text[at] != '}' || stack.empty()) continue;
    if (is_escaped || stack.size() <= kDeepestGroup) {
      partners[at] = stack.back();
      partners[stack.back()] = at;
    }
    stack.pop_back();
  }
  return partners;
}

}  // namespace

TexSource::TexSource(std::string_view text) : text_(text), partners_(brace_partners(text)) {}

std::size_t TexSource::after_blanks(std::size_t at, std::size_t end) const {
  while (at < end && text_[at] == ' ') ++at;
  return at;
}

std::string_view TexSource::command_name(std::size_t at, std::size_t end) const {
  const std::size_t start = at + 1;
  std::size_t after = start;
  while (after < end && ascii::is_letter(text_[after])) ++after;
  if (after == start && after < end && ascii::is_ascii(text_[after])) ++after;
  return text_.substr(start, after - start);
}

std::size_t TexSource::formula_end(std::size_t start, std::size_t end,
                                   std::string_view marks) const {
  const std::size_t limit = std::min(end, start + kLongestFormula);
  for (std::size_t at = start; at < limit; ++at) {
    if (text_.substr(at, marks.size()) == marks) return at;
    if (text_[at] == '\\') {
      ++at;
    } else if (partners_[at] != kNone) {
      if (text_[at] == '}') return kNone;
      at = partners_[at];
    }
  }
  return kNone;
}

bool TexSource::is_prose(std::size_t start, std::size_t close) const {
  const std::string_view inside = text_.substr(start, close - start);
  if (inside.find_first_of("\\^_={}+<>") != kNone || inside.find(' ') == kNone) return false;
  const bool ends_apart = inside.back() == ' ';
  const bool begins_with_digit = ascii::is_digit(inside.front());
  const bool digit_follows = close + 1 < text_.size() && ascii::is_digit(text_[close + 1]);
  if (begins_with_digit && ends_apart && digit_follows) return true;
  const std::size_t wanted = begins_with_digit ? 2 : ends_apart ? 3 : 4;
  std::size_t letters = 0;
  std::size_t longest = 0;
  for (const char c : inside) {
    letters = ascii::is_letter(c) ? letters + 1 : 0;
    longest = std::max(longest, letters);
  }
  return longest >= wanted;
}

bool TexSource::has_right(std::size_t start, std::size_t end, std::size_t open) const {
  const std::size_t limit = std::min(end, start + kLongestFormula);
  for (std::size_t at = start; at < limit; ++at) {
    if (text_[at] == '{' && partners_[at] != kNone) at = partners_[at];
    if (text_[at] != '\\') continue;
    if (command_name(at, end) == "right" && --open == 0) return true;
    ++at;
  }
  return false;
}

std::size_t TexSource::option_end(std::size_t at, std::size_t end) const {
  if (at >= end || text_[at] != '[') return kNone;
  const std::size_t close = text_.substr(0, end).find(']', at);
  if (close == kNone || text_.substr(at, close - at).find_first_of("{}$") != kNone) return kNone;
  return close;
}

// Whether an argument without braces begins there: in mathematics a character or, as the last one,
// a command that LaTeX knows.
bool TexSource::may_be_bare(std::size_t at, std::size_t end, char kind, bool is_last) const {
  if (kind != 'm') return false;
  if (text_[at] != '\\') return !ascii::is_ascii(text_[at]) || ascii::is_letter_or_digit(text_[at]);
  const TexCommand* known = find_tex_command(command_name(at, end));
  return is_last && known != nullptr && known->fate == TexCommand::Fate::kept;
}

std::optional<std::vector<std::size_t>> TexSource::arguments(std::size_t at, std::size_t end,
                                                             std::string_view kinds) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::size_t next = after_blanks(at, end);
    const bool is_last = i + 1 == kinds.size();
    if (kinds[i] == 'o') {
      const std::size_t close = option_end(next, end);
      places.push_back(close == kNone ? kNone : next);
      if (close != kNone) at = close + 1;
      continue;
    }
    if (next >= end) return std::nullopt;
    if (is_group(next, end)) {
      at = partners_[next] + 1;
    } else if (!may_be_bare(next, end, kinds[i], is_last)) {
      return std::nullopt;
    } else {
      // A command, which is the last argument, is one with what it takes.
      const bool is_command = text_[next] == '\\';
      at = is_command ? next : next + utf8::first_character(text_.substr(next)).size;
    }
    places.push_back(next);
  }
  return places;
}

std::optional<char32_t> TexSource::unicode_argument(std::size_t at, std::size_t end) const {
  if (!is_group(at, end)) return std::nullopt;
  std::string digits(text_.substr(at + 1, partners_[at] - at - 1));
  const int base = digits.starts_with('x') ? 16 : 10;
  if (base == 16) digits.erase(0, 1);
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  if (digits.empty() || digits.size() > 6 || digits.find_first_not_of(kDigits) != kNone) {
    return std::nullopt;
  }
  const auto code = static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, base));
  return code < 0x80 ? std::nullopt : std::optional(code);
}

std::size_t TexSource::accented(std::size_t at, std::size_t end) const {
  const std::size_t name = at + 1;
  const std::size_t letter = after_blanks(at + 2, end);
  if (letter >= end) return kNone;
  const char c = text_[letter];
  constexpr std::size_t kLongestGroup = 12;
  if (c == '{') {
    return is_group(letter, end) && partners_[letter] - letter <= kLongestGroup ? letter : kNone;
  }
  if (c == '\\') {
    const std::string_view command = command_name(letter, end);
    return command == "i" || command == "j" ? letter : kNone;
  }
  // An accent named by a letter is a longer command without a blank before its own letter.
  const bool is_apart = !ascii::is_letter(text_[name]) || letter > at + 2 || !ascii::is_ascii(c);
  return is_apart && (ascii::is_letter(c) || !ascii::is_ascii(c)) ? letter : kNone;
}

}  // namespace papercup::render
