#include "papercup/text/tokens.hpp"

#include <algorithm>
#include <unordered_set>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

// Files of data/, put into the program when it is built (see papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view stopwords_txt();

}  // namespace papercup::data

namespace papercup::text {
namespace {

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

}  // namespace

std::vector<std::string> tokens(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::vector<std::string> result;
  for_each_token(folded, [&](std::string_view token) { result.emplace_back(token); });
  return result;
}

std::string token_text(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::string result;
  result.reserve(folded.size());
  for_each_token(folded, [&](std::string_view token) {
    if (!result.empty()) result += ' ';
    result += token;
  });
  return result;
}

bool is_stop_word(std::string_view token) {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> set;
    std::string_view rest = data::stopwords_txt();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      if (!line.empty() && line.front() != '#') set.insert(line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return set;
  }();
  return words.contains(token);
}

}  // namespace papercup::text
