#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "digest/signals/statement_text.hpp"

namespace papercup::digest {

// Named lists of words that patterns may use.
using WordClasses = std::map<std::string, std::vector<std::string>, std::less<>>;

// The words that patterns ask for, numbered, so that a text's words are looked up but once.
class Vocabulary {
 public:
  int add(const std::string& word);
  // -1 where no pattern asks for it.
  int find(const std::string& word) const;
  // Gives every word of the statement its number.
  void number(Statement& statement) const;

 private:
  std::unordered_map<std::string, int> numbers_;
};

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

  // Words [begin, end) of the first place where it fits, at `from` or later.
  struct Match {
    std::size_t begin = 0, end = 0;
  };
  std::optional<Match> find(const std::vector<Word>& words, std::size_t from = 0) const;

 private:
  struct Element {
    enum class Kind { words, address, start, gap };
    Kind kind = Kind::words;
    std::vector<int> words;   // their numbers, ascending
    std::size_t longest = 0;  // of a gap
    bool is_optional = false;
  };

  static Element element(std::string_view written, const WordClasses& classes,
                         Vocabulary& vocabulary);
  static bool fits(const Element& element, const Word& word);
  std::optional<std::size_t> end_of(const std::vector<Word>& words, std::size_t element,
                                    std::size_t at) const;

  std::vector<Element> elements_;
};

}  // namespace papercup::digest
