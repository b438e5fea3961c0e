#include "digest/sentence_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "digest/signals/embedded_data.hpp"
#include "digest/signals/finders.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup::digest {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kShortSentence = 70, kLongSentence = 300;  // bytes

const Rules& cues() {
  static const Rules rules(data::sentence_cues_tsv());
  return rules;
}

// Headings of the parts of an abstract, in lower case, and the feature of what stands under them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kParts = {{
    {"aim", "part_aims"},
    {"aims", "part_aims"},
    {"approach", "part_methods"},
    {"background", "part_background"},
    {"conclusion", "part_conclusions"},
    {"conclusions", "part_conclusions"},
    {"context", "part_background"},
    {"discussion", "part_conclusions"},
    {"findings", "part_results"},
    {"goal", "part_aims"},
    {"goals", "part_aims"},
    {"introduction", "part_background"},
    {"main results", "part_results"},
    {"materials and methods", "part_methods"},
    {"method", "part_methods"},
    {"methodology", "part_methods"},
    {"methods", "part_methods"},
    {"motivation", "part_background"},
    {"objective", "part_aims"},
    {"objectives", "part_aims"},
    {"purpose", "part_aims"},
    {"result", "part_results"},
    {"results", "part_results"},
    {"significance", "part_conclusions"},
}};

struct Heading {
  std::string_view part;
  std::size_t length;  // bytes, with what follows up to the next word
};

// "Aims. We", "RESULTS: We", "{\it Methods.} We", "\textbf{Results:} We".
std::optional<Heading> heading_of(std::string_view sentence) {
  std::size_t at = 0;
  while (at < sentence.size() && (sentence[at] == '{' || sentence[at] == '\\')) {
    ++at;
    if (sentence[at - 1] == '{') continue;
    while (at < sentence.size() && ascii::is_letter(sentence[at])) ++at;
    while (at < sentence.size() && sentence[at] == ' ') ++at;
  }
  const std::size_t begin = at;
  while (at < sentence.size() && (ascii::is_letter(sentence[at]) || sentence[at] == ' ')) ++at;
  const std::string words = ascii::lower(sentence.substr(begin, at - begin));
  const auto* const part =
      std::ranges::find(kParts, words, [](const auto& row) { return row.first; });
  if (part == kParts.end()) return std::nullopt;
  const std::size_t end = std::min(sentence.find_first_not_of(".:} ", at), sentence.size());
  if (end == at || sentence.substr(at, end - at).find_first_of(".:") == std::string_view::npos) {
    return std::nullopt;
  }
  return Heading{part->second, end};
}

// "(2) The mass", "ii) The mass": a part of a list that begins elsewhere.
bool is_list_item(std::string_view sentence) {
  const std::size_t from = sentence.starts_with('(') ? 1 : 0;
  const std::size_t end = sentence.find_first_not_of("0123456789ivxIVX", from);
  return end != std::string_view::npos && end > from && end - from <= 4 && sentence[end] == ')';
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// A number that stands by itself, as those of names do not ("3D", "GPT-4", "H2").
bool has_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!ascii::is_digit(text[at])) continue;
    const bool begins =
        at == 0 || (!ascii::is_letter_or_digit(text[at - 1]) && text[at - 1] != '-' &&
                    text[at - 1] != '_' && text[at - 1] != '^' && text[at - 1] != '{');
    const std::size_t end = std::min(text.find_first_not_of("0123456789.,", at), text.size());
    if (begins && (end == text.size() || !ascii::is_letter(text[end]))) return true;
    at = end;
  }
  return false;
}

// "by 60 %", "up to 11 points", "from 3 to 2 times": how much something is changed, and not only
// how much there is.
bool has_change(std::string_view text) {
  constexpr std::array kBefore = {"by"sv, "to"sv, "than"sv, "least"sv, "over"sv, "only"sv};
  constexpr std::array kUnits = {"%"sv,    R"(\%)"sv, "percent"sv, "points"sv,      "times"sv,
                                 "fold"sv, "-fold"sv, "orders"sv,  R"($\times$)"sv, "×"sv};
  for (std::size_t at = text.find_first_of("0123456789"); at < text.size();
       at = text.find_first_of("0123456789", at)) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789.,", at), text.size());
    std::string_view before = text.substr(0, at);
    while (before.ends_with(' ') || before.ends_with('$') || before.ends_with('-')) {
      before.remove_suffix(1);
    }
    before.remove_prefix(std::min(before.rfind(' ') + 1, before.size()));
    std::string_view after = text.substr(end);
    while (after.starts_with(' ') || after.starts_with('$')) after.remove_prefix(1);
    const bool is_unit =
        std::ranges::any_of(kUnits, [&](std::string_view unit) { return after.starts_with(unit); });
    if (is_unit && std::ranges::find(kBefore, before) != kBefore.end()) return true;
    at = end;
  }
  return false;
}

std::string_view place_of(std::size_t place, std::size_t count) {
  constexpr std::array kQuarters = {"place_1"sv, "place_2"sv, "place_3"sv, "place_4"sv};
  if (count == 1) return "only";
  if (place == 0) return "first";
  if (place + 1 == count) return "last";
  return kQuarters[place * kQuarters.size() / count];
}

void add_forms(std::string_view text, std::vector<std::string_view>& names) {
  if (contains_any(text, {"%", "percent", "per cent"})) names.emplace_back("percent");
  if (contains_any(text, {"\\pm", "±", "\\sigma", "σ", "\\approx", "≈", "\\sim", "∼", "\\times",
                          "×", "\\lesssim", "\\gtrsim", "\\simeq", "p <", "p<"})) {
    names.emplace_back("measured");
  }
  if (has_number(text)) names.emplace_back("number");
  if (has_change(text)) names.emplace_back("change");
  if (text.ends_with('?')) names.emplace_back("question");
  if (text.size() < kShortSentence) names.emplace_back("short");
  if (text.size() > kLongSentence) names.emplace_back("long");
  if (!find_releases(Rules::built_in().scan(text), StatedIn::abstract).empty() ||
      contains_any(text, {"http", "bridged)"})) {
    names.emplace_back("release");
  }
}

bool has(const SentenceFeatures& sentence, std::string_view name) {
  return std::ranges::find(sentence.names, name) != sentence.names.end();
}

SentenceFeatures features_of(std::string_view abstract, const Statement& statement) {
  SentenceFeatures sentence{.begin = statement.begin, .end = statement.end, .names = {}};
  while (sentence.begin < sentence.end && ascii::is_blank(abstract[sentence.begin])) {
    ++sentence.begin;
  }
  const std::string_view text = abstract.substr(sentence.begin, sentence.end - sentence.begin);
  const std::optional<Heading> heading = heading_of(text);
  const std::size_t begin = sentence.begin + (heading ? heading->length : 0);
  // Patterns look at beginnings: the heading is none.
  std::vector<Word> words;
  for (const Word& word : statement.words) {
    if (word.begin >= begin) words.push_back(word);
  }
  if (!words.empty()) sentence.begin = begin;
  sentence.names = cues().fitting(words);
  add_forms(abstract.substr(sentence.begin, sentence.end - sentence.begin), sentence.names);
  sentence.points_back = has(sentence, "refers") || has(sentence, "joins") ||
                         is_list_item(abstract.substr(sentence.begin, 8));
  if (heading) sentence.names.emplace_back(heading->part);
  return sentence;
}

// What the sentences before one tell about it.
void add_context(std::vector<SentenceFeatures>& sentences) {
  const bool has_own = std::ranges::any_of(
      sentences, [](const SentenceFeatures& sentence) { return has(sentence, "own"); });
  bool after_own = !has_own;
  std::string_view part;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    SentenceFeatures& sentence = sentences[i];
    // An abstract that begins with its result says how much was gained; others begin with what is
    // known.
    const bool is_result = has(sentence, "change");
    if (!after_own && !has(sentence, "own") && !is_result)
      sentence.names.emplace_back("before_own");
    if (after_own && has_own) sentence.names.emplace_back("after_own");
    after_own = after_own || has(sentence, "own") || is_result;
    const auto heading = std::ranges::find_if(
        sentence.names, [](std::string_view name) { return name.starts_with("part_"); });
    if (heading != sentence.names.end()) {
      part = *heading;
    } else if (!part.empty()) {
      sentence.names.emplace_back(part);
    }
    const std::string_view place = place_of(i, sentences.size());
    if (place != "first" || !is_result) sentence.names.emplace_back(place);
  }
}

// data/sentence-weights.tsv, read once: a row a feature, its weight for a result and for an idea.
using Weights = std::map<std::string_view, SentenceOdds, std::less<>>;

double weight_of(std::string_view text) {
  try {
    return std::stod(std::string(text));
  } catch (const std::logic_error&) {
    throw Error(ErrorKind::failure, fmt::format("sentence-weights.tsv: no weight: {}", text));
  }
}

Weights read_weights(std::string_view table) {
  Weights weights;
  while (!table.empty()) {
    const std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(line.size() + 1, table.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', std::min(first + 1, line.size()));
    if (second == std::string_view::npos) {
      throw Error(ErrorKind::failure,
                  fmt::format("sentence-weights.tsv: a row does not have three columns: {}", line));
    }
    weights[line.substr(0, first)] = {weight_of(line.substr(first + 1, second - first - 1)),
                                      weight_of(line.substr(second + 1))};
  }
  return weights;
}

}  // namespace

std::vector<SentenceFeatures> sentence_features(std::string_view abstract) {
  std::vector<SentenceFeatures> sentences;
  for (const Statement& statement : cues().sentences_of(abstract)) {
    sentences.push_back(features_of(abstract, statement));
  }
  add_context(sentences);
  return sentences;
}

SentenceOdds sentence_odds(const SentenceFeatures& sentence) {
  static const Weights weights = read_weights(data::sentence_weights_tsv());
  SentenceOdds sum = weights.at("always");
  for (const std::string_view name : sentence.names) {
    const auto found = weights.find(name);
    if (found == weights.end()) continue;
    sum.result += found->second.result;
    sum.idea += found->second.idea;
  }
  const double result = std::exp(sum.result);
  const double idea = std::exp(sum.idea);
  return {result / (1 + result + idea), idea / (1 + result + idea)};
}

}  // namespace papercup::digest
