#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::render {

// Where a command or a character may stand.
enum class TexMode { text, mathematics };

// What a command of TeX takes, and what becomes of it in an entry for BibTeX.
struct TexCommand {
  enum class Place { text, mathematics, both };
  enum class Fate {
    kept,
    unwrapped,  // only its last argument is shown; nothing if it takes none
  };

  Place place;
  // What its arguments are, in their order: t text, m mathematics, s as around it, k a key, o an
  // option in brackets.
  std::string_view arguments = {};
  Fate fate = Fate::kept;
  // How it is defined for a document without the package that has it; empty for one of LaTeX's own.
  std::string_view definition = {};
};

// The command of a name without its backslash; null for one that is not known, which a document
// would stop at.
const TexCommand* find_tex_command(std::string_view name);

// Whether a command sets an accent on a letter: ' ` ^ " ~ = . u v H c r d b k t.
bool is_tex_accent(std::string_view name);

// Whether \left, \right, \big and the like may stand before this command or character.
bool is_tex_delimiter(std::string_view token);
bool is_delimiter_size(std::string_view name);

// How a command is defined unless the document or a package of its has done so; empty if LaTeX
// itself has it.
std::string definition_of(std::string_view name);

// A character that is not ASCII, as TeX.
struct TexCharacter {
  std::string text;
  TexCommand::Place place = TexCommand::Place::text;
  // Names of commands that it is made of and that may need a definition.
  std::vector<std::string_view> commands = {};
};

// Empty text and place text for what is left out (zero-width marks); nothing in `text` but the
// character itself for one that TeX has no command for, such as a letter of another script.
TexCharacter tex_character(char32_t character);

// Whether LaTeX takes the character as it is, in each of its encodings, where it stands in text.
bool is_plain_for_latex(char32_t character);

}  // namespace papercup::render
