#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/signals/phrase_pattern.hpp"

namespace papercup::digest {

// Patterns of which one has to fit, and those that rule a statement out whatever fits.
struct Rule {
  std::vector<PhrasePattern> patterns, exceptions;

  // Where the first pattern that fits does; nothing where none does or an exception fits.
  std::optional<PhrasePattern::Match> find(const std::vector<Word>& words) const;
};

// data/signals.tsv, read once.
class Rules {
 public:
  static const Rules& built_in();
  // Of a table with the columns kind, name, pattern: "class" names a list of words, "rule" and
  // "except" add a pattern to the rule of that name. Throws Error{failure} where it is not sound.
  explicit Rules(std::string_view table);

  // An unknown name is an Error{failure}.
  const Rule& rule(std::string_view name) const;
  bool is_in_class(std::string_view name, const Word& word) const;

  // The statements of a text, their words numbered for the rules.
  std::vector<Statement> read(std::string_view text) const;

 private:
  WordClasses classes_;
  Vocabulary vocabulary_;
  std::map<std::string, std::vector<int>, std::less<>> class_numbers_;  // ascending
  std::map<std::string, Rule, std::less<>> rules_;
};

}  // namespace papercup::digest
