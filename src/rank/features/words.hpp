#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::rank {

// What use a word is.
enum class WordKind {
  content,  // a term by itself
  short_,   // a letter or a number: only beside a content word, as in "q learning", "top 5"
  stop,     // no term, nor beside another word but in a compound, as in "few-shot"
};

// How a word follows the one before it.
enum class Joint { none, apart, hyphen };

struct Word {
  std::string key;      // folded, singular
  std::string written;  // as in the text, ASCII in lower case; empty if it is the key
  WordKind kind = WordKind::content;
  Joint joint = Joint::none;  // none at the start of a sentence

  const std::string& label() const { return written.empty() ? key : written; }
};

// The words of a text in their order.
std::vector<Word> words_of(std::string_view text);

// The singular of a folded English word as far as its ending tells ("models", "policies", "boxes");
// it need not be a word ("bias" gives "bia"), but the same for both numbers.
std::string singular(std::string word);

// Whether two words are a term, of which `second` follows `first`.
bool is_pair(const Word& first, const Word& second);

}  // namespace papercup::rank
