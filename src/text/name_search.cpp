#include "papercup/text/name_search.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/person_name.hpp"

namespace papercup::text {
namespace {

// The tokens of a word as one.
std::string key_word(std::string_view word) {
  std::string key;
  if (ascii::is_ascii(word)) {
    for (const char c : word) {
      if (ascii::is_letter_or_digit(c)) key += ascii::lower(c);
    }
    return key;
  }
  for (const std::string& token : tokens(word)) key += token;
  return with_plain_letters(std::move(key));
}

// Parts between blanks, points and commas, each of which becomes one word.
std::vector<std::string> key_words(std::string_view name) {
  std::vector<std::string> words;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(" ,.\t"), name.size());
    if (std::string word = key_word(name.substr(0, end)); !word.empty()) {
      words.push_back(std::move(word));
    }
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

void append_word(std::string& text, const std::string& word) {
  if (!text.empty()) text += ' ';
  text += word;
}

// One letter of a script that has small and capital ones.
bool is_cased_letter(std::string_view token) {
  const utf8::Character first = utf8::first_character(token);
  return first.size == token.size() &&
         utf8proc_category(static_cast<utf8proc_int32_t>(first.code_point)) == UTF8PROC_CATEGORY_LL;
}

// The words between dividers. A letter that is a part by itself is an initial; one that an
// apostrophe divides off is not.
NameWords words_of(std::string_view name) {
  constexpr std::string_view kDividers = " \t\r\n.,-_";
  NameWords words;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of(kDividers), name.size());
    const std::vector<std::string> part = tokens(name.substr(0, end));
    const bool is_initial = part.size() == 1 && is_cased_letter(part.front());
    for (const std::string& token : part) words.push_back({token, is_initial});
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  // A single word is meant as it is written.
  if (words.size() == 1) words.front().is_prefix = false;
  return words;
}

// The place at which the given names begin if they are initials after the family name; else 0.
std::size_t begin_of_last_initials(const NameWords& words) {
  const auto is_whole = [](const NameWord& word) { return !word.is_prefix; };
  const auto last = std::find_if(words.rbegin(), words.rend(), is_whole).base();
  const bool is_first_of_its_kind =
      std::all_of(words.begin(), last, is_whole) && last != words.begin() && last != words.end();
  return is_first_of_its_kind ? static_cast<std::size_t>(last - words.begin()) : 0;
}

// Lets the last word of the name as it is written be the beginning of one.
void make_prefix(NameWords& words, const std::string& token) {
  const auto word = std::find_if(words.rbegin(), words.rend(),
                                 [&](const NameWord& other) { return other.token == token; });
  if (word != words.rend()) word->is_prefix = true;
}

// The words of the name with the given names first, if it is not written so.
NameWords reordered(std::string_view name, const NameWords& written) {
  // What the parser leaves out or moves: parts between commas, affiliations, "et al.".
  const PersonName parsed = parse_person_name(name);
  if (parsed.and_others || name.find_first_of(",(") != std::string_view::npos) {
    NameWords words = words_of(in_reading_order(parsed));
    // A single word that an affiliation leaves is too little to go by.
    return words.size() > 1 || parsed.and_others ? words : written;
  }
  NameWords words = written;
  std::rotate(words.begin(),
              words.begin() + static_cast<std::ptrdiff_t>(begin_of_last_initials(words)),
              words.end());
  return words;
}

}  // namespace

NameKey name_key(const PersonName& name) {
  std::vector<std::string> family = key_words(name.particles + " " + name.family);
  const auto is_article = [](const std::string& word) { return word == "the" || word == "for"; };
  while (name.is_group && family.size() > 1 && is_article(family.front())) {
    family.erase(family.begin());
  }
  NameKey key;
  key.given = key_words(name.given);
  for (const std::string& word : key.given) append_word(key.whole, word);
  for (const std::string& word : family) append_word(key.whole, word);
  auto begin = name.is_group || family.empty() ? family.begin() : family.end() - 1;
  while (begin != family.begin() && is_name_particle(*(begin - 1))) --begin;
  for (; begin != family.end(); ++begin) append_word(key.family, *begin);
  return key;
}

std::vector<NameWords> name_orders(std::string_view name, LastWord last) {
  NameWords words = words_of(name);
  if (words.empty()) return {};
  NameWords others = reordered(name, words);
  if (last == LastWord::prefix) {
    make_prefix(others, words.back().token);
    words.back().is_prefix = true;
  }
  std::vector<NameWords> orders = {std::move(words)};
  if (!others.empty() && others != orders.front()) orders.push_back(std::move(others));
  return orders;
}

std::vector<NameWords> family_first_orders(std::string_view name) {
  const PersonName parsed = parse_person_name(name);
  if (parsed.is_group || parsed.given.empty()) return {};
  std::vector<NameWords> orders;
  for (const std::string& order :
       {parsed.particles + " " + parsed.family + " " + parsed.suffix + " " + parsed.given,
        parsed.family + " " + parsed.given + " " + parsed.particles + " " + parsed.suffix}) {
    NameWords words = words_of(order);
    if (std::ranges::find(orders, words) == orders.end()) {
      orders.push_back(std::move(words));
    }
  }
  return orders;
}

bool has_name(const std::vector<std::string>& tokens, const NameWords& words) {
  const auto fits = [](const std::string& token, const NameWord& word) {
    return word.is_prefix ? token.compare(0, word.token.size(), word.token) == 0
                          : token == word.token;
  };
  return std::search(tokens.begin(), tokens.end(), words.begin(), words.end(), fits) !=
         tokens.end();
}

}  // namespace papercup::text
