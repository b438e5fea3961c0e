#include "digest/signals/statements.hpp"

#include <algorithm>
#include <array>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/width.hpp"

namespace papercup::digest {
namespace {

constexpr int kQuotedColumns = 100;

bool is_letter(char c) { return !ascii::is_ascii(c) || ascii::is_letter_or_digit(c); }

// Words after which a stop ends no sentence: "Phys. Rev. D", "Proc. of", "et al. (2024)".
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 26> kAbbreviations = {
      "al",   "approx", "astron", "astrophys", "cf",   "comput", "conf", "dr",  "e.g",
      "eq",   "fig",    "i.e",    "int",       "intl", "lett",   "mach", "mon", "no",
      "phys", "proc",   "ref",    "rev",       "sci",  "trans",  "vol",  "vs"};
  const std::string lower = ascii::lower(word);
  if (std::find(kAbbreviations.begin(), kAbbreviations.end(), lower) != kAbbreviations.end()) {
    return true;
  }
  // Initials, and the shortened words of journals' names.
  return word.size() == 1 && ascii::is_upper(word.front());
}

enum class Parts { statements, sentences };

class Divider {
 public:
  Divider(std::string_view text, Parts parts) : text_(text), parts_(parts) {}

  std::vector<Statement> divide() {
    while (at_ < text_.size()) step();
    finish(text_.size());
    return std::move(statements_);
  }

 private:
  void step() {
    if (auto address = address_here()) {
      add({"", at_, at_ + address->length, address});
      // The address may have taken the sentence's stop with it.
      at_ += address->length;
      if (text_[at_ - 1] == '.' && begins_sentence(at_)) finish(at_);
      return;
    }
    const char c = text_[at_];
    if (is_letter(c)) {
      read_word();
      return;
    }
    ++at_;
    if (ends_statement(c)) finish(at_);
  }

  std::optional<Address> address_here() const {
    const char c = text_[at_];
    const bool is_start = at_ == 0 || !is_letter(text_[at_ - 1]) || text_.substr(at_, 4) == "http";
    if (!is_start || !ascii::is_letter(c)) return std::nullopt;
    // Most words are not worth a look: an address has a slash.
    const std::size_t end = text_.find_first_of(" /", at_);
    if (end == std::string_view::npos || text_[end] == ' ') return std::nullopt;
    return address_at(text_, at_);
  }

  void read_word() {
    const std::size_t begin = at_;
    std::string lower;
    while (at_ < text_.size() && belongs_to_word()) {
      lower += ascii::lower(text_[at_]);
      ++at_;
      if (text_.substr(at_, 4) == "http" && address_at(text_, at_)) break;
    }
    add({std::move(lower), begin, at_, std::nullopt});
  }

  bool belongs_to_word() const {
    const char c = text_[at_];
    if (is_letter(c)) return true;
    const bool is_inner = c == '\'' || c == '-';
    return is_inner && at_ + 1 < text_.size() && is_letter(text_[at_ + 1]);
  }

  bool ends_statement(char c) const {
    if (c == '\n' || c == ';') return parts_ == Parts::statements;
    if (c == '!' || c == '?') return begins_sentence(at_);
    if (c != '.') return false;
    if (!begins_sentence(at_)) return false;
    if (current_.words.empty() || current_.words.back().address) return true;
    const Word& last = current_.words.back();
    return !is_abbreviation(text_.substr(last.begin, last.end - last.begin));
  }

  // Whether a sentence could begin here, after a stop.
  bool begins_sentence(std::size_t at) const {
    if (at >= text_.size()) return true;
    std::size_t next = at;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == ')' || text_[next] == '}'))
      ++next;
    if (next >= text_.size()) return true;
    // ".Code is available" lacks a blank, "v2.1" and "arXiv.org" are no ends.
    const char c = text_[next];
    if (next == at) return ascii::is_upper(c) && at >= 2 && ascii::is_lower(text_[at - 2]);
    return ascii::is_upper(c) || c == '\\' || c == '"' || c == '(' || c == '[' ||
           ascii::is_digit(c) || text_.substr(next, 4) == "http" ||
           text_.substr(next, 4) == "code" || !ascii::is_ascii(c);
  }

  void add(Word word) { current_.words.push_back(std::move(word)); }

  void finish(std::size_t end) {
    current_.end = end;
    if (!current_.words.empty()) statements_.push_back(std::move(current_));
    current_ = {};
    current_.begin = end;
  }

  std::string_view text_;
  Parts parts_;
  std::size_t at_ = 0;
  Statement current_;
  std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> statements(std::string_view text) {
  return Divider(text, Parts::statements).divide();
}

std::vector<Statement> sentences(std::string_view text) {
  return Divider(text, Parts::sentences).divide();
}

std::string quoted(std::string_view text, std::size_t begin, std::size_t end) {
  return text::truncate(text::collapse_whitespace(text.substr(begin, end - begin)), kQuotedColumns);
}

}  // namespace papercup::digest
