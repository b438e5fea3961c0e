#include "rank/features/author_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "papercup/text/normalise.hpp"
#include "papercup/text/tokens.hpp"

namespace papercup::rank {
namespace {

using Words = std::vector<std::string>;

// Letters that have no decomposition, so that folding leaves them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPlainLetters = {
    {{"ø", "o"},
     {"ł", "l"},
     {"đ", "d"},
     {"ħ", "h"},
     {"ı", "i"},
     {"æ", "ae"},
     {"œ", "oe"},
     {"ð", "d"},
     {"þ", "th"}}};

std::string plain(std::string word) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(word.begin(), word.end(), is_ascii)) return word;
  for (const auto& [letter, replacement] : kPlainLetters) {
    for (std::size_t at = word.find(letter); at != std::string::npos; at = word.find(letter, at)) {
      word.replace(at, letter.size(), replacement);
    }
  }
  return word;
}

// Parts between blanks; what a hyphen or an apostrophe divides stays one word: "Jean-Pierre",
// "O'Hara".
Words name_words(std::string_view name) {
  Words words;
  std::size_t start = 0;
  while (start < name.size()) {
    const std::size_t end = std::min(name.find_first_of(" ,.\t", start), name.size());
    std::string word;
    for (const std::string& token : text::tokens(name.substr(start, end - start)))
      word += plain(token);
    if (!word.empty()) words.push_back(std::move(word));
    start = end + 1;
  }
  return words;
}

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_particle(const std::string& word) {
  static constexpr std::array<std::string_view, 20> kParticles = {
      "van", "von", "der", "den", "de",  "del", "della", "di", "da", "dos",
      "das", "du",  "la",  "le",  "ter", "ten", "zu",    "al", "el", "bin"};
  return is_one_of(kParticles, word);
}

bool is_suffix(const std::string& word) {
  static constexpr std::array<std::string_view, 5> kSuffixes = {"jr", "sr", "ii", "iii", "iv"};
  return is_one_of(kSuffixes, word);
}

bool is_group(const std::string& word) {
  static constexpr std::array<std::string_view, 5> kGroups = {"collaboration", "consortium", "team",
                                                              "group", "project"};
  return is_one_of(kGroups, word);
}

std::string joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

struct Name {
  std::string family, given;  // without a given name: one word, or a group
};

Name parse(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    const Words family = name_words(text.substr(0, comma));
    const Words given = name_words(text.substr(comma + 1));
    if (!family.empty() && !given.empty() && !is_suffix(given.front())) {
      return {joined(family, 0, family.size()), given.front()};
    }
  }
  Words words = name_words(text);
  while (words.size() > 2 && is_suffix(words.back())) words.pop_back();
  if (words.size() < 2 || is_group(words.back())) return {joined(words, 0, words.size()), {}};
  std::size_t family = words.size() - 1;
  while (family > 1 && is_particle(words[family - 1])) --family;
  return {joined(words, family, words.size()), words.front()};
}

// The first letter, whole if it takes several bytes.
std::string initial(const std::string& given) {
  std::size_t end = 1;
  while (end < given.size() && (static_cast<unsigned char>(given[end]) & 0xc0) == 0x80) ++end;
  return given.substr(0, end);
}

}  // namespace

std::vector<std::string> carried_name_forms(std::string_view name) {
  const Name parsed = parse(name);
  if (parsed.family.empty()) return {};
  if (parsed.given.empty()) return {parsed.family};
  const std::string first = initial(parsed.given);
  const std::string short_form = parsed.family + ", " + first;
  return {short_form,
          first == parsed.given ? short_form + "." : parsed.family + ", " + parsed.given};
}

std::vector<std::string> sought_name_forms(std::string_view name) {
  const Name parsed = parse(name);
  if (parsed.family.empty()) return {};
  if (parsed.given.empty()) return {parsed.family};
  const std::string first = initial(parsed.given);
  const std::string short_form = parsed.family + ", " + first;
  if (first == parsed.given) return {short_form};
  return {parsed.family + ", " + parsed.given, short_form + "."};
}

}  // namespace papercup::rank
