#include "rank/features/words.hpp"

#include <algorithm>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::rank {
namespace {

constexpr std::size_t kLongestWord = 60;  // bytes; what is longer is no word

// U+2000 to U+203F, dashes and quotation marks, each of three bytes.
bool is_punctuation(std::string_view rest) { return rest.substr(0, 2) == "\xE2\x80"; }

bool is_hyphen(std::string_view gap) {
  return gap == "-" || gap == "\xE2\x80\x90" || gap == "\xE2\x80\x91";
}

bool is_apostrophe(std::string_view gap) { return gap == "'" || gap == "\xE2\x80\x99"; }

// Whether a sentence, or a part of one that stands for itself, ends between two words. The
// point of a decimal or of a file name stands alone.
bool ends_sentence(std::string_view gap) {
  return gap.size() > 1 && gap.find_first_of(".?!;:") != std::string_view::npos;
}

Joint joint_of(std::string_view gap) {
  if (ends_sentence(gap)) return Joint::none;
  return is_hyphen(gap) ? Joint::hyphen : Joint::apart;
}

bool is_short(const std::string& word) {
  if (ascii::all_digits(word)) return true;
  const auto lead = static_cast<unsigned char>(word.front());
  // One letter of up to two bytes; the ideographs, which are words, take three.
  return word.size() == 1 || (word.size() == 2 && lead >= 0xC0);
}

WordKind kind_of(const std::string& word) {
  if (word.size() > kLongestWord || text::is_stop_word(word)) return WordKind::stop;
  return is_short(word) ? WordKind::short_ : WordKind::content;
}

// What is left of "model's" and "don't" after the apostrophe.
bool is_clitic(std::string_view gap, const std::string& word) {
  return is_apostrophe(gap) && (word == "s" || word == "t" || word == "d" || word == "m" ||
                                word == "ll" || word == "re" || word == "ve");
}

bool has_plural_ending(const std::string& word) {
  if (word.size() < 4 || word.back() != 's') return false;
  return !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
}

// Divides a text at what cannot be in a word, and reads TeX commands over.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { words_.reserve(text.size() / 5); }

  std::vector<Word> words() && {
    while (true) {
      const std::size_t gap_start = at_;
      skip_gap();
      if (at_ == text_.size()) return std::move(words_);
      const std::size_t start = at_;
      skip_chunk();
      const std::string_view gap = text_.substr(gap_start, start - gap_start);
      add_chunk(gap, text_.substr(start, at_ - start));
    }
  }

 private:
  bool at_word() const {
    const char c = text_[at_];
    if (ascii::is_ascii(c)) return ascii::is_letter_or_digit(c);
    return !is_punctuation(text_.substr(at_));
  }

  void skip_gap() {
    while (at_ < text_.size() && !at_word()) {
      const bool is_command = text_[at_] == '\\';
      at_ += ascii::is_ascii(text_[at_]) ? 1 : 3;
      while (is_command && at_ < text_.size() && ascii::is_letter(text_[at_])) ++at_;
    }
    at_ = std::min(at_, text_.size());
  }

  void skip_chunk() {
    while (at_ < text_.size() && at_word()) ++at_;
  }

  void add_chunk(std::string_view gap, std::string_view chunk) {
    if (ascii::is_ascii(chunk)) {
      std::string word = ascii::lower(chunk);
      if (!is_clitic(gap, word)) add(joint_of(gap), std::move(word), {});
      return;
    }
    const std::vector<std::string> tokens = text::tokens(chunk);
    Joint joint = joint_of(gap);
    for (const std::string& token : tokens) {
      const bool is_whole = tokens.size() == 1 && text::fold(chunk) == token;
      add(joint, token, is_whole ? std::string(chunk) : std::string{});
      joint = Joint::apart;
    }
  }

  // `label` is empty if it is the folded word.
  void add(Joint joint, std::string folded, std::string label) {
    Word word;
    word.kind = kind_of(folded);
    word.joint = words_.empty() ? Joint::none : joint;
    word.key = std::move(folded);
    if (word.kind == WordKind::content && has_plural_ending(word.key)) {
      if (label.empty()) label = word.key;
      word.key = singular(std::move(word.key));
    }
    word.written = std::move(label);
    words_.push_back(std::move(word));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Word> words_;
};

}  // namespace

std::string singular(std::string word) {
  if (!has_plural_ending(word)) return word;
  if (word.size() > 4 && word.ends_with("ies")) return word.replace(word.size() - 3, 3, "y");
  for (const std::string_view ending : {"xes", "ches", "shes", "sses"}) {
    if (word.size() > 4 && word.ends_with(ending)) return word.substr(0, word.size() - 2);
  }
  word.pop_back();
  return word;
}

std::vector<Word> words_of(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return Scanner(text).words();
  const std::string plain = text::tex_accents_to_unicode(text);
  return Scanner(plain).words();
}

bool is_pair(const Word& first, const Word& second) {
  const auto either = [&](WordKind kind) { return first.kind == kind || second.kind == kind; };
  if (second.joint == Joint::none || !either(WordKind::content)) return false;
  return second.joint == Joint::hyphen || !either(WordKind::stop);
}

}  // namespace papercup::rank
