#include "papercup/digest/abstract.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statements.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::digest {
namespace {

// Found by reading digests: a sentence without any of the terms may still be the one that says
// what was found.
constexpr double kBase = 0.5;
constexpr double kDecisive = 1.8, kFigure = 1.3, kFirst = 0.6, kBackground = 0.5, kDangling = 0.75;
constexpr double kRelease = 0.1;
// What leaves no room for another sentence.
constexpr double kLong = 0.7;
constexpr std::size_t kLongest = 230, kShortest = 100;  // bytes

bool is_inside_word(std::string_view text, std::size_t at) {
  return at < text.size() && (ascii::is_letter_or_digit(text[at]) || !ascii::is_ascii(text[at]));
}

bool contains_term(std::string_view sentence, std::string_view term) {
  for (std::size_t at = sentence.find(term); at != std::string_view::npos;
       at = sentence.find(term, at + 1)) {
    const bool begins = at == 0 || !is_inside_word(sentence, at - 1);
    if (begins && !is_inside_word(sentence, at + term.size())) return true;
  }
  return false;
}

// What the reader looks for, folded, and what it gives to the score.
struct WantedTerm {
  std::string words;
  double points;
};

std::vector<WantedTerm> wanted_terms(const Score& score) {
  std::vector<WantedTerm> terms;
  for (const Contribution& reason : score.why) {
    const bool is_term = reason.kind == Evidence::description || reason.kind == Evidence::keyword ||
                         reason.kind == Evidence::like || reason.kind == Evidence::pseudo_relevant;
    if (is_term && reason.points > 0) terms.push_back({text::fold(reason.label), reason.points});
  }
  return terms;
}

double points_of(std::string_view sentence, const std::vector<WantedTerm>& terms) {
  const std::string folded = text::fold(sentence);
  double points = 0;
  for (const WantedTerm& term : terms) {
    if (contains_term(folded, term.words)) points += term.points;
  }
  return points;
}

// "keeps 94 % of", "11 points", "3.2 times": what was measured.
bool has_figure(std::string_view sentence, const std::vector<Statement>& parts) {
  const bool has_number = sentence.find_first_of("0123456789") != std::string_view::npos;
  if (!has_number) return false;
  if (sentence.find('%') != std::string_view::npos) return true;
  const Rule& unit = Rules::built_in().rule("figure");
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Statement& part) { return unit.find(part.words).has_value(); });
}

enum class Place { first, later };  // in the abstract

double factor_of(std::string_view sentence, Place place) {
  if (!find_releases(sentence, StatedIn::abstract).empty()) return kRelease;
  const Rules& rules = Rules::built_in();
  const std::vector<Statement> parts = rules.read(sentence);
  const auto is = [&](std::string_view rule) {
    return std::any_of(parts.begin(), parts.end(), [&](const Statement& part) {
      return rules.rule(rule).find(part.words).has_value();
    });
  };
  double factor = is("dangling") ? kDangling : 1;
  if (sentence.size() > kLongest) factor *= kLong;
  const bool measures = has_figure(sentence, parts);
  if (measures) factor *= kFigure;
  if (is("decisive")) return kDecisive * factor;
  if (place == Place::first && !measures) factor *= kFirst;
  return is("background") ? kBackground : factor;
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view abstract, const Score& score) {
  const std::vector<WantedTerm> terms = wanted_terms(score);
  std::vector<Sentence> result;
  double most = 0;
  for (const Statement& sentence : sentences(abstract)) {
    const std::string_view text = abstract.substr(sentence.begin, sentence.end - sentence.begin);
    // Long sentences have more terms, and take more of the few lines; short ones say little.
    const double length = std::sqrt(static_cast<double>(std::max(text.size(), kShortest)));
    result.push_back({sentence.begin, sentence.end, points_of(text, terms) / length});
    most = std::max(most, result.back().weight);
  }
  for (Sentence& sentence : result) {
    const double share = most > 0 ? sentence.weight / most : 0;
    const std::string_view text = abstract.substr(sentence.begin, sentence.end - sentence.begin);
    sentence.weight =
        (kBase + share) * factor_of(text, sentence.begin == 0 ? Place::first : Place::later);
  }
  return result;
}

}  // namespace papercup::digest
