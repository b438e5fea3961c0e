#include "text/tex/symbols.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"

// Files of data/, put into the program when it is built (see papercup_embed_data in cmake/).
namespace papercup::data {

std::string_view tex_symbols_tsv();

}  // namespace papercup::data

namespace papercup::text {
namespace {

using Table = std::unordered_map<std::string_view, std::string_view>;

constexpr std::string_view kPlace = "◌";  // of a mark's letter, or of an argument

// The commands and characters of data/tex-symbols.tsv.
struct Symbols {
  std::unordered_map<std::string_view, Command> commands;
  Table text, accents, raised, lowered, blackboard, prefixes, units;
};

// The text up to the divider, taken off with it.
std::string_view take_field(std::string_view& text, char divider) {
  const std::size_t end = std::min(text.find(divider), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

std::string_view without_place(std::string_view mark) {
  return mark.starts_with(kPlace) ? mark.substr(kPlace.size()) : mark;
}

Command pair_command(std::string_view text) {
  const std::size_t place = text.find(kPlace);
  return {.kind = CommandKind::pair,
          .text = text.substr(0, place),
          .closing = text.substr(std::min(place + kPlace.size(), text.size())),
          .arguments = 1};
}

Command shown_command(std::string_view text) {
  const int arguments = ascii::number(take_field(text, ' ')).value_or(1);
  return {.kind = CommandKind::shown,
          .text = {},
          .arguments = arguments,
          .shown = ascii::number(text).value_or(0)};
}

std::optional<Command> command_of(std::string_view kind, std::string_view text) {
  using enum CommandKind;
  if (kind == "pair") return pair_command(text);
  if (kind == "shown") return shown_command(text);
  static constexpr std::array<std::pair<std::string_view, Command>, 11> kKinds = {
      {{"symbol", {symbol, {}}},
       {"close", {close, {}}},
       {"operator", {binary, {}}},
       {"name", {function_name, {}}},
       {"blank", {blank, {}}},
       {"nothing", {nothing, {}}},
       {"switch", {font_switch, {}}},
       {"font", {.kind = font, .text = {}, .arguments = 1}},
       {"words", {.kind = words, .text = {}, .arguments = 1}},
       {"function", {.kind = operator_name, .text = {}, .arguments = 1}},
       {"mark", {.kind = mark, .text = {}, .arguments = 1}}}};
  for (const auto& [name, command] : kKinds) {
    if (name != kind) continue;
    Command found = command;
    found.text = without_place(text);
    return found;
  }
  return std::nullopt;
}

Symbols read_symbols(std::string_view rest) {
  Symbols symbols;
  symbols.commands.reserve(1024);
  const std::array<std::pair<std::string_view, Table*>, 7> tables = {
      {{"text", &symbols.text},
       {"accent", &symbols.accents},
       {"raised", &symbols.raised},
       {"lowered", &symbols.lowered},
       {"blackboard", &symbols.blackboard},
       {"prefix", &symbols.prefixes},
       {"unit", &symbols.units}}};
  while (!rest.empty()) {
    std::string_view line = take_field(rest, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    const std::string_view kind = take_field(line, '\t');
    const std::string_view name = take_field(line, '\t');
    if (const auto command = command_of(kind, line)) symbols.commands.emplace(name, *command);
    for (const auto& [table_kind, table] : tables) {
      if (table_kind == kind) table->emplace(name, without_place(line));
    }
  }
  return symbols;
}

const Symbols& symbols() {
  static const Symbols known = read_symbols(data::tex_symbols_tsv());
  return known;
}

std::optional<std::string_view> find(const Table& table, std::string_view key) {
  const auto found = table.find(key);
  if (found == table.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> each_of(std::string_view text, const Table& table) {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = utf8::first_character(text).size;
    const auto other = find(table, text.substr(0, size));
    if (!other) return std::nullopt;
    result += *other;
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace

const Command* find_command(std::string_view name) {
  const auto found = symbols().commands.find(name);
  return found == symbols().commands.end() ? nullptr : &found->second;
}

int argument_count(std::string_view name) {
  if (name.ends_with("frac") || name.ends_with("binom") || name == "overset" ||
      name == "underset" || name == "stackrel")
    return 2;
  if (name == "SI" || name == "qty") return 2;
  static const std::unordered_set<std::string_view> of_one = {
      "sqrt", "mathbb", "mathbbm", "mathds", "Bbb",         "unicode",    "char", "ce",
      "cee",  "si",     "unit",    "num",    "xrightarrow", "xleftarrow", "not"};
  if (of_one.contains(name)) return 1;
  const Command* command = find_command(name);
  return command == nullptr ? 0 : command->arguments;
}

std::optional<std::string_view> text_symbol(std::string_view name) {
  return find(symbols().text, name);
}

std::optional<std::string_view> combining_mark(std::string_view name) {
  return find(symbols().accents, name);
}

std::string composed(std::string_view base, std::string_view mark) {
  std::string pair(base == "ı" ? "i" : base == "ȷ" ? "j" : base);
  pair += mark;
  utf8proc_uint8_t* bytes = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(pair.c_str()));
  if (bytes == nullptr) return pair;
  std::string result(reinterpret_cast<const char*>(bytes));
  std::free(bytes);
  return result;
}

std::optional<std::string> superscript(std::string_view text) {
  return each_of(text, symbols().raised);
}

std::optional<std::string> subscript(std::string_view text) {
  return each_of(text, symbols().lowered);
}

std::optional<std::string> blackboard(std::string_view letters) {
  return each_of(letters, symbols().blackboard);
}

std::optional<std::string_view> unit_prefix(std::string_view name) {
  return find(symbols().prefixes, name);
}

std::optional<std::string_view> unit_symbol(std::string_view name) {
  return find(symbols().units, name);
}

}  // namespace papercup::text
