#include <algorithm>

#include "papercup/core/characters.hpp"
#include "text/tex_parts.hpp"

namespace papercup::text {
namespace {

// Arguments in titles and abstracts are short; a longer one is not worth the time of looking for
// its end again from every brace within it.
constexpr std::size_t kLongestArgument = 400;

constexpr int kDeepestFormula = 16;

bool is_number_or_letter(std::string_view text) {
  return utf8::length(text) == 1 || std::ranges::all_of(text, ascii::is_digit);
}

std::string bracketed(const std::string& text) {
  return is_number_or_letter(text) ? text : "(" + text + ")";
}

// Converts as long as everything is known.
class MathConverter {
 public:
  MathConverter(std::string_view formula, int depth) : reader_(formula), depth_(depth) {}

  std::optional<std::string> convert() {
    if (depth_ > kDeepestFormula) return std::nullopt;
    while (!reader_.at_end()) {
      if (!take_part()) return std::nullopt;
    }
    return std::move(result_);
  }

 private:
  std::optional<std::string> inner(std::string_view text) const {
    return MathConverter{text, depth_ + 1}.convert();
  }

  std::optional<std::string> converted_argument() {
    const auto argument = reader_.take_argument();
    return argument ? inner(*argument) : std::nullopt;
  }

  bool append(const std::optional<std::string>& text) {
    if (!text) return false;
    result_ += *text;
    return true;
  }

  bool take_part() {
    const char c = reader_.current();
    if (c == '\\') return take_command();
    if (c == '^' || c == '_') return take_script(c);
    if (c == '{') return append(converted_argument());
    if (c == '}' || c == '&' || c == '$' || c == '#' || c == '%') return false;
    if (c == '~') {
      reader_.take_character();
      result_ += ' ';
    } else if (c == '\'') {
      reader_.take_character();
      result_ += "′";
    } else {
      result_ += reader_.take_character();
    }
    return true;
  }

  bool take_script(char mark) {
    reader_.take_character();
    const auto argument = converted_argument();
    if (!argument || argument->empty()) return false;
    return append(mark == '^' ? superscript(*argument) : subscript(*argument));
  }

  bool take_command() {
    const std::string_view command = reader_.take_command();
    if (command == "frac" || command == "tfrac" || command == "dfrac") return take_fraction();
    if (command == "sqrt") return take_root();
    if (command == "mathbb" || command == "mathds") return take_blackboard();
    if (command == "tilde" || command == "widetilde") return take_accent("\u0303");
    if (command == "hat" || command == "widehat") return take_accent("\u0302");
    if (command == "bar" || command == "overline") return take_accent("\u0304");
    if (command == "dot") return take_accent("\u0307");
    if (is_font_command(command)) return append(converted_argument());
    const auto symbol = math_symbol(command);
    if (!symbol) return false;
    append_symbol(*symbol, command);
    return true;
  }

  // A blank that only ends the command's name goes, one between two operands stays.
  void append_symbol(std::string_view symbol, std::string_view command) {
    const bool blank_before = !result_.empty() && result_.back() == ' ';
    const bool named = symbol == command;
    if (named && !result_.empty() && ascii::is_letter_or_digit(result_.back())) result_ += ' ';
    result_ += symbol;
    if (!ascii::is_letter(command.front()) || blank_before) return;
    reader_.skip_blanks();
    if (named && !reader_.at_end() &&
        (ascii::is_letter_or_digit(reader_.current()) || reader_.current() == '\\'))
      result_ += ' ';
  }

  bool take_fraction() {
    const auto above = converted_argument();
    const auto below = above ? converted_argument() : std::nullopt;
    if (!below || above->empty() || below->empty()) return false;
    result_ += bracketed(*above) + "/" + bracketed(*below);
    return true;
  }

  bool take_root() {
    if (!reader_.at_end() && reader_.current() == '[') return false;
    const auto under = converted_argument();
    if (!under || under->empty()) return false;
    result_ += "√" + bracketed(*under);
    return true;
  }

  bool take_blackboard() {
    const auto argument = converted_argument();
    if (!argument) return false;
    const auto letter = blackboard(*argument);
    result_ += letter ? std::string(*letter) : *argument;
    return true;
  }

  bool take_accent(std::string_view mark) {
    const auto base = converted_argument();
    if (!base || utf8::length(*base) != 1) return false;
    result_ += composed(*base, mark);
    return true;
  }

  TexReader reader_;
  int depth_;
  std::string result_;
};

}  // namespace

std::string_view TexReader::take_character() {
  const std::size_t start = at_++;
  while (at_ < text_.size() && utf8::is_continuation(text_[at_])) ++at_;
  return from(start);
}

std::string_view TexReader::take_command() {
  const std::size_t start = ++at_;
  while (at_ < text_.size() && ascii::is_letter(text_[at_])) ++at_;
  if (at_ == start && at_ < text_.size()) take_character();
  return from(start);
}

void TexReader::skip_blanks() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
    ++at_;
}

std::optional<std::string_view> TexReader::take_argument() {
  const std::size_t start = at_;
  skip_blanks();
  if (at_end()) return at_ = start, std::nullopt;
  if (current() == '\\') {
    const std::size_t command = at_;
    take_command();
    return from(command);
  }
  if (current() == '}') return at_ = start, std::nullopt;
  if (current() != '{') return take_character();
  int depth = 0;
  const std::size_t open = at_;
  const std::size_t limit = std::min(text_.size(), open + kLongestArgument);
  for (; at_ < limit; ++at_) {
    if (text_[at_] == '\\') {
      ++at_;
    } else if (text_[at_] == '{') {
      ++depth;
    } else if (text_[at_] == '}' && --depth == 0) {
      ++at_;
      return text_.substr(open + 1, at_ - open - 2);
    }
  }
  at_ = start;
  return std::nullopt;
}

std::optional<std::string> math_to_unicode(std::string_view formula) {
  return MathConverter{formula, 0}.convert();
}

}  // namespace papercup::text
