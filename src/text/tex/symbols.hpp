#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace papercup::text {

// What a command of TeX is. The commands are in data/tex-symbols.tsv.
enum class CommandKind {
  symbol,         // a letter or sign of mathematics: "alpha", "infty"
  close,          // what closes a bracket: "rangle"
  binary,         // an operation or a relation: "times", "leq"
  function_name,  // the name of a function: "log"
  blank,          // "quad"
  nothing,        // leaves no trace: "displaystyle"
  font_switch,    // sets the font of the rest of its group: "rm"
  font,           // shows its argument as it is: "mathrm"
  words,          // its argument is running text: "text"
  operator_name,  // its argument is the name of a function: "operatorname"
  mark,           // puts a mark on its argument: "hat"
  shown,          // shows one of several arguments, or none: "textcolor"
  pair,           // puts its argument between two signs: "norm"
};

struct Command {
  CommandKind kind;
  std::string_view text;          // the sign, name or mark; for a pair, what opens
  std::string_view closing = {};  // for a pair
  int arguments = 0;              // for kinds that take some
  int shown = 0;                  // which of them is shown, from 1; 0 for none
};

// A command in mathematics, and outside where that has none of its own; null if it is not known.
const Command* find_command(std::string_view name);

// How many arguments a command of mathematics takes; 0 if it is not known.
int argument_count(std::string_view name);

// Letters and signs of running text ("ss": "ß", "L": "Ł", "textendash": "–").
std::optional<std::string_view> text_symbol(std::string_view name);

// The combining mark of an accent command of running text ("'", "H", "c").
std::optional<std::string_view> combining_mark(std::string_view name);

// A base letter with the mark, composed if Unicode has such a letter.
std::string composed(std::string_view base, std::string_view mark);

// Each character raised or lowered; nothing if Unicode lacks one.
std::optional<std::string> superscript(std::string_view text);
std::optional<std::string> subscript(std::string_view text);

// Each letter in blackboard bold: "R" gives "ℝ"; nothing if Unicode lacks one.
std::optional<std::string> blackboard(std::string_view letters);

// A unit of siunitx or one of its prefixes: "giga" gives "G", "hertz" gives "Hz".
std::optional<std::string_view> unit_prefix(std::string_view name);
std::optional<std::string_view> unit_symbol(std::string_view name);

}  // namespace papercup::text
