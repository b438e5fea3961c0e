#pragma once

#include <cstddef>
#include <forward_list>
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
  std::string_view key;      // folded, singular
  std::string_view written;  // as in the text, ASCII in lower case; empty if it is the key
  WordKind kind = WordKind::content;
  Joint joint = Joint::none;  // none at the start of a sentence

  std::string_view label() const { return written.empty() ? key : written; }
};

// The words of a text in their order: it is divided at what cannot be in a word, and TeX commands
// are read over.
class Words {
 public:
  // The text must outlive the words.
  explicit Words(std::string_view text);
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  auto begin() const { return words_.begin(); }
  auto end() const { return words_.end(); }
  std::size_t size() const { return words_.size(); }
  const Word& operator[](std::size_t at) const { return words_[at]; }

 private:
  void read();
  bool at_word() const;
  void skip_gap();
  void add_lower(std::string_view gap, std::string_view word);
  // Adds the tokens of what stands between two gaps and is not ASCII.
  void add_other(std::string_view gap, std::string_view chunk);
  // `written` is empty if it is the folded word.
  void add(Joint joint, std::string_view folded, std::string_view written);
  std::string_view kept(std::string word);

  std::string plain_;  // the text with TeX's accents as Unicode has them, if it may have any
  std::string_view text_;
  std::string lower_;  // the text with ASCII in lower case, of which most words are parts
  std::forward_list<std::string> others_;  // words that are no part of it
  std::size_t at_ = 0;
  std::vector<Word> words_;
};

// The singular of a folded English word as far as its ending tells ("models", "policies", "boxes");
// it need not be a word ("bias" gives "bia"), but the same for both numbers.
std::string singular(std::string_view word);

// Whether two words are a term, of which `second` follows `first`.
bool is_pair(const Word& first, const Word& second);

}  // namespace papercup::rank
