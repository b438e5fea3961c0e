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

bool is_short(std::string_view word) {
  if (ascii::all_digits(word)) return true;
  const auto lead = static_cast<unsigned char>(word.front());
  // One letter of up to two bytes; the ideographs, which are words, take three.
  return word.size() == 1 || (word.size() == 2 && lead >= 0xC0);
}

WordKind kind_of(std::string_view word) {
  if (word.size() > kLongestWord || text::is_stop_word(word)) return WordKind::stop;
  return is_short(word) ? WordKind::short_ : WordKind::content;
}

// What is left of "model's" and "don't" after the apostrophe.
bool is_clitic(std::string_view gap, std::string_view word) {
  return is_apostrophe(gap) && (word == "s" || word == "t" || word == "d" || word == "m" ||
                                word == "ll" || word == "re" || word == "ve");
}

bool has_plural_ending(std::string_view word) {
  if (word.size() < 4 || word.back() != 's') return false;
  return !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is");
}

// How the singular of a word differs from it: without so many bytes at its end, and with `ending`.
struct Singular {
  std::size_t dropped = 0;
  std::string_view ending = {};
};

Singular singular_of(std::string_view word) {
  if (!has_plural_ending(word)) return {};
  if (word.size() > 4 && word.ends_with("ies")) return {3, "y"};
  for (const std::string_view ending : {"xes", "ches", "shes", "sses"}) {
    if (word.size() > 4 && word.ends_with(ending)) return {2};
  }
  return {1};
}

}  // namespace

std::string singular(std::string_view word) {
  const auto [dropped, ending] = singular_of(word);
  std::string result(word.substr(0, word.size() - dropped));
  return result += ending;
}

Words::Words(std::string_view text) {
  const bool may_have_tex = text.find('\\') != std::string_view::npos;
  if (may_have_tex) plain_ = text::tex_accents_to_unicode(text);
  text_ = may_have_tex ? std::string_view(plain_) : text;
  lower_ = text_;
  for (char& c : lower_) c = ascii::lower(c);
  words_.reserve(text_.size() / 5);
  read();
}

void Words::read() {
  while (true) {
    const std::size_t gap_start = at_;
    skip_gap();
    if (at_ == text_.size()) return;
    const std::string_view gap = text_.substr(gap_start, at_ - gap_start);
    const std::size_t start = at_;
    while (at_ < text_.size() && ascii::is_letter_or_digit(text_[at_])) ++at_;
    if (at_ == text_.size() || !at_word()) {
      add_lower(gap, std::string_view(lower_).substr(start, at_ - start));
    } else {
      while (at_ < text_.size() && at_word()) ++at_;
      add_other(gap, text_.substr(start, at_ - start));
    }
  }
}

bool Words::at_word() const {
  const char c = text_[at_];
  if (ascii::is_ascii(c)) return ascii::is_letter_or_digit(c);
  return !is_punctuation(text_.substr(at_));
}

void Words::skip_gap() {
  while (at_ < text_.size() && !at_word()) {
    const bool is_command = text_[at_] == '\\';
    at_ += ascii::is_ascii(text_[at_]) ? 1 : 3;
    while (is_command && at_ < text_.size() && ascii::is_letter(text_[at_])) ++at_;
  }
  at_ = std::min(at_, text_.size());
}

void Words::add_lower(std::string_view gap, std::string_view word) {
  if (!is_clitic(gap, word)) add(joint_of(gap), word, {});
}

void Words::add_other(std::string_view gap, std::string_view chunk) {
  Joint joint = joint_of(gap);
  std::vector<std::string> tokens = text::tokens(chunk);
  const bool is_whole = tokens.size() == 1 && text::fold(chunk) == tokens.front();
  for (std::string& token : tokens) {
    add(joint, kept(std::move(token)), is_whole ? chunk : std::string_view());
    joint = Joint::apart;
  }
}

void Words::add(Joint joint, std::string_view folded, std::string_view written) {
  Word word{folded, written, kind_of(folded), words_.empty() ? Joint::none : joint};
  if (word.kind == WordKind::content && has_plural_ending(folded)) {
    if (written.empty()) word.written = folded;
    const auto [dropped, ending] = singular_of(folded);
    word.key = ending.empty() ? folded.substr(0, folded.size() - dropped) : kept(singular(folded));
  }
  words_.push_back(word);
}

std::string_view Words::kept(std::string word) { return others_.emplace_front(std::move(word)); }

bool is_pair(const Word& first, const Word& second) {
  const auto either = [&](WordKind kind) { return first.kind == kind || second.kind == kind; };
  if (second.joint == Joint::none || !either(WordKind::content)) return false;
  return second.joint == Joint::hyphen || !either(WordKind::stop);
}

}  // namespace papercup::rank
