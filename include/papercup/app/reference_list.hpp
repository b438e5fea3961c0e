#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/library/library.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Papers that say no more of their category than a divided archive (astro-ph): those from before
// its division, and entries of reference lists that name the archive alone.
struct UndividedPapers {
  std::string archive;
  std::size_t papers = 0;
  std::vector<std::string> taken_for = {};  // the divisions that they were counted for
  bool taken_for_all = false;               // since no other paper of the list names a division

  bool operator==(const UndividedPapers&) const = default;
};

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
      {};                    // that have a title, but are not known as papers of arXiv
  std::size_t nameless = 0;  // entries without title, identifier and known DOI
  // The categories to follow: those in which a sixth of the papers are, at most four, most frequent
  // first. A paper counts for its primary category; if that is a divided archive, and the paper
  // names a division too, for the division. What a divided archive counts goes to its divisions, as
  // the other papers are distributed among them; if there are none, the archive stands for all its
  // divisions and counts as one of the four. The archive's own name is never chosen: it says what
  // the papers were, not what is to be followed.
  std::vector<Category> categories = {};
  std::vector<UndividedPapers> undivided = {};  // that had a say in them
};

// Whether a text names a reference list: a file whose name ends as the name of one does.
bool names_reference_list(const std::string& text);
// Whether it does, and there is such a file.
bool is_reference_list(const Context& context, const std::string& text);

// Reads a file ("-" is standard input) and looks its entries up in the store. The notes say, with
// the file's name, which entries are left out. Throws Error{usage} if there is no such file,
// Error{failure} as library::parse_library does.
Noted<ReferenceList> read_reference_list(const Context& context, const store::Store& store,
                                         const std::string& file);

// Says what there was in it, in a few lines.
std::string summary_of(const ReferenceList& list, std::size_t keywords);
// Says what was done with undivided papers, in one line.
std::string explanation_of(const UndividedPapers& undivided);

// Both functions below say what papers that arXiv does not have tell about a reader's work, in
// words that go into a focus file, where the reader can change them.

// The words and phrases that they have in common, by TF-IDF over titles and abstracts, at most 12,
// with weights from 0.5 down; an entry weighs half of one that is five years younger. If there are
// three entries or more, what only one of them says is no keyword, unless nothing is said twice.
// Strongest first.
std::vector<Keyword> keywords_of(const std::vector<library::Entry>& entries);

// "Papers such as: ...", with the newest titles; empty for no entries. `entries` are newest first.
std::string description_of(const std::vector<library::Entry>& entries);

}  // namespace papercup::app
