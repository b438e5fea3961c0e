#include "text/tex/formula.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "papercup/core/characters.hpp"

namespace papercup::text {
namespace {

// A dollar without a partner must not be looked for through a whole book.
constexpr std::size_t kLongestFormula = 3000;
constexpr int kMostNested = 6;  // dollars within "\text{…}"

bool is_escaped(std::string_view text, std::size_t position) {
  bool escaped = false;
  while (position > 0 && text[position - 1] == '\\') {
    escaped = !escaped;
    --position;
  }
  return escaped;
}

// Where `mark` stands next, not after a backslash; npos if it does not.
std::size_t find_unescaped(std::string_view text, std::string_view mark, std::size_t start) {
  const std::size_t limit = std::min(text.size(), start + kLongestFormula);
  const std::string_view near = text.substr(0, limit);
  std::size_t found = near.find(mark, start);
  while (found != std::string_view::npos && is_escaped(text, found)) {
    found = near.find(mark, found + 1);
  }
  return found;
}

bool is_word_of_prose(std::string_view word) {
  static const std::unordered_set<std::string_view> words = {
      "and",     "the",     "of",       "with",     "from",  "per",  "are",   "is",
      "we",      "by",      "an",       "vs",       "to",    "or",   "for",   "in",
      "on",      "at",      "that",     "which",    "while", "as",   "its",   "this",
      "million", "billion", "trillion", "thousand", "USD",   "cost", "costs", "each",
      "than",    "versus",  "into",     "between",  "under", "over", "US",    "dollars",
      "can",     "has",     "be",       "where",    "when",  "then", "using"};
  return words.contains(word);
}

bool is_money_word(std::string_view word) {
  return word == "million" || word == "billion" || word == "trillion" || word == "USD" ||
         word == "thousand" || word == "dollars";
}

// What tells prose from mathematics.
struct Signs {
  int words = 0;        // of two letters or more, outside braces and commands
  int prose_words = 0;  // "and", "the"
  bool has_money_word = false;
  bool has_markup = false;  // a command, script or relation
  bool has_switch = false;  // "\rm": what follows are names and units
  bool ends_sentence = false;
};

bool is_old_switch(std::string_view command) {
  return command == "rm" || command == "it" || command == "bf" || command == "sf" ||
         command == "tt" || command == "cal" || command == "text";
}

void count_word(Signs& signs, std::string_view word) {
  if (word.size() > 1) ++signs.words;
  if (is_word_of_prose(word)) ++signs.prose_words;
  if (is_money_word(word)) signs.has_money_word = true;
}

// Takes a command or word that starts at a position; gives where it ends.
std::size_t count_name(Signs& signs, std::string_view inside, std::size_t start, bool is_outside) {
  std::size_t end = start + 1;
  while (end < inside.size() && ascii::is_letter(inside[end])) ++end;
  const std::string_view name = inside.substr(start, end - start);
  if (name.front() == '\\') {
    signs.has_markup = true;
    if (is_old_switch(name.substr(1))) signs.has_switch = true;
    return name.size() == 1 ? end + 1 : end;
  }
  const bool is_bounded = start == 0 || inside[start - 1] == ' ';
  if (is_outside && is_bounded) count_word(signs, name);
  return end;
}

void count_character(Signs& signs, std::string_view from_character) {
  const char c = from_character.front();
  if (c == '^' || c == '_' || c == '=' || c == '<' || c == '>') signs.has_markup = true;
  const bool ends_sentence = from_character.starts_with(". ") && from_character.size() > 2 &&
                             ascii::is_upper(from_character[2]);
  if (ends_sentence) signs.ends_sentence = true;
}

Signs signs_of(std::string_view inside) {
  Signs signs;
  int depth = 0;
  for (std::size_t at = 0; at < inside.size();) {
    const char c = inside[at];
    if (c == '\\' || ascii::is_letter(c)) {
      at = count_name(signs, inside, at, depth == 0);
      continue;
    }
    if (c == '{') ++depth;
    if (c == '}') --depth;
    count_character(signs, inside.substr(at));
    ++at;
  }
  return signs;
}

bool opens(std::string_view after) {
  return !after.empty() && (ascii::is_letter_or_digit(after.front()) || after.front() == '\\' ||
                            after.front() == '{' || !ascii::is_ascii(after.front()));
}

// "5-" of "$5-$10", "5, US" of "$5, US$10".
bool is_price_before(std::string_view inside, std::string_view after) {
  if (after.empty() || !ascii::is_digit(after.front())) return false;
  const std::size_t word = inside.find_last_not_of("USCAHKNTR");
  if (word == std::string_view::npos) return false;
  const char last = inside[word];
  return last == ' ' || (word + 1 == inside.size() && !ascii::is_letter_or_digit(last) &&
                         last != ')' && last != '%');
}

std::optional<FormulaSpan> bracketed_formula(std::string_view text, std::size_t position) {
  const char opening = text[position + 1];
  const bool is_display = opening == '[';
  const char closing = is_display ? ']' : ')';
  const std::size_t start = position + 2;
  for (std::size_t at = text.find('\\', start); at < text.size() && at < start + kLongestFormula;
       at = text.find('\\', at + 2)) {
    const char command = at + 1 < text.size() ? text[at + 1] : ' ';
    if (command == opening) return std::nullopt;
    if (command == closing) return FormulaSpan{text.substr(start, at - start), at + 2, is_display};
  }
  return std::nullopt;
}

int open_braces(std::string_view inside) {
  int depth = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (inside[at] == '\\') {
      ++at;
    } else if (inside[at] == '{') {
      ++depth;
    } else if (inside[at] == '}') {
      --depth;
    }
  }
  return depth;
}

bool holds_text(std::string_view inside) {
  return inside.find("\\text") != std::string_view::npos ||
         inside.find("\\mbox") != std::string_view::npos ||
         inside.find("\\hbox") != std::string_view::npos;
}

// The dollar that closes a formula, past formulas within text within it.
std::size_t closing_dollar(std::string_view text, std::size_t start) {
  const std::size_t first = find_unescaped(text, "$", start);
  std::size_t end = first;
  for (int nested = 0; nested < kMostNested && end != std::string_view::npos; ++nested) {
    const std::string_view inside = text.substr(start, end - start);
    if (!holds_text(inside) || open_braces(inside) <= 0) return end;
    end = find_unescaped(text, "$", end + 1);
  }
  return first;
}

}  // namespace

bool is_prose(std::string_view inside, std::string_view after) {
  const Signs signs = signs_of(inside);
  const bool has_lead = inside.front() == ' ';
  const bool has_trail = inside.back() == ' ';
  const bool is_number = ascii::is_digit(inside.front());
  if (signs.has_money_word) return true;
  if (signs.has_switch && !signs.ends_sentence) return false;
  if (signs.prose_words > 0 && (has_lead != has_trail || signs.prose_words > 1)) return true;
  if (signs.ends_sentence && signs.words > 1) return true;
  if (signs.words > 7) return true;
  if (has_lead && has_trail && signs.words > 1 && signs.prose_words > 0) return true;
  if (signs.has_markup) return false;
  if (is_number && (signs.prose_words > 0 || is_price_before(inside, after))) return true;
  if (has_trail && !has_lead && opens(after) && (is_number || signs.words > 0)) return true;
  return signs.words > 3 || (signs.prose_words > 0 && signs.words > 2);
}

std::optional<FormulaSpan> formula_at(std::string_view text, std::size_t position) {
  if (text[position] == '\\') return bracketed_formula(text, position);
  const bool is_display = text.substr(position).starts_with("$$");
  const std::size_t start = position + (is_display ? 2 : 1);
  const std::size_t end =
      is_display ? find_unescaped(text, "$$", start) : closing_dollar(text, start);
  if (end == std::string_view::npos || end == start) return std::nullopt;
  const std::string_view inside = text.substr(start, end - start);
  const std::size_t after = end + (is_display ? 2 : 1);
  if (is_prose(inside, text.substr(after))) return std::nullopt;
  return FormulaSpan{inside, after, is_display};
}

}  // namespace papercup::text
