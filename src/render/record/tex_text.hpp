#pragma once

#include <set>
#include <string>
#include <string_view>

namespace papercup::render {

// Text that LaTeX sets without a mistake in a document of any class, without any package, and that
// BibTeX takes for the inside of a value in braces.
struct TexText {
  std::string text;
  std::set<std::string> commands = {};  // those that need a definition, see definition_of
};

// Whether letters with accents stay as they are, if LaTeX can set them, or become commands. BibTeX
// itself knows bytes alone: it abbreviates "Élodie" to half a letter, and sorts it after "Zoe".
enum class AccentedLetters { as_they_are, as_commands };

// One line of a feed, which may hold TeX, as such text. TeX that LaTeX can set stays as it was
// written, byte for byte. Of the rest
//  - a character becomes the command for it, in mathematics if it belongs there ("$\alpha$"); a
//    letter of a script that TeX's own fonts lack stays, since nothing else would say it;
//  - a command that is not known, or lacks an argument, loses its backslash; one of mathematics in
//    text gets dollars, one of text in mathematics a box;
//  - & % # and, in text, _ ^ < > | are escaped, as is a $ that opens no formula, of a price or of
//    a formula that never ends; a brace without its other half becomes a command.
// Linear in the size of the text, but for formulas, of which 2,000 bytes are looked at.
TexText tex_text(std::string_view line, AccentedLetters letters);

}  // namespace papercup::render
