#pragma once

#include <string>

#include "papercup/core/paper.hpp"

namespace papercup::render {

// A paper as an entry @misc of BibTeX, UTF-8, ending with a line feed: title, author, year,
// eprint, archivePrefix, primaryClass, version, doi, url, note (the journal reference), annote (the
// authors' comment), keywords (the categories) and abstract, as far as they are known.
//
// The key is the first author's family name and the identifier ("sorby-2611.90417"), and so is
// unique, and the same in every file. The year is that of the submission, else of the
// announcement, else of the identifier. There is no month, since its macros are unknown to some
// readers of BibTeX.
//
// TeX stays as it was written. What would stop TeX or BibTeX is mended and reads the same: & % #
// and _ that are text get a backslash, as does a $ without its other half; a brace without its
// other half becomes a command.
std::string bibtex_entry(const Paper& paper);

}  // namespace papercup::render
