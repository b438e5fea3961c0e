#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"

namespace papercup::library {

// An entry of somebody's reference list, as far as it helps to find the paper or to know what it is
// about. Text is clean UTF-8 on one line; TeX is Unicode if that is possible.
struct Entry {
  std::size_t place = 0;  // the line on which it begins; in CSL-JSON its number, from 1
  std::string key = {};   // its citation key or id; may be empty
  std::string title = {}, abstract = {};
  std::optional<int> year = {};
  // From eprint, archive and note fields, addresses, DOIs of arXiv's own, and journals such as
  // "arXiv preprint arXiv:2405.01234".
  std::optional<ArxivId> arxiv_id = {};
  std::string doi = {};                   // lower case, "10.…"; never one of arXiv's own
  std::optional<Category> category = {};  // its primary one at arXiv, if the entry names it

  bool operator==(const Entry&) const = default;
};

enum class Format { bibtex, ris, csl_json };

// "BibTeX", "RIS", "CSL-JSON".
std::string_view to_string(Format format);

struct Library {
  Format format = Format::bibtex;
  std::vector<Entry> entries = {};  // in their order
  // What was left out and why, with its line: "line 12: the entry is not closed".
  std::vector<std::string> warnings = {};
  // What else the reader should know: how the file was read, what of an entry says nothing.
  std::vector<std::string> notes = {};
};

// Reads a reference list in UTF-8, UTF-16, or, as it says itself or if it is neither of them, in
// Latin-1, Latin-9 or Windows-1252. It is told by its content:
//  - BibTeX: @string macros and the names of months, `#`, values in braces, quotes or neither
//    (`eprint=2010.01785`), nested braces; @comment and @preamble are passed over, as is text
//    between entries.
//  - RIS: tags of two characters; lines without a tag continue the one before.
//  - CSL-JSON: an array of items, one item, or an object with `items`.
// A broken entry is left out with a warning, and reading goes on with the next line that begins
// one. Linear in the size of `text`. Throws Error{failure} if it is none of these, or JSON that
// is not well formed, with the line.
Library parse_library(std::string_view bytes);

}  // namespace papercup::library
