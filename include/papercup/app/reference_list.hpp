#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/app/category_choice.hpp"
#include "papercup/app/context.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/library/library.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// What a reader's reference list says to papercup.
struct ReferenceList {
  std::string name;  // of the file, for messages
  library::Format format = library::Format::bibtex;
  std::size_t entries = 0, left_out = 0;
  // Newest entries first, without repetition.
  std::vector<ArxivId> stored = {};      // by identifier, DOI or title
  std::size_t by_other_means = 0;        // of them, those found by DOI or title
  std::vector<ArxivId> not_stored = {};  // papers of arXiv that the next fetch brings
  std::vector<library::Entry> others =
      {};                                 // that have a title, but are not known as papers of arXiv
  std::vector<Category> categories = {};  // to follow, see category_choice.hpp
  std::vector<UndividedPapers> undivided = {};  // that had a say in them
};

// Whether a text names a reference list: a file whose name ends as one's does.
bool names_reference_list(const std::string& text);
// And there is such a file.
bool is_reference_list(const Context& context, const std::string& text);

// Reads a file ("-" is standard input) and looks its entries up in the store; warnings are noted
// with the file's name. Throws Error{usage} where there is no such file, Error{failure} as
// library::parse_library does.
ReferenceList read_reference_list(const Context& context, const store::Store& store,
                                  const std::string& file);

// What there was in it, in a few lines.
std::string summary_of(const ReferenceList& list, std::size_t keywords);

}  // namespace papercup::app
