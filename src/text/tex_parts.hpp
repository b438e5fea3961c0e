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

// A formula, without its dollars, as Unicode; nothing if any part of it is not known.
std::optional<std::string> math_to_unicode(std::string_view formula);

// What a command without arguments stands for ("alpha": "α", "leq": "≤", "log": "log"), in
// mathematics.
std::optional<std::string_view> math_symbol(std::string_view command);

// Letters and signs that are commands in running text too ("ss": "ß", "L": "Ł", "textendash": "–").
std::optional<std::string_view> text_symbol(std::string_view command);

// Whether a command only changes the font of its argument ("mathrm", "emph", "textbf").
bool is_font_command(std::string_view command);

// The combining mark of an accent command ("'", "H", "c").
std::optional<std::string_view> combining_mark(std::string_view command);

// A base letter with the mark, composed if Unicode has such a letter.
std::string composed(std::string_view base, std::string_view mark);

// Each character raised or lowered; nothing if Unicode lacks one.
std::optional<std::string> superscript(std::string_view text);
std::optional<std::string> subscript(std::string_view text);

// Blackboard bold of a capital letter: "R" gives "ℝ".
std::optional<std::string_view> blackboard(std::string_view letter);

}  // namespace papercup::text
