#include <algorithm>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "text/tex_parts.hpp"

namespace papercup::text {
namespace {

constexpr int kDeepest = 8;  // of arguments within arguments

enum class Scope { everything, letters };

std::string convert(std::string_view tex, Scope scope, int depth);

// The letter under an accent: "e", "{e}", "\i", "{\i}".
std::optional<std::string> base_letter(std::string_view argument) {
  if (argument.starts_with('{') && argument.ends_with('}'))
    argument = argument.substr(1, argument.size() - 2);
  if (argument.starts_with('\\')) {
    const auto letter = text_symbol(argument.substr(1));
    return letter ? std::optional{std::string(*letter)} : std::nullopt;
  }
  TexReader reader{argument};
  if (reader.at_end()) return std::nullopt;
  std::string letter(reader.take_character());
  const bool plain = ascii::is_letter(letter.front()) || !ascii::is_ascii(letter.front());
  if (!reader.at_end() || !plain) return std::nullopt;
  return letter;
}

// At a backslash: an accent with its letter, or a letter that is a command. Nothing is taken if it
// is neither.
std::optional<std::string> take_letter(TexReader& reader) {
  const std::size_t start = reader.position();
  const std::string_view command = reader.take_command();
  if (const auto mark = combining_mark(command)) {
    // An accent named by a letter needs a brace or a blank before its own letter.
    const auto argument = reader.take_argument();
    const auto base = argument ? base_letter(*argument) : std::nullopt;
    if (base) return composed(*base, *mark);
  } else if (const auto letter = text_symbol(command);
             letter && ascii::is_letter(command.front())) {
    const std::size_t after = reader.position();
    reader.skip_blanks();
    if (reader.rest().starts_with("{}")) {
      reader.seek(reader.position() + 2);
    } else if (!reader.at_end() && reader.position() > after &&
               !ascii::is_letter(reader.current())) {
      reader.seek(after);
    }
    return std::string(*letter);
  }
  reader.seek(start);
  return std::nullopt;
}

// A group around a single accent: "{\'e}", "{\L}". Nothing is taken if it is another group.
std::optional<std::string> take_lettered_group(TexReader& reader) {
  const std::size_t start = reader.position();
  reader.seek(start + 1);
  if (!reader.at_end() && reader.current() == '\\') {
    auto letter = take_letter(reader);
    if (letter && !reader.at_end() && reader.current() == '}') {
      reader.seek(reader.position() + 1);
      return letter;
    }
  }
  reader.seek(start);
  return std::nullopt;
}

// A formula between dollars, by the rule that a formula neither begins nor ends with a blank and
// that no digit follows its end, which prices break. Nothing is taken if there is none.
std::optional<std::string> take_formula(TexReader& reader) {
  const std::size_t start = reader.position();
  const std::string_view rest = reader.rest();
  const std::size_t marks = rest.starts_with("$$") ? 2 : 1;
  const std::size_t end = rest.find(rest.substr(0, marks), marks);
  if (end == std::string_view::npos || end == marks || end > 1000) return std::nullopt;
  const std::string_view inside = rest.substr(marks, end - marks);
  const std::size_t after = end + marks;
  const bool digit_follows = after < rest.size() && ascii::is_digit(rest[after]);
  if (inside.front() == ' ' || inside.back() == ' ' || inside.back() == '\\' || digit_follows)
    return std::nullopt;
  reader.seek(start + after);
  if (auto text = math_to_unicode(inside)) return text;
  return std::string(rest.substr(0, after));
}

// A command outside formulas; unchanged if it is not known.
std::string take_text_command(TexReader& reader, int depth) {
  const std::size_t start = reader.position();
  if (auto letter = take_letter(reader)) return *letter;
  const std::string_view command = reader.take_command();
  if (const auto symbol = text_symbol(command)) return std::string(*symbol);
  if (command == "href") {
    const auto target = reader.take_argument();
    const auto shown = target ? reader.take_argument() : std::nullopt;
    if (shown) return convert(*shown, Scope::everything, depth + 1);
  } else if (is_font_command(command) && !reader.at_end() && reader.current() == '{') {
    if (const auto argument = reader.take_argument()) {
      return command == "url" ? std::string(*argument)
                              : convert(*argument, Scope::everything, depth + 1);
    }
  } else if (const auto symbol = math_symbol(command);
             symbol && ascii::is_letter(command.front()) && command.size() > 2) {
    if (reader.rest().starts_with("{}")) reader.seek(reader.position() + 2);
    return std::string(*symbol);
  }
  reader.seek(start + 1 + command.size());
  return std::string(reader.from(start));
}

std::string convert(std::string_view tex, Scope scope, int depth) {
  if (depth > kDeepest) return std::string(tex);
  std::string result;
  result.reserve(tex.size());
  TexReader reader{tex};
  while (!reader.at_end()) {
    const char c = reader.current();
    std::optional<std::string> taken;
    if (c == '\\')
      taken = scope == Scope::everything ? take_text_command(reader, depth) : take_letter(reader);
    if (c == '{') taken = take_lettered_group(reader);
    if (c == '$' && scope == Scope::everything) taken = take_formula(reader);
    if (scope == Scope::everything &&
        (reader.rest().starts_with("``") || reader.rest().starts_with("''"))) {
      taken = c == '`' ? "“" : "”";
      reader.seek(reader.position() + 2);
    }
    if (taken) {
      result += *taken;
    } else if (c == '\\') {
      const std::size_t start = reader.position();
      reader.take_command();
      result += reader.from(start);
    } else if (c == '~' && scope == Scope::everything && !result.empty() &&
               ascii::is_letter(result.back())) {
      result += ' ';  // a tie; "~5" is "about 5"
      reader.take_character();
    } else {
      result += reader.take_character();
    }
  }
  return result;
}

bool has_markup(std::string_view tex) {
  return tex.find_first_of("\\${`'~") != std::string_view::npos;
}

}  // namespace

std::string tex_to_unicode(std::string_view tex) {
  return has_markup(tex) ? convert(tex, Scope::everything, 0) : std::string(tex);
}

std::string tex_accents_to_unicode(std::string_view tex) {
  return tex.find('\\') != std::string_view::npos ? convert(tex, Scope::letters, 0)
                                                  : std::string(tex);
}

}  // namespace papercup::text
