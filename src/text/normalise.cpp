#include "papercup/text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <unordered_set>
#include <utility>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"

// Files of data/, put into the program when it is built (see papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view stopwords_txt();

}  // namespace papercup::data

namespace papercup::text {
namespace {

// No script needs more combining marks on a letter (UAX #15, "Stream-Safe Text Format"); putting a
// longer run into its order takes time that grows with the square of its length.
constexpr int kMostMarks = 30;

// With at most so many combining marks in a row: fold() strips them anyway.
std::string stream_safe_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  int marks = 0;
  while (!text.empty()) {
    const char32_t code = utf8::take_character(text).code_point;
    const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
    marks = property->combining_class == 0 ? 0 : marks + 1;
    if (marks <= kMostMarks) utf8::append(valid, code);
  }
  return valid;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string mapped(std::string_view valid, int options) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                 static_cast<utf8proc_ssize_t>(valid.size()), &bytes,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner{bytes};
  if (size < 0) return std::string(valid);  // only if memory ran out: the input is valid
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::string folded_once(std::string_view valid) {
  constexpr int kFold = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
  constexpr int kStrip = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK;
  return mapped(mapped(mapped(valid, kFold), kStrip), kFold);
}

// Marks that reorder or hide the text around them, as against those that belong to a script.
bool is_deceptive(char32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF || code == 0x200E || code == 0x200F || code == 0x061C ||
         (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
}

std::string folded(std::string_view utf8) {
  std::string folded = folded_once(stream_safe_utf8(utf8));
  // Stripping a mark can make a letter that folds once more; twice is enough for almost all.
  for (int round = 0; round < 3; ++round) {
    std::string again = folded_once(folded);
    if (again == folded) break;
    folded = std::move(again);
  }
  return folded;
}

bool is_word(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

// Calls `visit` with each token of folded text.
template <typename Visit>
void for_each_token(std::string_view folded, Visit visit) {
  std::size_t start = 0;
  std::size_t at = 0;
  bool inside = false;
  while (at < folded.size()) {
    std::size_t size = 1;
    bool word = ascii::is_lower(folded[at]) || ascii::is_digit(folded[at]);
    if (!ascii::is_ascii(folded[at])) {
      const utf8::Character character = utf8::first_character(folded.substr(at));
      size = character.size;
      word = character.valid && is_word(static_cast<utf8proc_int32_t>(character.code_point));
    }
    if (word && !inside) start = at;
    if (!word && inside) visit(folded.substr(start, at - start));
    inside = word;
    at += size;
  }
  if (inside) visit(folded.substr(start));
}

// Divides a text at blanks into parts that are ASCII and words that are not, since most words of
// most texts are ASCII, and no character is combined or ordered across a blank. Calls `visit_ascii`
// and `visit_other` with them in their order; all but the last end with a blank.
template <typename VisitAscii, typename VisitOther>
void for_each_part(std::string_view utf8, VisitAscii visit_ascii, VisitOther visit_other) {
  while (!utf8.empty()) {
    const auto other = std::ranges::find_if(utf8, [](char c) { return !ascii::is_ascii(c); });
    const auto ascii = static_cast<std::size_t>(other - utf8.begin());
    // Up to the blank before the first word that is not.
    const std::size_t part = ascii == utf8.size() ? ascii : utf8.substr(0, ascii).rfind(' ') + 1;
    if (part > 0) visit_ascii(utf8.substr(0, part));
    utf8.remove_prefix(part);
    if (utf8.empty()) return;
    const std::size_t word = std::min(utf8.find(' '), utf8.size() - 1) + 1;
    visit_other(utf8.substr(0, word));
    utf8.remove_prefix(word);
  }
}

// Appends the tokens of a part that is ASCII, folded, each after a blank but the first of all.
void append_tokens(std::string& result, std::string_view ascii) {
  bool inside = false;
  const std::size_t before = result.size();
  result.resize(before + ascii.size() + 1);
  char* end = result.data() + before;
  for (const char c : ascii) {
    // Written in any case, and kept if it belongs there: where words end cannot be foretold.
    const bool is_letter = ascii::is_letter_or_digit(c);
    *end = ' ';
    end += is_letter && !inside && end != result.data() ? 1 : 0;
    *end = ascii::lower(c);
    end += is_letter ? 1 : 0;
    inside = is_letter;
  }
  result.resize(static_cast<std::size_t>(end - result.data()));
}

class StopWords {
 public:
  StopWords() {
    std::string_view rest = data::stopwords_txt();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      if (!line.empty() && line.front() != '#') add(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  bool contains(std::string_view word) const {
    return !word.empty() && (lengths(word) >> word.size() % 64 & 1) != 0 && words_.contains(word);
  }

 private:
  void add(std::string_view word) {
    words_.insert(word);
    lengths_[static_cast<unsigned char>(word.front())] |= std::uint64_t{1} << word.size() % 64;
  }
  std::uint64_t lengths(std::string_view word) const {
    return lengths_[static_cast<unsigned char>(word.front())];
  }

  std::unordered_set<std::string_view> words_;
  // Of the words with a first byte, as bits: spares most other words being looked up.
  std::array<std::uint64_t, 256> lengths_{};
};

}  // namespace

std::string fold(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  for_each_part(
      utf8,
      [&](std::string_view part) {
        for (const char c : part) result += ascii::lower(c);
      },
      [&](std::string_view word) { result += folded(word); });
  return result;
}

std::string with_plain_letters(std::string folded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLetters = {
      {{"ø", "o"},
       {"ł", "l"},
       {"đ", "d"},
       {"ħ", "h"},
       {"ı", "i"},
       {"æ", "ae"},
       {"œ", "oe"},
       {"ð", "d"},
       {"þ", "th"}}};
  if (ascii::is_ascii(folded)) return folded;
  for (const auto& [letter, plain] : kLetters) {
    for (std::size_t at = folded.find(letter); at != std::string::npos;
         at = folded.find(letter, at)) {
      folded.replace(at, letter.size(), plain);
    }
  }
  return folded;
}

std::string sanitise(std::string_view utf8) {
  const bool clean = std::ranges::all_of(utf8, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (clean) return std::string(utf8);
  std::string result;
  result.reserve(utf8.size());
  while (!utf8.empty()) {
    const char32_t code = utf8::take_character(utf8).code_point;
    if (is_control(code)) {
      result += ' ';
    } else if (!is_deceptive(code)) {
      utf8::append(result, code);
    }
  }
  return result;
}

std::string collapse_whitespace(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  bool pending = false;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const bool no_break = utf8.substr(i).starts_with("\xC2\xA0");
    if (ascii::is_blank(utf8[i]) || no_break) {
      pending = !result.empty();
      if (no_break) ++i;
      continue;
    }
    if (pending) result += ' ';
    pending = false;
    result += utf8[i];
  }
  return result;
}

std::vector<std::string> tokens(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::vector<std::string> result;
  for_each_token(folded, [&](std::string_view token) { result.emplace_back(token); });
  return result;
}

std::string token_text(std::string_view utf8) {
  std::string result;
  result.reserve(utf8.size());
  for_each_part(
      utf8, [&](std::string_view part) { append_tokens(result, part); },
      [&](std::string_view word) {
        for_each_token(folded(word), [&](std::string_view token) {
          if (!result.empty()) result += ' ';
          result += token;
        });
      });
  return result;
}

bool is_stop_word(std::string_view token) {
  static const StopWords words;
  return words.contains(token);
}

}  // namespace papercup::text
