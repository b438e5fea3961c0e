#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace papercup::text {

// Reads TeX from the front of a text.
class TexReader {
 public:
  explicit TexReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char current() const { return text_[at_]; }
  std::size_t position() const { return at_; }
  void seek(std::size_t position) { at_ = position; }
  std::string_view from(std::size_t start) const { return text_.substr(start, at_ - start); }
  std::string_view rest() const { return text_.substr(at_); }

  // One character of UTF-8.
  std::string_view take_character();
  // At a backslash: the command's name, of letters or a single other character; empty at the end.
  std::string_view take_command();
  void skip_blanks();
  // An argument: what is in braces, without them, or a command with its backslash, or one
  // character. Nothing, and nothing taken, if there is none or a brace is not closed.
  std::optional<std::string_view> take_argument();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace papercup::text
