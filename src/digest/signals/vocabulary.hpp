#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "digest/signals/statements.hpp"

namespace papercup::digest {

// A set of words by their numbers, one bit for each.
using WordBits = std::vector<std::uint64_t>;

bool has_word(const WordBits& words, int number);
void insert_word(WordBits& words, int number);
bool have_common(const WordBits& a, const WordBits& b);

// The words of a text by their numbers, -1 for those that no pattern asks for.
struct KnownWords {
  std::vector<int> numbers;  // in the text's order
  WordBits present;
};

// The words that patterns ask for, numbered, so that a text's words are looked up but once.
class Vocabulary {
 public:
  int add(const std::string& word);
  // Gives every word of the statement its number.
  void number(Statement& statement) const;
  // The words of a text without addresses, as its statements have them one after the other. No
  // statement is made, which takes most of the time of reading one.
  KnownWords words_in(std::string_view text) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    int number = -1;
  };

  int find(std::string_view lower, std::uint32_t hash) const;
  void grow();

  std::vector<std::string> words_;
  std::vector<Slot> slots_;  // a power of two; a word is in the first one from its hash on
};

}  // namespace papercup::digest
