#include "text/tex/letters.hpp"

#include <algorithm>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "text/tex/layout.hpp"
#include "text/tex/symbols.hpp"

namespace papercup::text {
namespace {

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

// "\"{older}", in which the braces reach too far.
std::optional<std::string> accented_word(std::string_view word, std::string_view mark) {
  const bool is_word = word.size() > 1 && std::ranges::all_of(word, ascii::is_letter);
  if (!is_word) return std::nullopt;
  return composed(word.substr(0, 1), mark) + std::string(word.substr(1));
}

// "\k{appa}" of abstracts in which a program took the first letter of "\kappa" for an accent.
std::optional<std::string> take_torn_greek(TexReader& reader, std::string_view command) {
  const std::size_t start = reader.position();
  const auto rest =
      command.size() == 1 && reader.next() == '{' ? reader.take_group() : std::nullopt;
  if (rest && !rest->empty() && rest->size() < 8 && std::ranges::all_of(*rest, ascii::is_lower)) {
    const Command* letter = find_command(std::string(command) + std::string(*rest));
    const bool is_greek = letter != nullptr && letter->kind == CommandKind::symbol &&
                          (letter->text.starts_with('\xCE') || letter->text.starts_with('\xCF'));
    if (is_greek) return std::string(letter->text);
  }
  reader.seek(start);
  return std::nullopt;
}

// A blank after a letter's command belongs to the command within a word ("Stra\ss e", "\O ystein"),
// but not after a unit, which "\AA" is unless it begins "\AA ngstrom" or "\AA rhus".
void end_letter(TexReader& reader, std::string_view letter) {
  const std::size_t after = reader.position();
  reader.skip_blanks();
  const bool is_unit = letter == "Å" && !reader.is_at("ng") && !reader.is_at("rh");
  const bool is_letter = !ascii::is_ascii(letter.front()) && utf8::length(letter) == 1;
  const bool is_in_word = is_letter && begins_word(letter) && !is_unit;
  if (reader.is_at("{}")) {
    reader.skip_empty_group();
  } else if (is_in_word ? !ascii::is_letter(reader.next())
                        : std::string_view(",.;:)").find(reader.next()) == std::string_view::npos) {
    reader.seek(after);
  }
}

// Accents and letters only.
std::string letters_to_unicode(std::string_view tex) {
  std::string result;
  TexReader reader{tex};
  while (!reader.at_end()) {
    const char c = reader.current();
    const auto letter = c == '\\'  ? take_letter(reader)
                        : c == '{' ? take_lettered_group(reader)
                                   : std::nullopt;
    if (letter) {
      result += *letter;
    } else if (c == '\\') {
      const std::size_t start = reader.position();
      reader.take_command();
      result += reader.from(start);
    } else {
      result += reader.take_character();
    }
  }
  return result;
}

}  // namespace

std::optional<std::string> take_letter(TexReader& reader) {
  const std::size_t start = reader.position();
  const std::string_view command = reader.take_command();
  if (auto greek = take_torn_greek(reader, command)) return greek;
  if (const auto mark = combining_mark(command)) {
    // An accent named by a letter needs a brace or a blank before its own letter.
    // An escaped quotation mark has a blank or the end after it.
    const bool is_escape = !ascii::is_letter(command.front()) && reader.next() == ' ';
    if (is_escape && std::string_view("'\"`").find(command) != std::string_view::npos)
      return std::string(command);
    const auto argument = reader.take_argument();
    const auto base = argument ? base_letter(*argument) : std::nullopt;
    // A blank ends the name of the letter and is no other: "na\"\i ve".
    if (base && argument->starts_with('\\') && reader.previous() != '}') reader.skip_blanks();
    if (base) return composed(*base, *mark);
    if (argument && !ascii::is_letter(command.front())) {
      if (auto word = accented_word(*argument, *mark)) return word;
    }
  } else if (const auto letter = text_symbol(command);
             letter && ascii::is_letter(command.front())) {
    end_letter(reader, *letter);
    return std::string(*letter);
  }
  reader.seek(start);
  return std::nullopt;
}

std::optional<std::string> take_lettered_group(TexReader& reader) {
  const std::size_t start = reader.position();
  reader.seek(start + 1);
  std::optional<std::string> letter;
  if (reader.next() == '\\') {
    letter = take_letter(reader);
  } else if (!ascii::is_ascii(reader.next())) {
    letter = reader.take_character();
  }
  if (letter && reader.next() == '}') {
    reader.seek(reader.position() + 1);
    return letter;
  }
  reader.seek(start);
  return std::nullopt;
}

std::string tex_accents_to_unicode(std::string_view tex) {
  return tex.find('\\') != std::string_view::npos ? letters_to_unicode(tex) : std::string(tex);
}

}  // namespace papercup::text
