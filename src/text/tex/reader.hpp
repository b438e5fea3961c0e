#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace papercup::text {

// Reads TeX from the front of a text. All of its ways through a text together are linear in its
// size: the braces are paired once, and what is optional is looked for within a bound.
class TexReader {
 public:
  explicit TexReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char current() const { return text_[at_]; }
  // The byte before the current one; a blank at the start.
  char previous() const { return at_ == 0 ? ' ' : text_[at_ - 1]; }
  // The current byte, a blank at the end.
  char next() const { return at_end() ? ' ' : text_[at_]; }
  bool is_at(std::string_view start) const { return rest().starts_with(start); }
  std::size_t position() const { return at_; }
  void seek(std::size_t position) { at_ = position; }
  std::string_view text() const { return text_; }
  std::string_view before() const { return text_.substr(0, at_); }
  std::string_view from(std::size_t start) const { return text_.substr(start, at_ - start); }
  std::string_view rest() const { return text_.substr(at_); }

  // One character of UTF-8.
  std::string_view take_character();
  // At a backslash: the command's name, of letters or a single other character; empty at the end.
  std::string_view take_command();
  // Whether there were any.
  bool skip_blanks();
  // "{}" behind a command, which only ends its name.
  void skip_empty_group();
  // An argument: what is in braces, without them, or a command with its backslash, or one
  // character. Nothing, and nothing taken, if there is none or a brace is not closed.
  std::optional<std::string_view> take_argument();
  // The same, if it is in braces.
  std::optional<std::string_view> take_group();
  // What is in square brackets, if they follow.
  std::optional<std::string_view> take_optional();
  // An argument of mathematics, in which a command has its own arguments with it: "\frac12" of
  // "^\frac12".
  std::optional<std::string_view> take_operand();

 private:
  std::optional<std::size_t> closing_brace(std::size_t open);

  std::string_view text_;
  std::size_t at_ = 0;
  bool has_pairs_ = false;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;  // of braces, by the opening one
};

}  // namespace papercup::text
