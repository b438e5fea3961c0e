#include "text/tex/math.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "papercup/core/characters.hpp"
#include "text/tex/layout.hpp"
#include "text/tex/line.hpp"
#include "text/tex/reader.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

bool is_upright(std::string_view command) {
  return command == "rm" || command == "mathrm" || command == "text" || command == "textrm";
}

// Where "\over" or "\choose" divides a group; npos if nothing does.
std::size_t find_divider(std::string_view group, std::string_view divider) {
  if (group.find(divider) == std::string_view::npos) return std::string_view::npos;
  TexReader reader{group};
  while (!reader.at_end()) {
    const std::size_t start = reader.position();
    if (reader.current() == '{' && reader.take_group()) continue;
    if (reader.current() != '\\') {
      reader.take_character();
    } else if (reader.take_command() == divider) {
      return start;
    }
  }
  return std::string_view::npos;
}

class MathConverter {
 public:
  MathConverter(std::string_view formula, int depth)
      : reader_(formula), depth_(depth), line_(depth) {}

  MathText convert() {
    if (depth_ > kDeepestTex) return {std::string(reader_.text())};
    if (!take_divided("over") && !take_divided("choose")) {
      while (!reader_.at_end()) take_part();
    }
    return std::move(line_).take();
  }

 private:
  std::string inner(std::string_view text) const { return math_to_unicode(text, depth_ + 1).text; }

  std::string operand() {
    const auto argument = reader_.take_operand();
    return argument ? inner(*argument) : std::string();
  }

  // A blank that only ends a command's name goes, unless an operator follows it.
  void end_name(std::string_view command) {
    if (!ascii::is_letter(command.front())) return;
    if (reader_.skip_blanks()) line_.lose_blank();
  }

  void take_part() {
    const char c = reader_.current();
    switch (c) {
      case '\\':
        return take_command();
      case '^':
      case '_':
      case '\'':
        return take_scripts();
      case '{':
        return take_braces();
      case '}':
      case '$':
        reader_.take_character();
        return;
      case '~':
      case ' ':
        reader_.take_character();
        return line_.append_blank();
      case '&':
        reader_.take_character();
        return environments_ > 0 ? line_.append_blank() : line_.append("&");
      case ')':
      case ']':
      case ',':
        line_.drop_blank();
        return line_.append(reader_.take_character());
      case '=':
      case '<':
      case '>':
      case '+':
      case '-':
        reader_.take_character();
        return line_.append_relation_character(std::string_view(&c, 1), reader_.next() == ' ');
      default:
        line_.append(reader_.take_character());
    }
  }

  bool take_divided(std::string_view divider) {
    const std::size_t at = find_divider(reader_.text(), divider);
    if (at == std::string_view::npos) return false;
    const std::string above = inner(reader_.text().substr(0, at));
    const std::string below = inner(reader_.text().substr(at + 1 + divider.size()));
    line_.append(divider == "over" ? set_fraction(above, below)
                                   : "(" + above + " choose " + below + ")");
    return true;
  }

  void take_braces() {
    const auto group = reader_.take_group();
    if (!group) {
      reader_.take_character();
      return;
    }
    TexReader inside{*group};
    inside.skip_blanks();
    const std::string_view first = inside.next() == '\\' ? inside.take_command() : "";
    MathText text = math_to_unicode(*group, depth_ + 1);
    if (begins_small_capitals(*group)) text.text = small_capitals(std::move(text.text));
    line_.append_group(text, is_upright(first));
  }

  // Primes and scripts, one of each kind, in the order of the source.
  void take_scripts() {
    std::optional<std::string> raised;
    std::optional<std::string> lowered;
    bool is_lowered_first = false;
    bool lost_blank = false;
    while (!reader_.at_end()) {
      const char mark = reader_.current();
      auto& script = mark == '_' ? lowered : raised;
      if ((mark != '^' && mark != '_') || script) break;
      reader_.take_character();
      const std::size_t start = reader_.position();
      script = operand();
      const std::string_view source = reader_.from(start);
      const bool ends_with_name = source.starts_with('\\') && ascii::is_letter(source.back()) &&
                                  std::ranges::all_of(source.substr(1), ascii::is_letter);
      if (ends_with_name) lost_blank = reader_.skip_blanks();
      if (mark == '_' && !raised) is_lowered_first = true;
    }
    if (!raised && !lowered) {
      reader_.take_character();
      return line_.append("′");
    }
    line_.append_scripts(raised.value_or(""), lowered.value_or(""), is_lowered_first);
    if (lost_blank) line_.lose_blank();
  }

  void take_command() {
    const std::string_view name = reader_.take_command();
    if (name.empty()) return;
    if (take_structure(name) || take_built(name)) return;
    const Command* command = find_command(name);
    if (command == nullptr) return take_unknown(name);
    using enum CommandKind;
    switch (command->kind) {
      case symbol:
        line_.append_symbol(command->text);
        return end_name(name);
      case close:
        line_.drop_blank();
        return line_.append(command->text);
      case binary:
        reader_.skip_blanks();
        return line_.append_operator(command->text);
      case function_name:
        line_.append_name(command->text);
        return end_name(name);
      case blank:
        end_name(name);
        return line_.append_blank();
      case nothing:
      case font_switch:
        return end_switch(name);
      default:
        take_with_arguments(name, *command);
    }
  }

  // What leaves nothing: a switch, a size, and the "." of "\left.".
  void end_switch(std::string_view name) {
    if (ascii::is_letter(name.front())) reader_.skip_blanks();
    if (name == "left" || name == "right") take_delimiter(name == "left");
  }

  // Bars open or close, which only "\left" and "\right" tell; "." is no delimiter at all.
  void take_delimiter(bool is_opening) {
    if (!is_opening) line_.drop_blank();
    if (reader_.next() == '.') {
      reader_.take_character();
    } else if (reader_.next() == '|' || reader_.is_at("\\|")) {
      line_.append(reader_.next() == '|' ? "|" : "‖");
      reader_.seek(reader_.position() + (reader_.next() == '|' ? 1 : 2));
      if (is_opening) reader_.skip_blanks();
    }
  }

  void take_with_arguments(std::string_view name, const Command& command) {
    using enum CommandKind;
    if (command.kind == shown) return take_shown(command);
    if (command.kind == operator_name && reader_.next() == '*') reader_.take_character();
    const auto argument = reader_.take_operand();
    if (!argument) return;
    if (command.kind == words) {
      const std::string text = text_to_unicode(*argument, depth_ + 1);
      const bool is_small = name == "textsc";
      return line_.append_group({is_small ? small_capitals(text) : text}, is_upright(name));
    }
    if (command.kind == font)
      return line_.append_group(math_to_unicode(*argument, depth_ + 1), is_upright(name));
    const std::string text = inner(*argument);
    if (command.kind == operator_name) return line_.append_name(text);
    if (command.kind == mark) return line_.append(set_mark(text, command.text));
    line_.append(std::string(command.text) + text + std::string(command.closing));
  }

  void take_shown(const Command& command) {
    reader_.take_optional();
    std::string text;
    for (int i = 1; i <= command.arguments; ++i) {
      const auto argument = reader_.take_argument();
      if (argument && i == command.shown) text = inner(*argument);
    }
    line_.append(text);
  }

  // Commands that put their arguments into an order of their own.
  bool take_structure(std::string_view name) {
    if (name.ends_with("frac") && argument_count(name) == 2) return take_fraction(), true;
    if (name == "sqrt") return take_root(), true;
    if (name.starts_with("mathbb") || name == "mathds" || name == "Bbb") {
      const std::string letters = operand();
      line_.append(blackboard(letters).value_or(letters));
      return true;
    }
    if (name.ends_with("binom")) {
      const std::string above = operand();
      line_.append("(" + above + " choose " + operand() + ")");
      return true;
    }
    if (name == "overset" || name == "stackrel" || name == "underset") {
      const std::string script = operand();
      line_.append(operand());
      const bool is_above = name != "underset";
      line_.append_scripts(is_above ? script : "", is_above ? "" : script, false);
      return true;
    }
    return false;
  }

  void take_fraction() {
    const std::string above = operand();
    const std::string fraction = set_fraction(above, operand());
    // "2/3x" could be "2/(3x)".
    const bool is_factor = begins_word(reader_.rest()) || reader_.next() == '(' ||
                           (reader_.next() == '\\' && depth_ == 0 && is_factor_next());
    if (ends_operand(line_.text())) line_.append_blank();
    line_.append(is_factor ? "(" + fraction + ")" : fraction);
  }

  bool is_factor_next() {
    const std::size_t start = reader_.position();
    const Command* command = find_command(reader_.take_command());
    reader_.seek(start);
    if (command == nullptr) return false;
    using enum CommandKind;
    return command->kind == symbol || command->kind == function_name || command->kind == mark ||
           command->kind == font;
  }

  void take_root() {
    const std::string degree = inner(reader_.take_optional().value_or(""));
    line_.append(set_root(degree, operand()));
  }

  bool take_built(std::string_view name) {
    if (name == "\\" || name == "cr") {
      reader_.take_optional();
      line_.drop_blank();
      if (!line_.is_empty()) line_.append("; ");
      reader_.skip_blanks();
    } else if (name == "begin" || name == "end") {
      take_environment(name == "begin");
    } else if (name == "not") {
      const std::string relation = set_negated(operand());
      reader_.skip_blanks();
      line_.append_operator(relation);
    } else if (name == "ce" || name == "cee") {
      line_.append(chemistry_to_unicode(reader_.take_argument().value_or(""), depth_ + 1));
    } else if (name == "unicode" || name == "char") {
      line_.append(character_of_number(reader_.take_argument().value_or("")));
    } else if (name == "deg") {
      if (ascii::is_digit(reader_.previous()) ||
          (!line_.is_empty() && ascii::is_digit(line_.text().back()))) {
        line_.append("°");
      } else {
        line_.append_name("deg");
      }
      end_name(name);
    } else if (name == "xrightarrow" || name == "xleftarrow") {
      reader_.take_optional();
      line_.append(name == "xrightarrow" ? "→" : "←");
      line_.append_scripts(operand(), "", false);
    } else if (name == " ") {
      line_.append_blank();
    } else if (name == "%") {
      line_.drop_blank();
      line_.append("%");
    } else {
      return take_quantity(name);
    }
    return true;
  }

  bool take_quantity(std::string_view name) {
    const bool has_number = name == "SI" || name == "qty" || name == "num";
    if (!has_number && name != "si" && name != "unit") return false;
    reader_.take_optional();
    if (has_number) line_.append(unit_to_unicode(reader_.take_argument().value_or(""), depth_ + 1));
    if (name == "num") return true;
    const std::string unit = unit_to_unicode(reader_.take_argument().value_or(""), depth_ + 1);
    if (has_number && begins_word(unit)) line_.append_blank();
    line_.append(unit);
    return true;
  }

  static std::string set_negated(std::string_view relation) {
    if (relation.empty()) return {};
    const std::size_t first = utf8::first_character(relation).size;
    return composed(relation.substr(0, first), "\u0338") + std::string(relation.substr(first));
  }

  void take_environment(bool is_begin) {
    const auto name = reader_.take_group();
    if (!name) return;
    environments_ += is_begin ? 1 : -1;
    if (is_begin && (name->starts_with("array") || name->starts_with("tabular")))
      reader_.take_group();
    static constexpr std::array<std::array<std::string_view, 3>, 6> kBrackets = {
        {{"pmatrix", "(", ")"},
         {"bmatrix", "[", "]"},
         {"vmatrix", "|", "|"},
         {"Vmatrix", "‖", "‖"},
         {"Bmatrix", "{", "}"},
         {"cases", "{ ", ""}}};
    reader_.skip_blanks();
    for (const auto& [environment, open, closing] : kBrackets) {
      if (environment != *name) continue;
      if (!is_begin) line_.drop_blank();
      line_.append(is_begin ? open : closing);
    }
  }

  // The name of a function or set that the authors defined, but what seems to be a font of theirs
  // shows only its argument. One letter may be a letter in any font.
  void take_unknown(std::string_view name) {
    if (!ascii::is_letter(name.front())) return line_.append(name);
    const bool is_font = name.starts_with("math") || name.starts_with("text") ||
                         name.starts_with("bold") || name.starts_with("bf");
    const auto argument = reader_.is_at("{") ? reader_.take_group() : std::nullopt;
    if (argument && (is_font || argument->empty())) {
      line_.append(is_font ? inner(*argument) : std::string(name));
    } else if (argument) {
      line_.append(std::string(name) + "(" + inner(*argument) + ")");
    } else {
      line_.append(name);
      end_name(name);
      if (name.size() > 1) line_.part_from_word();
    }
  }

  TexReader reader_;
  int depth_;
  int environments_ = 0;
  FormulaLine line_;
};

}  // namespace

MathText math_to_unicode(std::string_view formula, int depth) {
  return MathConverter{formula, depth}.convert();
}

}  // namespace papercup::text
