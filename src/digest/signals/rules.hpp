#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/signals/statements.hpp"
#include "digest/signals/vocabulary.hpp"

namespace papercup::digest {

// Named lists of words that patterns may use.
using WordClasses = std::map<std::string, std::vector<std::string>, std::less<>>;

// A pattern over the words of a statement, written as its elements divided by blanks:
//   a|b      one of these words
//   @name    a word of that class; may be mixed with words
//   <url>    an address
//   ^        the beginning of the statement
//   <N       at most N words of any kind, addresses included
// An element that ends in ? may be absent.
class PhrasePattern {
 public:
  // Adds its words to the vocabulary. Throws Error{failure} for a class that is not known.
  PhrasePattern(std::string_view written, const WordClasses& classes, Vocabulary& vocabulary);

  // The words [begin, end) of the first place at which it fits, from `from` on.
  struct Match {
    std::size_t begin = 0, end = 0;
  };
  std::optional<Match> find(const std::vector<Word>& words, std::size_t from = 0) const;
  // Whether it fits somewhere in a text without addresses, its statements taken for one.
  bool fits_anywhere(const KnownWords& words) const;

 private:
  struct Element {
    enum class Kind { words, address, start, gap };
    Kind kind = Kind::words;
    WordBits words;           // those that fit
    std::size_t longest = 0;  // of a gap
    bool is_optional = false;
  };

  static Element element(std::string_view written, const WordClasses& classes,
                         Vocabulary& vocabulary);
  static void allow(Element& element, int word);
  // `words` is a vector of words, or of the numbers of words alone.
  template <typename Words>
  static bool fits(const Element& element, const Words& words, std::size_t at);
  template <typename Words>
  std::optional<std::size_t> end_of(const Words& words, std::size_t element, std::size_t at) const;
  template <typename Words>
  std::optional<Match> find_in(const Words& words, std::size_t from) const;

  std::vector<Element> elements_;
};

// Patterns of which one has to fit, and those that rule a statement out whatever fits.
struct Rule {
  std::vector<PhrasePattern> patterns, exceptions;

  // The place at which the first pattern fits; nothing if none does or an exception fits.
  std::optional<PhrasePattern::Match> find(const std::vector<Word>& words) const;
  // Whether one of the exceptions fits.
  bool is_excepted(const std::vector<Word>& words) const;
  // Whether one of the patterns fits somewhere in a text without addresses.
  bool fits_anywhere(const KnownWords& words) const;
};

// A text with the words in it that rules ask for: what can be told of it without reading
// statements.
struct ScannedText {
  std::string_view text;
  bool has_address = false;
  KnownWords words;  // empty if it has an address
};

// A table of rules, such as data/signals.tsv.
class Rules {
 public:
  static const Rules& built_in();  // data/signals.tsv, read once
  // Reads a table with the columns kind, name, pattern: "class" names a list of words, "rule" and
  // "except" add a pattern to the rule of that name. Throws Error{failure} if a row is not sound.
  explicit Rules(std::string_view table);

  // An unknown name is an Error{failure}.
  const Rule& rule(std::string_view name) const;
  const WordBits& members_of(std::string_view word_class) const;

  // The names of the rules that hold, sorted; they live as long as the rules.
  std::vector<std::string_view> fitting(const std::vector<Word>& words) const;

  // Takes a small part of what it takes to read the text.
  ScannedText scan(std::string_view text) const;
  // False only if none of these rules holds in a statement of the text, and none has an address.
  bool may_state(const ScannedText& text, std::initializer_list<std::string_view> names) const;

  // The statements of a text, or its whole sentences, their words numbered for the rules.
  std::vector<Statement> read(std::string_view text) const;
  std::vector<Statement> sentences_of(std::string_view text) const;

 private:
  WordClasses classes_;
  Vocabulary vocabulary_;
  std::map<std::string, WordBits, std::less<>> members_;  // of each class
  std::map<std::string, Rule, std::less<>> rules_;
};

}  // namespace papercup::digest
