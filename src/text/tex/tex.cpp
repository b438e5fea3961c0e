#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "text/tex/formula.hpp"
#include "text/tex/layout.hpp"
#include "text/tex/letters.hpp"
#include "text/tex/math.hpp"
#include "text/tex/punctuation.hpp"
#include "text/tex/reader.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

constexpr std::string_view kMarks = "\\${}~`'\"-^_:";

// Running text; what is not known of it stays, without markup if that reads better.
class TextConverter {
 public:
  TextConverter(std::string_view tex, int depth) : reader_(tex), depth_(depth) {}

  std::string convert() {
    if (depth_ > kDeepestTex) return std::string(reader_.text());
    out_.reserve(reader_.text().size());
    while (!reader_.at_end()) {
      const std::size_t plain =
          std::min(reader_.rest().find_first_of(kMarks), reader_.rest().size());
      out_ += reader_.rest().substr(0, plain);
      reader_.seek(reader_.position() + plain);
      if (!reader_.at_end()) take_mark();
    }
    return std::move(out_);
  }

 private:
  std::string inner(std::string_view tex) const { return text_to_unicode(tex, depth_ + 1); }

  std::string argument() {
    const auto given = reader_.take_argument();
    return given ? inner(*given) : std::string();
  }

  void append_blank() {
    if (!out_.ends_with(' ')) out_ += ' ';
  }

  void drop_blank() {
    while (out_.ends_with(' ')) out_.pop_back();
  }

  void take_mark() {
    switch (reader_.current()) {
      case '\\':
        return take_command();
      case '$':
        return take_dollar();
      case '{':
        return take_braces();
      case '~':
        return take_tilde();
      case '^':
      case '_':
        return take_script();
      case ':':
        return take_address();
      case '-':
        if (const auto dash = take_dash(reader_)) {
          out_ += *dash;
          return;
        }
        break;
      case '`':
      case '\'':
      case '"':
        if (const auto mark = quotation_marks_.take(reader_)) {
          out_ += *mark;
          return;
        }
        break;
      default:
        break;
    }
    take_run();
  }

  // All of a run of the same character, so that it is looked at once.
  void take_run() {
    const char c = reader_.current();
    do {
      out_ += reader_.take_character();
    } while (reader_.next() == c && c == '-');
  }

  void take_tilde() {
    const std::string_view before = reader_.before();
    reader_.take_character();
    if (is_tilde_itself(before, reader_.rest())) {
      out_ += '~';
    } else if (!reader_.at_end() && reader_.current() != ' ' && !out_.empty()) {
      append_blank();
    }
  }

  // A dollar before a command opened a formula whose end was lost.
  void take_dollar() {
    if (take_formula()) return;
    reader_.take_character();
    if (reader_.next() != '\\') out_ += '$';
  }

  bool take_formula() {
    const auto formula = formula_at(reader_.text(), reader_.position());
    if (!formula) return false;
    reader_.seek(formula->end);
    append_formula(math_to_unicode(formula->inside, depth_ + 1 > kDeepestTex ? depth_ + 1 : 0));
    return true;
  }

  // Blanks at a formula's ends part it from words that touch it ("of$ x$").
  void append_formula(const MathText& formula) {
    const std::string_view text = ascii::trim(formula.text);
    const bool begins = formula.text.starts_with(' ') && !out_.empty() && out_.back() != '(';
    const bool touches = begins_word(reader_.rest()) || reader_.next() == '$' ||
                         (reader_.next() == '\\' && text.empty());
    if (begins && (ends_operand(out_) || text.empty()) && (!text.empty() || touches))
      append_blank();
    const bool is_mixed = ascii::is_digit(out_.empty() ? ' ' : out_.back()) && text.size() > 2 &&
                          ascii::is_digit(text.front()) && text[1] == '/';
    if (is_mixed) append_blank();  // "2$\frac12$"
    if (text.starts_with('%') && ends_operand(ascii::trim(out_))) drop_blank();
    out_ += text;
    const bool ends = formula.text.ends_with(' ') || formula.is_open;
    if (ends && touches && !text.empty() && (formula.text.ends_with(' ') || reader_.next() != '$'))
      append_blank();
  }

  void take_braces() {
    if (const auto letter = take_lettered_group(reader_)) {
      out_ += *letter;
      return;
    }
    const std::size_t start = reader_.position();
    const auto group = reader_.take_group();
    if (group && is_markup_group(*group, reader_.text().substr(0, start), reader_.rest())) {
      const std::string text = inner(*group);
      out_ += begins_small_capitals(*group) ? small_capitals(text) : text;
    } else if (!group || !group->empty() || out_.empty() || out_.back() == ' ') {
      reader_.seek(start);
      out_ += reader_.take_character();
    }
  }

  // A script outside formulas is one if its argument is in braces ("10^{-5}"): "a_b" is a name.
  void take_script() {
    const std::size_t start = reader_.position();
    bool is_script = !out_.empty() && ends_operand(out_);
    for (std::size_t end = start; is_script && (reader_.is_at("^{") || reader_.is_at("_{"));
         end = reader_.position()) {
      reader_.take_character();
      const auto group = reader_.take_group();
      is_script = group && !group->empty();
      if (!is_script) reader_.seek(end);
    }
    const std::string_view scripts = reader_.from(start);
    if (scripts.empty()) {
      out_ += reader_.take_character();
      return;
    }
    append_formula(math_to_unicode(scripts, depth_ + 1));
  }

  // A web address is taken whole: its tildes, dashes and underscores are its own.
  void take_address() {
    if (!reader_.is_at("://")) {
      out_ += reader_.take_character();
      return;
    }
    const std::size_t size =
        std::min(reader_.rest().find_first_of(" {}$\"<>"), reader_.rest().size());
    append_address(reader_.rest().substr(0, size));
    reader_.seek(reader_.position() + size);
  }

  void append_address(std::string_view address) {
    for (std::size_t at = 0; at < address.size(); ++at) {
      const bool is_escape = address[at] == '\\' && at + 1 < address.size() &&
                             !ascii::is_letter_or_digit(address[at + 1]);
      if (!is_escape) out_ += address[at];
    }
  }

  void take_command() {
    const std::size_t start = reader_.position();
    if (auto letter = take_letter(reader_)) {
      out_ += *letter;
      return;
    }
    if ((reader_.is_at("\\(") || reader_.is_at("\\[")) && take_formula()) return;
    const std::string_view name = reader_.take_command();
    if (take_escape(name) || take_structure(name)) return;
    if (const auto symbol = text_symbol(name)) {
      reader_.skip_empty_group();
      out_ += *symbol;
    } else if (const Command* command = find_command(name)) {
      take_known(start, name, *command);
    } else if (argument_count(name) > 0) {
      take_formula_command(start);
    } else {
      take_unknown(start, name);
    }
  }

  bool take_escape(std::string_view name) {
    if (name == "%" && ascii::is_digit(ascii::trim(out_).empty() ? ' ' : ascii::trim(out_).back()))
      drop_blank();
    if (name == " " || name == "\t") {
      append_blank();
    } else if (name == "^" || name == "~" || name == "$" || name == "%") {
      out_ += name;
      if (name == "^" || name == "~") reader_.skip_empty_group();
    } else {
      return false;
    }
    return true;
  }

  bool take_structure(std::string_view name) {
    if (name == "begin" || name == "end") {
      take_environment(name);
    } else if (name == "url" || name == "path" || name == "nolinkurl" || name == "doi") {
      const auto address = reader_.take_group();
      if (!address) return false;
      append_address(*address);
    } else if (name == "textsuperscript" || name == "textsubscript") {
      const Script script = name == "textsuperscript" ? Script::raised : Script::lowered;
      const SetScript set = set_script(script, argument());
      append_formula({set.text, set.is_open});
    } else if (name == "ion") {
      const std::string element = argument();
      out_ += ion_to_unicode(element, argument());
    } else if (name == "Romannum" || name == "romannum" || name == "RNum" || name == "rom") {
      out_ += roman_number(argument());
    } else if (name == "verb") {
      take_verbatim();
    } else {
      return take_notation(name);
    }
    return true;
  }

  // What mathematics has as well, with arguments of its own kind.
  bool take_notation(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kNames = {"ce", "cee", "unicode", "char", "SI",
                                                               "si", "qty", "unit",    "num"};
    if (std::ranges::find(kNames, name) == kNames.end()) return false;
    const std::size_t start = reader_.position() - name.size() - 1;
    reader_.take_optional();
    const bool has_two = name == "SI" || name == "qty";
    if (reader_.take_group() && has_two) reader_.take_group();
    append_formula(math_to_unicode(reader_.from(start), depth_ + 1));
    return true;
  }

  void take_verbatim() {
    if (reader_.at_end()) return;
    const std::string_view mark = reader_.take_character();
    const std::size_t end = reader_.rest().substr(0, 200).find(mark);
    if (end == std::string_view::npos) return;
    out_ += reader_.rest().substr(0, end);
    reader_.seek(reader_.position() + end + mark.size());
  }

  void take_environment(std::string_view command) {
    const auto name = reader_.take_group();
    if (!name) return;
    const std::string end = "\\end{" + std::string(*name) + "}";
    const std::size_t size = command == "begin" && is_math_environment(*name)
                                 ? reader_.rest().substr(0, 4000).find(end)
                                 : std::string_view::npos;
    if (size == std::string_view::npos) {
      reader_.skip_blanks();
      return;
    }
    const std::string_view inside = reader_.rest().substr(0, size);
    reader_.seek(reader_.position() + size + end.size());
    append_formula({" " + math_to_unicode("\\begin{split}" + std::string(inside)).text + " "});
  }

  void take_known(std::size_t start, std::string_view name, const Command& command) {
    using enum CommandKind;
    switch (command.kind) {
      case blank:
        reader_.skip_blanks();
        if (name == "," && reader_.is_at("\\%")) return;
        return append_blank();
      case nothing:
        if (name.size() > 1) reader_.skip_empty_group();
        return;
      case font_switch:
        reader_.skip_blanks();
        return;
      case font:
      case words:
      case pair:
      case shown:
        return take_with_argument(start, name, command);
      default:
        take_formula_command(start);
    }
  }

  void take_with_argument(std::size_t start, std::string_view name, const Command& command) {
    reader_.take_optional();
    reader_.take_optional();
    if (reader_.next() == '*') reader_.take_character();
    std::optional<std::string_view> shown;
    for (int i = 1; i <= command.arguments; ++i) {
      const auto given = reader_.take_group();
      if (!given && i == 1 && command.kind == CommandKind::font) return take_formula_command(start);
      if (given && (command.shown == i || command.kind != CommandKind::shown)) shown = given;
    }
    if (!shown) return open_argument(command);
    std::string text = inner(*shown);
    if (name == "textsc") text = small_capitals(std::move(text));
    if (command.kind == CommandKind::pair && command.text.starts_with(' ')) drop_blank();
    if (command.kind == CommandKind::pair) out_ += command.text;
    out_ += text;
    if (command.kind == CommandKind::pair) out_ += command.closing;
  }

  // An argument whose brace is never closed.
  void open_argument(const Command& command) {
    if (reader_.next() != '{') return;
    reader_.take_character();
    if (command.text.starts_with(' ')) drop_blank();
    if (command.kind == CommandKind::pair) out_ += command.text;
  }

  // A command of mathematics in running text, with its scripts.
  void take_formula_command(std::size_t start) {
    reader_.seek(start);
    // A path of Windows may hold what looks like one.
    if (reader_.previous() == ':' || reader_.previous() == '\\') {
      out_ += reader_.take_character();
      return;
    }
    reader_.take_operand();
    while (reader_.next() == '_' || reader_.next() == '^') {
      reader_.take_character();
      if (!reader_.take_operand()) break;
    }
    const std::string_view formula = reader_.from(start);
    reader_.skip_empty_group();
    append_formula(math_to_unicode(formula, depth_ + 1));
  }

  // The name or the argument of what authors defined for themselves; but code stays as it is.
  void take_unknown(std::size_t start, std::string_view name) {
    const char previous = start == 0 ? ' ' : reader_.text()[start - 1];
    const bool is_path = reader_.next() == '\\' && begins_word(reader_.rest().substr(1));
    const bool is_code = name.size() < 2 || !ascii::is_letter(name.front()) ||
                         std::string_view(":\\\"`/.").find(previous) != std::string_view::npos ||
                         ascii::is_letter_or_digit(previous) || is_path;
    const auto given = is_code ? std::nullopt : reader_.take_group();
    if (given && !given->empty()) {
      out_ += inner(*given);
    } else {
      out_ += is_code ? reader_.from(start) : name;
    }
  }

  TexReader reader_;
  int depth_;
  QuotationMarks quotation_marks_;
  std::string out_;
};

bool has_markup(std::string_view tex) {
  return tex.find_first_of("\\${}~`^_") != std::string_view::npos ||
         tex.find("--") != std::string_view::npos || tex.find("''") != std::string_view::npos;
}

}  // namespace

std::string text_to_unicode(std::string_view tex, int depth) {
  return TextConverter{tex, depth}.convert();
}

std::string tex_to_unicode(std::string_view tex) {
  if (!has_markup(tex)) return std::string(tex);
  std::string text = text_to_unicode(tex, 0);
  return ascii::trim(text).empty() ? std::string(tex) : text;
}

}  // namespace papercup::text
