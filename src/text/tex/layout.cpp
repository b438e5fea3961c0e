#include "text/tex/layout.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "papercup/core/characters.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

constexpr std::string_view kOverline = "\u0304";
// A longer word is easier to read as it is than in small letters.
constexpr int kLongestRaisedWord = 6;

// Raised or lowered: of the blocks for them and for phonetic signs, or as "²".
bool is_script_character(char32_t code) {
  return (code >= 0x2070 && code < 0x20A0) || (code >= 0x2B0 && code < 0x300) ||
         (code >= 0x1D2C && code < 0x1DC0) || code == 0x2C7C || code == 0x2C7D || code == 0xB2 ||
         code == 0xB3 || code == 0xB9;
}

// Letters, digits and marks of scripts of the blocks that mathematics takes its letters from.
bool is_letter_beyond_ascii(char32_t code) {
  if (code == 0xD7 || code == 0xF7) return false;  // × ÷
  if (code < 0xC0) return is_script_character(code) || code == 0xAA || code == 0xB5 || code == 0xBA;
  return code < 0x2000 || (code >= 0x2070 && code < 0x20D0) || (code >= 0x2100 && code < 0x2150) ||
         (code >= 0x1D400 && code < 0x1D800);
}

bool is_letter_or_digit(std::string_view character) {
  if (ascii::is_ascii(character.front())) return ascii::is_letter_or_digit(character.front());
  return is_letter_beyond_ascii(utf8::first_character(character).code_point);
}

std::string_view last_character(std::string_view text) {
  std::size_t start = text.size() - 1;
  while (start > 0 && utf8::is_continuation(text[start])) --start;
  return text.substr(start);
}

bool is_all_letters_or_digits(std::string_view text) {
  while (!text.empty()) {
    if (!is_letter_or_digit(text)) return false;
    text.remove_prefix(utf8::first_character(text).size);
  }
  return true;
}

// Whether any of its characters is raised or lowered.
bool holds_script(std::string_view text) {
  while (!text.empty()) {
    const char32_t code = utf8::take_character(text).code_point;
    if (is_script_character(code)) return true;
  }
  return false;
}

bool is_mixed(std::string_view text) {
  return !ascii::is_ascii(text) && std::ranges::any_of(text, ascii::is_letter);
}

// "4.5", without a sign.
bool is_decimal(std::string_view text) {
  return ascii::is_digit(text.front()) && ascii::is_digit(text.back()) &&
         std::ranges::all_of(text, [](char c) { return ascii::is_digit(c) || c == '.'; });
}

// A letter with its scripts, or a number.
bool is_factor(std::string_view text) {
  if (text.empty()) return false;
  if (std::ranges::all_of(text, ascii::is_digit) || is_decimal(text)) return true;
  const std::size_t first = utf8::first_character(text).size;
  if (text.size() == first) return true;
  const std::string_view rest = text.substr(first);
  const bool is_script = rest.front() == '_' || rest.starts_with("′") || subscript("1") == rest ||
                         !ascii::is_ascii(rest.front());
  return is_script && is_letter_or_digit(text) &&
         std::ranges::all_of(rest,
                             [](char c) {
                               return ascii::is_letter_or_digit(c) || c == '_' ||
                                      !ascii::is_ascii(c);
                             }) &&
         is_all_letters_or_digits(rest.substr(rest.front() == '_' ? 1 : 0));
}

bool is_product(std::string_view text) {
  return text.find_first_of(" +-=<>,;/") == std::string_view::npos ||
         (text.starts_with('(') && text.find(')') == text.size() - 1);
}

// Of a derivative: "dx", "∂t".
bool is_differential(std::string_view text) {
  const std::string_view first = text.substr(0, utf8::first_character(text).size);
  return (first == "d" || first == "∂") && is_factor(text.substr(first.size()));
}

std::string in_parentheses(std::string_view text) { return "(" + std::string(text) + ")"; }

// Without the blanks around operators and commas, which a script is too small for.
std::string compact(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_between_words =
        at > 0 && at + 1 < text.size() && ends_operand(result) && begins_word(text.substr(at + 1));
    if (text[at] != ' ' || is_between_words) result += text[at];
  }
  return result;
}

bool is_limit(std::string_view text, std::string_view sign) {
  return text.starts_with(sign) && text.find_first_of("0123456789") != std::string_view::npos;
}

std::string_view without_sign(std::string_view text) {
  text.remove_prefix(utf8::first_character(text).size);
  return ascii::trim(text);
}

}  // namespace

bool begins_word(std::string_view text) {
  return !text.empty() && (is_letter_or_digit(text) || text.starts_with("∂") ||
                           text.starts_with("√") || text.starts_with("∞"));
}

bool ends_operand(std::string_view text) {
  if (text.empty()) return false;
  const std::string_view last = last_character(text);
  return is_letter_or_digit(last) || last == ")" || last == "]" || last == "|" || last == "‖" ||
         last == "%" || last == "⟩" || last == "⊙" || last == "∞" || last == "′" || last == "*" ||
         last == "}" || last == "\u0303" || last == "\u0304" || last == "°" || last == "″";
}

SetScript set_script(Script script, std::string_view text) {
  const std::string content = compact(ascii::trim(text));
  if (content.empty()) return {};
  const bool is_long_word =
      content.size() > kLongestRaisedWord && std::ranges::all_of(content, ascii::is_letter);
  const auto small = script == Script::raised ? superscript(content) : subscript(content);
  if (small && !is_long_word) return {*small};
  // Signs that stand high by themselves.
  const bool is_mark = script == Script::raised && (content == "∗" || content == "⋆");
  if (is_mark) return {content};
  const std::string mark = script == Script::raised ? "^" : "_";
  // "e^(iλt)" is a product, "X_Lyα" a name.
  const bool is_product_raised = script == Script::raised && is_mixed(content);
  const bool is_word =
      is_all_letters_or_digits(content) && !holds_script(content) && !is_product_raised;
  const bool is_short = utf8::length(content) == 1 || is_word || is_decimal(content);
  if (content.starts_with('(') && content.find(')') == content.size() - 1) return {mark + content};
  if (!is_short) return {mark + in_parentheses(content)};
  return {mark + content, true};
}

std::optional<std::string> set_limits(std::string_view raised, std::string_view lowered) {
  for (const std::string_view minus : {"-", "−"}) {
    for (const auto& [upper, lower] : {std::pair{raised, lowered}, std::pair{lowered, raised}}) {
      if (!is_limit(upper, "+") || !is_limit(lower, minus)) continue;
      std::string result = " (+";
      result.append(without_sign(upper)).append(" −").append(without_sign(lower)).append(")");
      return result;
    }
  }
  return std::nullopt;
}

std::string set_fraction(std::string_view above, std::string_view below) {
  above = ascii::trim(above);
  below = ascii::trim(below);
  std::string result = is_product(above) ? std::string(above) : in_parentheses(above);
  if (below.empty()) return result + "/";
  const bool is_plain = is_factor(below) || (is_differential(below) && above.size() < 24);
  return result + "/" + (is_plain ? std::string(below) : in_parentheses(below));
}

std::string set_root(std::string_view degree, std::string_view under) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kRoots = {
      {{"", "√"}, {"2", "√"}, {"3", "∛"}, {"4", "∜"}}};
  under = ascii::trim(under);
  const std::string inside =
      under.empty() || is_factor(under) ? std::string(under) : in_parentheses(under);
  for (const auto& [of, sign] : kRoots) {
    if (of == degree) return std::string(sign) + inside;
  }
  return inside + "^(1/" + std::string(degree) + ")";
}

std::string set_mark(std::string_view base, std::string_view mark) {
  base = ascii::trim(base);
  std::string result;
  bool is_first = true;
  while (!base.empty()) {
    const std::string_view character = base.substr(0, utf8::first_character(base).size);
    const bool is_letter = character == "∂" || character == "∇" || is_letter_or_digit(character);
    const bool is_script = is_script_character(utf8::first_character(character).code_point);
    const bool is_marked = is_letter && !is_script && (is_first || mark == kOverline);
    result += is_marked ? composed(character, mark) : std::string(character);
    is_first = is_first && !is_marked;
    base.remove_prefix(character.size());
  }
  return result;
}

}  // namespace papercup::text
