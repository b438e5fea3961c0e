#include "papercup/text/name_key.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/tokens.hpp"

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

}  // namespace papercup::text
