#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/query/query_parts.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

using Kind = Lexeme::Kind;

// A part of a word that is no text here, from its place in the query.
struct Refusal {
  std::size_t position;
  std::string what, hint;
};

bool is_text(char c) { return ascii::is_letter_or_digit(c) || !ascii::is_ascii(c); }

constexpr std::size_t kNowhere = std::string_view::npos;

constexpr std::string_view kAsText = " To search for it as text, put it in quotes.";

// A query copied out of an address, such as cat:cs.LG+AND+ti:%22graph%22.
std::optional<Refusal> encoded_for_address(const Lexeme& word) {
  constexpr std::array<std::string_view, 7> kSigns = {"+AND+", "+OR+", "+ANDNOT+", "%20",
                                                      "%22",   "%28",  "%29"};
  const bool is_encoded = std::ranges::any_of(
      kSigns, [&](std::string_view sign) { return word.text.find(sign) != kNowhere; });
  if (!is_encoded) return std::nullopt;
  return Refusal{word.position, "this looks like a query out of an address",
                 "Write blanks for + and %20, quotes for %22, parentheses for %28 and %29."};
}

// Colons and slashes make it a reference that is no text: the bare identifier may be.
std::optional<Refusal> reference_to_paper(const Lexeme& word) {
  const bool has_field_of_its_own = !word.field && word.text.find(':') != kNowhere;
  if (!has_field_of_its_own && word.text.find("arxiv.org/") == kNowhere) return std::nullopt;
  const std::optional<PaperRef> ref = PaperRef::try_parse(word.text);
  if (!ref) return std::nullopt;
  return Refusal{word.position,
                 has_field_of_its_own ? "a paper's identifier needs the field id"
                                      : "a paper's address is nothing to search for",
                 fmt::format("Write id:{}", ref->id.to_string())};
}

// A sign before a word or a field, as web search engines have it, with the operator that is meant.
struct Sign {
  std::string_view sign, name, effect, instead;
};

const Sign* find_sign(std::string_view text) {
  constexpr std::string_view kExclude = "ANDNOT";
  static constexpr std::array<Sign, 9> kSigns = {
      {{"-", "a minus sign", "excludes", kExclude},
       {"\u2010", "a hyphen", "excludes", kExclude},
       {"\u2011", "a hyphen", "excludes", kExclude},
       {"\u2012", "a dash", "excludes", kExclude},
       {"\u2013", "a dash", "excludes", kExclude},
       {"\u2014", "a dash", "excludes", kExclude},
       {"\u2212", "a minus sign", "excludes", kExclude},
       {"!", "an exclamation mark", "excludes", kExclude},
       {"+", "a plus sign", "requires", "AND"}}};
  const auto* const found =
      std::ranges::find_if(kSigns, [&](const Sign& sign) { return text.starts_with(sign.sign); });
  return found == kSigns.end() ? nullptr : found;
}

// -ti:survey, +survey, -"a survey", -(a b). A sign by itself is left to others.
std::optional<Refusal> leading_sign(std::string_view query, const Lexeme& word) {
  const Sign* const sign = find_sign(word.text);
  if (sign == nullptr) return std::nullopt;
  const std::size_t end = word.text_position + word.text.size();
  const std::string_view signed_word = word.text.substr(sign->sign.size());
  const bool touches_group = end < query.size() && (query[end] == '(' || query[end] == '"');
  const bool has_word = !signed_word.empty() && is_text(signed_word.front());
  if (!has_word && !(signed_word.empty() && touches_group)) return std::nullopt;

  const std::string_view field = query.substr(word.position, word.text_position - word.position);
  const std::string meant = fmt::format("{}{}", field, has_word ? signed_word : "...");
  const bool excludes = sign->instead == "ANDNOT";
  return Refusal{
      word.text_position, fmt::format("{} {} nothing here", sign->name, sign->effect),
      fmt::format("Write {} {}{}.{}", sign->instead, meant,
                  excludes ? fmt::format(", or NOT {} at the beginning", meant) : "", kAsText)};
}

// a|b, a||b, a&&b: `AT&T` is text.
std::optional<Refusal> joining_sign(const Lexeme& word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSigns = {
      {{"||", "OR"}, {"&&", "AND"}, {"|", "OR"}}};
  for (const auto& [sign, instead] : kSigns) {
    const std::size_t at = word.text.find(sign);
    if (at == kNowhere || at == 0 || at + sign.size() >= word.text.size()) continue;
    if (sign == "|" && !(is_text(word.text[at - 1]) && is_text(word.text[at + 1]))) continue;
    return Refusal{word.text_position + at, fmt::format("{} is no operator here", sign),
                   fmt::format("Write {} with blanks around it.{}", instead, kAsText)};
  }
  return std::nullopt;
}

bool is_field(std::string_view name) {
  return find_query_field(name).has_value() || ascii::equal_ignoring_case(name, kSubmittedField) ||
         ascii::equal_ignoring_case(name, kAnnouncedField);
}

// The letters that end before `end`.
std::string_view name_before(std::string_view text, std::size_t end) {
  std::size_t start = end;
  while (start > 0 && ascii::is_letter(text[start - 1])) --start;
  return text.substr(start, end - start);
}

// A field that is none because of what it is glued to: a,ti:b au:ti:b :b ti=b, and a colon of
// another width.
std::optional<Refusal> misplaced_field(const Lexeme& word) {
  if (word.text.front() == ':') {
    return Refusal{word.text_position, "a colon stands directly after its field",
                   "Write it without a blank, as in ti:word."};
  }
  for (std::size_t at = word.text.find(':'); at != kNowhere; at = word.text.find(':', at + 1)) {
    const std::string_view name = name_before(word.text, at);
    if (!is_field(name)) continue;
    return Refusal{word.text_position + at - name.size(),
                   fmt::format("the field {}: stands within a word", name),
                   fmt::format("Write a blank before it.{}", kAsText)};
  }
  if (word.field) return std::nullopt;
  for (const std::string_view sign : {"=", "：", "∶"}) {
    const std::size_t at = word.text.find(sign);
    if (at == kNowhere || !is_field(word.text.substr(0, at))) continue;
    const std::string_view name = word.text.substr(0, at);
    return Refusal{word.text_position + at, fmt::format("{} is followed by a colon", name),
                   fmt::format("Write {}:{}{}", name, word.text.substr(at + sign.size()),
                               sign == "=" ? "." + std::string(kAsText) : "")};
  }
  return std::nullopt;
}

// organi?ation: a question mark at the end of a title is text.
std::optional<Refusal> question_mark(const Lexeme& word) {
  const std::size_t at = word.text.find('?');
  if (at == kNowhere || at == 0 || at + 1 >= word.text.size()) return std::nullopt;
  if (!is_text(word.text[at - 1]) || !is_text(word.text[at + 1])) return std::nullopt;
  return Refusal{word.text_position + at, "a question mark stands for no letter here",
                 fmt::format("A star at the end finds all words that begin so: {}*.{}",
                             word.text.substr(0, at), kAsText)};
}

// word~2 and word^3 of Lucene; 10^6 and x^2 are text.
std::optional<Refusal> lucene_suffix(const Lexeme& word) {
  const std::size_t at = word.text.find_last_of("~^");
  if (at == kNowhere || at < 2 || !ascii::is_letter(word.text[at - 1]) ||
      !ascii::is_letter(word.text[at - 2])) {
    return std::nullopt;
  }
  const std::string_view number = word.text.substr(at + 1);
  const bool is_number =
      std::ranges::all_of(number, [](char c) { return ascii::is_digit(c) || c == '.'; });
  const bool is_fuzzy = word.text[at] == '~';
  if (!is_number || (number.empty() && !is_fuzzy)) return std::nullopt;
  return Refusal{word.text_position + at,
                 is_fuzzy ? "a tilde finds no similar words here" : "words have no weights here",
                 fmt::format("Write {}{}.{}", word.text.substr(0, at),
                             is_fuzzy ? ", or its beginning with a star" : "", kAsText)};
}

std::size_t single_quote_size(std::string_view text) {
  for (const std::string_view mark : {"'", "‘", "’", "‚", "`"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

// 'graph network': the first of several words that single quotes are around. 't Hooft is a name.
std::optional<Refusal> single_quotes(std::string_view query, const Lexeme& word) {
  const std::size_t open = single_quote_size(word.text);
  if (open == 0) return std::nullopt;
  constexpr int kMostWords = 12;
  const std::size_t start = word.text_position + open;
  int words = 0;
  for (std::size_t at = start; at < query.size() && words < kMostWords; ++at) {
    if (ascii::is_blank(query[at]) && !ascii::is_blank(query[at - 1])) ++words;
    if (quote_size(query.substr(at)) > 0) return std::nullopt;  // of a phrase
    const std::size_t size = single_quote_size(query.substr(at));
    if (size == 0) continue;
    const std::string_view after = query.substr(at + size);
    const bool ends_word = after.empty() || after.front() == '(' || after.front() == ')' ||
                           utf8::blank_size(after) > 0 || quote_size(after) > 0;
    if (!ends_word) continue;
    if (at < word.text_position + word.text.size()) return std::nullopt;  // 'word'
    return Refusal{word.text_position, "single quotes hold no words together",
                   fmt::format("Write \"{}\".", query.substr(start, at - start))};
  }
  return std::nullopt;
}

}  // namespace

void refuse_other_grammars(std::string_view query, const Lexeme& word) {
  const std::array<std::optional<Refusal>, 8> refusals = {
      encoded_for_address(word), reference_to_paper(word),  leading_sign(query, word),
      joining_sign(word),        misplaced_field(word),     question_mark(word),
      lucene_suffix(word),       single_quotes(query, word)};
  for (const std::optional<Refusal>& refusal : refusals) {
    if (refusal) throw query_error(query, refusal->position, refusal->what, refusal->hint);
  }
}

}  // namespace papercup
