#include "digest/signals/statements.hpp"

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/sentence.hpp"
#include "papercup/text/width.hpp"

namespace papercup::digest {
namespace {

constexpr int kQuotedColumns = 100;

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
      finish_if_ended();
      return;
    }
    const char c = text_[at_];
    if (is_word_letter(c)) {
      read_word();
      return;
    }
    ++at_;
    finish_if_ended();
  }

  std::optional<Address> address_here() const {
    const char c = text_[at_];
    const bool is_start =
        at_ == 0 || !is_word_letter(text_[at_ - 1]) || text_.substr(at_, 4) == "http";
    if (!is_start || !ascii::is_letter(c)) return std::nullopt;
    // Most words are not worth a look: an address has a slash.
    const std::size_t end = text_.find_first_of(" /", at_);
    if (end == std::string_view::npos || text_[end] == ' ') return std::nullopt;
    return address_at(text_, at_);
  }

  void read_word() {
    const std::size_t begin = at_;
    std::string lower;
    while (at_ < text_.size() && belongs_to_word(text_, at_)) {
      lower += ascii::lower(text_[at_]);
      ++at_;
      if (text_.substr(at_, 4) == "http" && address_at(text_, at_)) break;
    }
    add({std::move(lower), begin, at_, std::nullopt});
  }

  // The end of the statement that the character before ends.
  std::optional<std::size_t> end_here() const {
    const char c = text_[at_ - 1];
    if (c != '\n' && c != ';') return text::sentence_end(text_, at_ - 1);
    return parts_ == Parts::statements ? std::optional(at_) : std::nullopt;
  }

  void finish_if_ended() {
    const std::optional<std::size_t> end = end_here();
    if (!end) return;
    at_ = *end;
    finish(at_);
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
