#include "papercup/library/library.hpp"

#include <algorithm>

#include "library/encoding.hpp"
#include "library/fields.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::library {
namespace {

// "@article{" or "@article(" somewhere.
bool has_bibtex_entry(std::string_view text) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && ascii::is_letter(text[end])) ++end;
    const std::size_t letters = end - at - 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;
    if (letters > 0 && end < text.size() && (text[end] == '{' || text[end] == '(')) return true;
  }
  return false;
}

// "TY  - JOUR" at the start of a line.
bool has_ris_entry(std::string_view text) {
  while (!text.empty()) {
    if (text.starts_with("TY  -")) return true;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return false;
}

Library parse_text(std::string_view text) {
  const std::size_t start = text.find_first_not_of(ascii::kBlanks);
  if (start == std::string_view::npos) {
    throw Error(ErrorKind::failure, "the reference list is empty",
                "Export it again from your reference manager.");
  }
  if (text[start] == '[' || text[start] == '{') return parse_csl_json(text);
  if (has_ris_entry(text)) return parse_ris(text);
  if (has_bibtex_entry(text)) return parse_bibtex(text);
  throw Error(ErrorKind::failure, "this is neither BibTeX nor RIS nor CSL-JSON",
              "Export the reference list of your library in one of these formats.");
}

}  // namespace

std::string_view to_string(Format format) {
  constexpr auto kNames = names_of<Format>(
      {{Format::bibtex, "BibTeX"}, {Format::ris, "RIS"}, {Format::csl_json, "CSL-JSON"}});
  return kNames.of(format);
}

Library parse_library(std::string_view bytes) {
  const DecodedText decoded = decode(bytes);
  Library library = parse_text(decoded.text);
  if (!decoded.note.empty()) library.notes.insert(library.notes.begin(), decoded.note);
  return library;
}

}  // namespace papercup::library
