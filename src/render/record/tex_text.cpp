#include "render/record/tex_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "render/record/tex_commands.hpp"
#include "render/record/tex_output.hpp"
#include "render/record/tex_source.hpp"

namespace papercup::render {
namespace {

using Place = TexCommand::Place;
using Fate = TexCommand::Fate;

constexpr std::size_t kNone = TexSource::kNone;

class Writer {
 public:
  Writer(std::string_view text, AccentedLetters letters)
      : text_(text), source_(text), letters_(letters) {}

  TexText write() {
    sequence(text_.size(), TexMode::text);
    return output_.take();
  }

 private:
  // What the nucleus before the place that is read has.
  struct Scripts {
    bool raised = false, lowered = false;
  };

  void append(std::string_view text) { output_.append(text); }

  void nucleus() { scripts_ = {}; }

  void sequence(std::size_t end, TexMode mode) {
    const Scripts around = std::exchange(scripts_, {});
    const std::size_t size = std::exchange(end_, end);
    const std::size_t sized = std::exchange(open_sizes_, 0);
    while (at_ < end_) take_part(mode);
    for (; open_sizes_ > 0; --open_sizes_) append("\\right.");
    open_sizes_ = sized;
    end_ = size;
    scripts_ = around;
  }

  void take_part(TexMode mode) {
    const char c = text_[at_];
    if (c == '\\') return take_command(mode);
    if (c == '{') return take_group(mode);
    if (c == '$') return take_dollar(mode);
    if (!ascii::is_ascii(c)) return take_character(mode);
    if (mode == TexMode::mathematics && (c == '^' || c == '_' || c == '\'')) return take_script();
    if (c != ' ') nucleus();
    ++at_;
    append(escaped(c, mode));
  }

  static std::string escaped(char c, TexMode mode) {
    const bool in_text = mode == TexMode::text;
    if (c == '}') return in_text ? "\\textbraceright{}" : "\\rbrace ";
    if (c == '%' || c == '#' || c == '&') return std::string("\\") + c;
    if (in_text && c == '_') return "\\_";
    if (in_text && c == '^') return "\\^{}";
    if (in_text && (c == '<' || c == '>' || c == '|')) return std::string("$") + c + "$";
    return {c};
  }

  void take_group(TexMode mode) {
    nucleus();
    const std::size_t close = source_.partner(at_);
    if (close == kNone || close >= end_) {
      ++at_;
      return append(mode == TexMode::text ? "\\textbraceleft{}" : "\\lbrace ");
    }
    // {\cal O} is mathematics wherever it is.
    const bool needs_dollars = mode == TexMode::text && source_.is_group(at_, end_) &&
                               text_[at_ + 1] == '\\' &&
                               source_.command_name(at_ + 1, end_) == "cal";
    if (needs_dollars) append("$");
    group(close, needs_dollars ? TexMode::mathematics : mode);
    if (needs_dollars) append("$");
  }

  void group(std::size_t close, TexMode mode) {
    append("{");
    ++at_;
    sequence(close, mode);
    append("}");
    at_ = close + 1;
  }

  void take_dollar(TexMode mode) {
    const std::string_view marks = text_.substr(at_, 2) == "$$" ? "$$" : "$";
    const std::size_t start = at_ + marks.size();
    const std::size_t end = mode == TexMode::text ? source_.formula_end(start, end_, marks) : kNone;
    if (end == kNone || end == start || (marks.size() == 1 && source_.is_prose(start, end))) {
      ++at_;
      return append("\\$");
    }
    formula(marks, end, marks);
  }

  void formula(std::string_view open, std::size_t end, std::string_view close) {
    at_ += open.size();
    // Within a box a display is none.
    const bool is_display = end_ == text_.size();
    append(is_display ? open : open == "$$" ? "$" : open == "\\[" ? "\\(" : open);
    const std::size_t begin = output_.size();
    sequence(end, TexMode::mathematics);
    if (output_.size() == begin) append("{}");
    append(is_display ? close : close == "$$" ? "$" : close == "\\]" ? "\\)" : close);
    at_ = end + close.size();
  }

  void take_character(TexMode mode) {
    nucleus();
    std::string_view rest = text_.substr(at_);
    const utf8::Character character = utf8::take_character(rest);
    at_ += character.size;
    if (mode == TexMode::text && letters_ == AccentedLetters::as_they_are &&
        is_plain_for_latex(character.code_point)) {
      need(tex_character(character.code_point).commands);
      return append(text_.substr(at_ - character.size, character.size));
    }
    append_character(character.code_point, mode);
  }

  void append_character(char32_t character, TexMode mode) {
    const TexCharacter tex = tex_character(character);
    need(tex.commands);
    if (mode == TexMode::text && tex.place == Place::mathematics) {
      output_.append_formula(tex.text);
    } else if (mode == TexMode::mathematics && tex.place == Place::text && tex.text.size() > 1) {
      append(ascii::is_ascii(tex.text.front()) ? "\\mbox{" + tex.text + "}" : tex.text);
    } else if (mode == TexMode::mathematics && !tex.text.empty() &&
               std::string_view("^_'").find(tex.text.front()) != kNone) {
      append("{}" + tex.text);
      scripts_ = {.raised = true, .lowered = true};
    } else if (mode == TexMode::mathematics && tex.text.starts_with('\\')) {
      append("{" + tex.text + "}");
    } else {
      append(tex.text);
    }
  }

  void need(std::string_view command) { output_.need(command); }
  void need(const std::vector<std::string_view>& commands) {
    for (const std::string_view command : commands) need(command);
  }

  // ^, _ or ' in mathematics.
  void take_script() {
    const char mark = text_[at_++];
    // Primes and a superscript right after them are one.
    const bool follows_prime = scripts_.raised && output_.back() == '\'';
    if (mark == '\'') {
      if (scripts_.raised && !follows_prime) separate();
      scripts_.raised = true;
      return append("'");
    }
    const bool is_second = mark == '_' ? scripts_.lowered : scripts_.raised && !follows_prime;
    if (is_second) separate();
    Scripts scripts = scripts_;
    (mark == '_' ? scripts.lowered : scripts.raised) = true;
    append({&mark, 1});
    for (; at_ < end_ && text_[at_] == ' '; ++at_) append(" ");
    if (!take_argument(TexMode::mathematics)) append("{}");
    scripts_ = scripts;
  }

  void separate() {
    append("{}");
    scripts_ = {};
  }

  // An argument: a group, a command with its own arguments, or a character, in braces if it is more
  // than one token. False, and nothing taken, if there is none.
  bool take_argument(TexMode mode) {
    if (at_ >= end_) return false;
    const char c = text_[at_];
    if (c == '{') {
      const std::size_t close = source_.partner(at_);
      if (close == kNone || close >= end_) return false;
      group(close, mode);
      return true;
    }
    if (c == '}' || c == '$' || c == '^' || c == '_' || c == '&') return false;
    if (ascii::is_letter_or_digit(c) || (ascii::is_ascii(c) && c != '\\')) {
      append(escaped(text_[at_++], mode));
      return true;
    }
    append("{");
    take_part(mode);
    append("}");
    return true;
  }

  void take_command(TexMode mode) {
    const std::string_view name = source_.command_name(at_, end_);
    if (mode == TexMode::text && (name == "(" || name == "[") && take_bracketed(name)) return;
    if (mode == TexMode::mathematics && is_delimiter_size(name)) return take_size(name);
    if (mode == TexMode::mathematics && (name == "over" || name == "choose"))
      return plain_command();
    nucleus();
    if (name == "{" || name == "}") return take_escaped_brace(mode);
    if (name == "\\" || name == " ") return plain_command();
    if (take_named_character(name, mode)) return;
    const bool is_accent =
        is_tex_accent(name) && (mode == TexMode::text || !ascii::is_letter(name.front()));
    if (is_accent && take_accent(name, mode)) return;
    const TexCommand* known = is_tex_accent(name) ? nullptr : find_tex_command(name);
    if (known != nullptr && take_known(name, *known, mode)) return;
    drop_backslash(name, mode);
  }

  void plain_command() {
    const std::size_t size = source_.command_name(at_, end_).size() + 1;
    append(text_.substr(at_, size));
    at_ += size;
  }

  void drop_backslash(std::string_view name, TexMode mode) {
    ++at_;
    if (name.empty()) {
      if (at_ >= end_) append(mode == TexMode::text ? "\\textbackslash{}" : "\\backslash ");
      return;
    }
    if (!ascii::is_letter(name.front())) {
      if (name != "(" && name != ")" && name != "[" && name != "]") return;
    }
    at_ += name.size();
    const bool is_word = ascii::is_letter(name.front()) && mode == TexMode::mathematics;
    append(is_word ? fmt::format("\\mathrm{{{}}}", name) : std::string(name));
  }

  // \( or \[ with what closes it, in the same group.
  bool take_bracketed(std::string_view name) {
    const std::string close = name == "(" ? "\\)" : "\\]";
    const std::size_t start = at_ + 2;
    const std::size_t end = source_.formula_end(start, end_, close);
    if (end == kNone || end == start) return false;
    formula(name == "(" ? "\\(" : "\\[", end, close);
    return true;
  }

  void take_escaped_brace(TexMode mode) {
    const char brace = text_[at_ + 1];
    if (source_.partner(at_ + 1) != kNone) return plain_command();
    at_ += 2;
    const bool opens = brace == '{';
    if (mode == TexMode::mathematics) return append(opens ? "\\lbrace " : "\\rbrace ");
    append(opens ? "\\textbraceleft{}" : "\\textbraceright{}");
  }

  // \unicode{x2013}, MathJax's way of writing a character, and what LaTeX lets no one define.
  bool take_named_character(std::string_view name, TexMode mode) {
    const std::size_t after = at_ + 1 + name.size();
    auto character = name == "Box"       ? std::optional<char32_t>(0x25A1)
                     : name == "Diamond" ? std::optional<char32_t>(0x25C7)
                                         : std::nullopt;
    if (name == "unicode") character = source_.unicode_argument(after, end_);
    if (!character) return false;
    at_ = name == "unicode" ? source_.partner(after) + 1 : after;
    append_character(*character, mode);
    return true;
  }

  // "\'e", "\'{e}", "\v s", "\'\i". False, and nothing taken, without a letter.
  bool take_accent(std::string_view name, TexMode mode) {
    const std::size_t letter = source_.accented(at_, end_);
    if (letter == kNone) return false;
    need(name);
    if (mode == TexMode::mathematics) append("\\mbox{");
    append(text_.substr(at_, letter - at_));
    at_ = letter;
    text_[at_] == '\\' ? plain_command() : static_cast<void>(take_argument(TexMode::text));
    if (mode == TexMode::mathematics) append("}");
    return true;
  }

  // \left, \big and the like with the delimiter after them; without one they go.
  void take_size(std::string_view name) {
    std::size_t at = at_ + 1 + name.size();
    while (at < end_ && text_[at] == ' ') ++at;
    const std::size_t start = at_;
    at_ = at;
    const std::string_view delimiter =
        at >= end_          ? ""
        : text_[at] == '\\' ? text_.substr(at, source_.command_name(at_, end_).size() + 1)
                            : text_.substr(at, 1);
    const bool is_kept =
        is_tex_delimiter(delimiter) &&
        (delimiter.size() != 2 || source_.partner(at + 1) != kNone || delimiter[1] == '|') &&
        (name != "left" || source_.has_right(at, end_, open_sizes_ + 1)) &&
        ((name != "right" && name != "middle") || open_sizes_ > 0);
    nucleus();
    if (!is_kept) return;
    if (name == "left") ++open_sizes_;
    if (name == "right") --open_sizes_;
    need(delimiter.substr(1));
    append(text_.substr(start, at - start));
    append(delimiter);
    at_ = at + delimiter.size();
  }

  bool take_known(std::string_view name, const TexCommand& command, TexMode mode) {
    const std::size_t start = at_;
    const std::size_t after = at_ + 1 + name.size();
    const auto places = source_.arguments(after, end_, command.arguments);
    if (!places) {
      // A font or a colour without its argument is nothing.
      if (command.fate == Fate::unwrapped) at_ = after;
      return command.fate == Fate::unwrapped;
    }
    if (command.fate == Fate::unwrapped) return unwrap(after, command, *places, mode);
    const bool in_mathematics = mode == TexMode::mathematics;
    const bool is_out_of_place =
        command.place != Place::both && (command.place == Place::mathematics) != in_mathematics;
    const TexMode own = is_out_of_place == in_mathematics ? TexMode::text : TexMode::mathematics;
    need(name);
    if (is_out_of_place) append(in_mathematics ? "\\mbox{" : "$");
    at_ = after;
    append(text_.substr(start, after - start));
    for (std::size_t i = 0; i < places->size(); ++i) {
      take_argument_at((*places)[i], command.arguments[i], own);
    }
    if (is_out_of_place) append(in_mathematics ? "}" : "$");
    return true;
  }

  void take_argument_at(std::size_t place, char kind, TexMode mode) {
    if (place == kNone) return;
    append(text_.substr(at_, place - at_));
    at_ = place;
    if (kind == 'o') {
      const std::size_t close = text_.find(']', at_);
      append("[");
      ++at_;
      sequence(close, mode);
      append("]");
      at_ = close + 1;
    } else if (kind == 'k') {
      const std::size_t close = source_.partner(at_);
      for (const char c : text_.substr(at_ + 1, close - at_ - 1)) {
        const bool is_plain = ascii::is_letter_or_digit(c) || c == ':' || c == '-' || c == ',';
        key_ += is_plain ? c : '-';
      }
      append("{" + std::exchange(key_, "") + "}");
      at_ = close + 1;
    } else {
      take_argument(kind == 't' ? TexMode::text : kind == 'm' ? TexMode::mathematics : mode);
    }
  }

  bool unwrap(std::size_t after, const TexCommand& command, const std::vector<std::size_t>& places,
              TexMode mode) {
    at_ = after;
    if (places.empty()) {
      while (at_ < end_ && text_[at_] == ' ') ++at_;
      return true;
    }
    at_ = places.back();
    const char kind = command.arguments.back();
    if (kind == 'k') {
      at_ = source_.partner(at_) + 1;
    } else if (kind == 't' && mode == TexMode::mathematics) {
      append("\\mbox");
      take_argument(TexMode::text);
    } else {
      take_argument(mode);
    }
    return true;
  }

  std::string_view text_;
  TexSource source_;
  AccentedLetters letters_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;         // of the group or formula that is read
  std::size_t open_sizes_ = 0;  // \left without its \right, in it
  Scripts scripts_;
  std::string key_;
  TexOutput output_;
};

}  // namespace

TexText tex_text(std::string_view line, AccentedLetters letters) {
  return Writer{line, letters}.write();
}

}  // namespace papercup::render
