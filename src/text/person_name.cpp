#include "papercup/text/person_name.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::text {
namespace {

// Words of one text, as views into it.
using Words = std::vector<std::string_view>;

// Whether a word is in a list of words in lower case, whatever its own case.
template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& list, std::string_view word) {
  return std::ranges::any_of(list, [&](std::string_view entry) {
    return entry.size() == word.size() && entry.front() == ascii::lower(word.front()) &&
           ascii::equal_ignoring_case(entry, word);
  });
}

std::string_view without_point(std::string_view word) {
  return word.ends_with('.') ? word.substr(0, word.size() - 1) : word;
}

utf8proc_category_t category_of_first(std::string_view word) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(utf8::first_character(word).code_point));
}

bool begins_in_lower_case(std::string_view word) {
  return category_of_first(word) == UTF8PROC_CATEGORY_LL;
}

bool begins_with_cased_letter(std::string_view word) {
  return begins_in_lower_case(word) || category_of_first(word) == UTF8PROC_CATEGORY_LU;
}

// "J", "J." and "J.-P.".
bool is_initial(std::string_view word) {
  while (!word.empty() && begins_with_cased_letter(word)) {
    utf8::take_character(word);
    if (word.starts_with('.')) word.remove_prefix(1);
    if (word.empty()) return true;
    if (!word.starts_with('-')) return false;
    word.remove_prefix(1);
  }
  return false;
}

// Whether all of it is Han, Kana or Hangul.
bool is_east_asian(std::string_view word) {
  while (!word.empty()) {
    const char32_t c = utf8::take_character(word).code_point;
    const bool is_han = c == 0x3005 || (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) ||
                        (c >= 0x20000 && c < 0x40000);
    const bool is_kana = c >= 0x3040 && c < 0x3100;
    const bool is_hangul = c >= 0xAC00 && c < 0xD7B0;
    if (!is_han && !is_kana && !is_hangul) return false;
  }
  return true;
}

constexpr std::array<std::string_view, 3> kConnectors = {"y", "e", "i"};  // "Ortega y Gasset"

bool is_lower_particle(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kMore = {
      "do",  "des", "dal", "dalla", "dei", "degli", "delle", "dello", "las", "los",   "te",
      "vom", "zum", "zur", "af",    "av",  "ibn",   "binti", "'t",    "op",  "van't", "vanden"};
  const bool is_particle =
      is_name_particle(word) || is_one_of(kMore, word) || is_one_of(kConnectors, word);
  return is_particle && (begins_in_lower_case(word) || word.starts_with('\''));
}

bool is_particle(std::string_view word) {
  return is_name_particle(word) || is_lower_particle(word);
}

// Suffixes at the end of a name; Junior is a family name there.
bool is_short_suffix(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kSuffixes = {"jr", "sr", "ii", "iii", "iv"};
  return is_one_of(kSuffixes, without_point(word));
}

bool is_group(const Words& words) {
  static constexpr std::array<std::string_view, 5> kAnywhere = {"collaboration", "collaborations",
                                                                "consortium", "team", "teams"};
  static constexpr std::array<std::string_view, 9> kAtEnd = {
      "group",    "groups",  "project",    "projects",   "network",
      "alliance", "society", "initiative", "observatory"};
  static constexpr std::array<std::string_view, 3> kWithin = {"and", "&", "of"};
  if (words.size() < 2) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].substr(0, words[i].find_last_not_of(",.") + 1);
    const bool is_last = i + 1 == words.size();
    if (is_one_of(kAnywhere, word) || (is_last && is_one_of(kAtEnd, word))) return true;
    if (i > 0 && !is_last && is_one_of(kWithin, word)) return true;
  }
  return false;
}

// Whether a text has only what most names have: no parentheses, "_" or white space but blanks.
bool is_plain_line(std::string_view text) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  return std::ranges::none_of(
             text,
             [](char c) { return (c >= 0 && c < ' ') || c == '(' || c == ')' || c == '_'; }) &&
         text.find("  ") == std::string_view::npos &&
         text.find(kNoBreakSpace) == std::string_view::npos && ascii::trim(text) == text;
}

// The text without what is in parentheses; one without its partner is left out alone.
std::string without_parentheses(std::string_view text) {
  std::string kept;
  std::vector<std::size_t> open;  // where in `kept` the text of each parenthesis starts
  for (const char c : text) {
    if (c == '(') {
      open.push_back(kept.size());
    } else if (c != ')') {
      kept += c;
    } else if (!open.empty()) {
      kept.resize(open.back());
      open.pop_back();
    }
  }
  return kept;
}

// Takes "et al." off the end of a name, or "others" that is all of it.
bool take_others(std::string_view& text) {
  constexpr std::string_view kEtAl = "et al";
  const std::string_view rest = without_point(text);
  const std::size_t start = rest.size() - std::min(rest.size(), kEtAl.size());
  const bool is_word = start == 0 || rest[start - 1] == ' ' || rest[start - 1] == ',';
  if (is_word && ascii::equal_ignoring_case(rest.substr(start), kEtAl)) {
    text = rest.substr(0, start);
  } else if (text == "others") {
    text = {};
  } else {
    return false;
  }
  return true;
}

// Parts between blanks, and after the point of an initial ("J.P. Ngo"); those without a letter or
// digit are left out.
Words split_words(std::string_view text) {
  const auto is_letter = [](char c) { return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c); };
  Words words;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool ends = at == text.size() || text[at] == ' ' ||
                      (at > start && text[at - 1] == '.' && is_letter(text[at]));
    if (!ends) continue;
    const std::string_view word = text.substr(start, at - start);
    if (word == "&" || std::ranges::any_of(word, is_letter)) words.push_back(word);
    start = at < text.size() && text[at] == ' ' ? at + 1 : at;
  }
  return words;
}

// Words of one text from `begin` to before `end`, with a blank between those that had one.
std::string joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin && words[i - 1].data() + words[i - 1].size() != words[i].data()) text += ' ';
    text += words[i];
  }
  return text;
}

void append_part(std::string& text, std::string_view part) {
  if (!text.empty() && !part.empty()) text += ' ';
  text += part;
}

// "de Bruyn Kops III", which stands before a comma.
void read_family(const Words& words, PersonName& name) {
  std::size_t end = words.size();
  while (end > 1 && is_short_suffix(words[end - 1])) --end;
  std::size_t family = 0;
  while (family + 1 < end && is_particle(words[family])) ++family;
  name.particles = joined(words, 0, family);
  name.family = joined(words, family, end);
  append_part(name.suffix, joined(words, end, words.size()));
}

// "Anna van den" or "William Jr.", which follows a comma.
void read_given(const Words& words, PersonName& name) {
  std::size_t suffix = words.size();
  while (suffix > 1 && is_short_suffix(words[suffix - 1])) --suffix;
  std::size_t particle = suffix;
  while (particle > 1 && is_lower_particle(words[particle - 1])) --particle;
  name.given = joined(words, 0, particle);
  std::string particles = joined(words, particle, suffix);
  append_part(particles, name.particles);
  name.particles = std::move(particles);
  append_part(name.suffix, joined(words, suffix, words.size()));
}

// The place at which given names begin that are initials after the family name; the number of words
// if they stand before it.
std::size_t begin_of_last_initials(const Words& words, bool one_will_do) {
  std::size_t begin = words.size();
  while (begin > 0 && is_initial(words[begin - 1])) --begin;
  const std::size_t count = words.size() - begin;
  const bool are_given = count > 1 || (count == 1 && (one_will_do || words.back().ends_with('.')));
  return are_given && begin > 0 && !is_initial(words.front()) ? begin : words.size();
}

// The place at which the family name begins, with its particles.
std::size_t begin_of_family(const Words& words) {
  const std::size_t last = words.size() - 1;
  if (last == 0) return 0;
  if (last > 1 && is_lower_particle(words[0]) && is_lower_particle(words[1])) return 0;
  std::size_t first = 1;
  std::size_t begin = last;
  if (!begins_in_lower_case(words[last])) {
    for (std::size_t i = 1; i < last; ++i) {
      if (is_initial(words[i]) && !is_lower_particle(words[i])) first = i + 1;
    }
    const auto* const particle = std::find_if(&words[first], &words[last], is_lower_particle);
    begin = static_cast<std::size_t>(particle - words.data());
    if (begin > first && begin < last && is_one_of(kConnectors, *particle)) --begin;
  }
  while (begin > 1 && is_name_particle(words[begin - 1])) --begin;
  return begin;
}

bool is_suffix_at_end(const Words& words) {
  if (words.size() < 2) return false;
  if (is_short_suffix(words.back())) return true;
  return words.size() > 2 && words.back() == "V" && !is_initial(words[words.size() - 2]);
}

// A name without a comma.
void read_whole(Words words, bool last_is_given, PersonName& name) {
  if (words.size() > 1 && std::ranges::all_of(words, is_east_asian)) {
    name.family = words.front();
    name.given = joined(words, 1, words.size());
    return;
  }
  std::string suffix;
  while (is_suffix_at_end(words)) {
    std::string last(words.back());
    append_part(last, suffix);
    suffix = std::move(last);
    words.pop_back();
  }
  append_part(name.suffix, suffix);
  const std::size_t initials = begin_of_last_initials(words, last_is_given);
  if (initials < words.size()) {
    name.given = joined(words, initials, words.size());
    words.resize(initials);
    read_family(words, name);
    return;
  }
  const std::size_t begin = begin_of_family(words);
  std::size_t family = begin;
  while (family + 1 < words.size() && is_particle(words[family])) ++family;
  name.given = joined(words, 0, begin);
  name.particles = joined(words, begin, family);
  name.family = joined(words, family, words.size());
}

// The parts between commas that have words; suffixes after a comma go into the name. A numeral
// like V is one only between two other parts, as an initial stands there otherwise.
std::vector<Words> comma_parts(std::string_view text, PersonName& name) {
  std::vector<Words> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    Words words = split_words(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const bool is_suffix = words.size() == 1 && !parts.empty() &&
                           (is_name_suffix(words.front()) ||
                            (words.front() == "V" && parts.size() == 1 && !text.empty()));
    if (is_suffix) {
      append_part(name.suffix, words.front());
    } else if (!words.empty()) {
      parts.push_back(std::move(words));
    }
  }
  return parts;
}

// "Jean-Luc" as "J.-L."; what has a point or is in lower case stays.
std::string initial_of(std::string_view given) {
  if (given.find('.') != std::string_view::npos || begins_in_lower_case(given)) {
    return std::string(given);
  }
  std::string result;
  while (!given.empty()) {
    const std::size_t hyphen = std::min(given.find('-'), given.size());
    if (hyphen > 0) {
      if (!result.empty()) result += '-';
      result += given.substr(0, utf8::first_character(given).size);
      result += '.';
    }
    given.remove_prefix(std::min(hyphen + 1, given.size()));
  }
  return result;
}

}  // namespace

PersonName parse_person_name(std::string_view text) {
  std::string_view rest = text;
  std::string line;
  bool last_is_given = false;
  if (!is_plain_line(text)) {
    line = collapse_whitespace(without_parentheses(text));
    const std::size_t underscore = line.rfind('_');
    last_is_given =
        underscore != std::string::npos && line.find(' ', underscore) == std::string::npos;
    std::replace(line.begin(), line.end(), '_', ' ');
    rest = line;
  }
  if (ascii::starts_with_ignoring_case(rest, "and ")) rest.remove_prefix(4);
  PersonName name;
  const auto remove_last_commas = [&] { rest = rest.substr(0, rest.find_last_not_of(" ,") + 1); };
  remove_last_commas();
  name.and_others = take_others(rest);
  remove_last_commas();
  Words words = split_words(rest);
  if (words.empty()) return name;
  if (is_group(words)) {
    name.family = rest;
    name.is_group = true;
    return name;
  }
  std::vector<Words> parts;
  if (rest.find(',') != std::string_view::npos) parts = comma_parts(rest, name);
  if (parts.size() < 2) {
    read_whole(parts.empty() ? std::move(words) : std::move(parts.front()), last_is_given, name);
  } else {
    read_family(parts[0], name);
    read_given(parts[1], name);
  }
  return name;
}

std::string in_reading_order(const PersonName& name) {
  std::string text;
  const bool is_family_first = is_east_asian(name.family);
  if (!is_family_first) append_part(text, name.given);
  append_part(text, name.particles);
  append_part(text, name.family);
  if (is_family_first) append_part(text, name.given);
  append_part(text, name.suffix);
  return text;
}

std::string abbreviated(const PersonName& name) {
  PersonName shorter = name;
  if (!is_east_asian(name.family)) {
    shorter.given.clear();
    for (std::string_view given = name.given; !given.empty();) {
      const std::size_t end = std::min(given.find(' '), given.size());
      append_part(shorter.given, initial_of(given.substr(0, end)));
      given.remove_prefix(std::min(end + 1, given.size()));
    }
  }
  std::string text = in_reading_order(shorter);
  if (name.and_others) append_part(text, "et al.");
  return text;
}

bool is_name_particle(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kParticles = {
      "van", "von", "der", "den", "de",  "del", "della", "di", "da", "dos",
      "das", "du",  "la",  "le",  "ter", "ten", "zu",    "al", "el", "bin"};
  return is_one_of(kParticles, word);
}

bool is_name_suffix(std::string_view word) {
  return is_short_suffix(word) || ascii::equal_ignoring_case(word, "Junior") ||
         ascii::equal_ignoring_case(word, "Senior");
}

}  // namespace papercup::text
