#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/core/category.hpp"

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

struct CategoryChoice {
  std::vector<Category> categories = {};
  std::vector<UndividedPapers> undivided = {};  // only those that decided on a category
};

// The category that a paper counts for: its primary one, but if that is a divided archive and the
// paper names a division too, the division. Canonical.
std::string category_of(const std::vector<Category>& categories);

// The categories to follow for papers that count for these (canonical, one a paper): those in which
// a sixth of the papers are, at most four, most frequent first. What a divided archive counts goes
// to its divisions, as the other papers are distributed among them; if there are none, the archive
// stands for all its divisions and counts as one of the four. The archive's own name is never
// chosen: it says what the papers were, not what is to be followed.
CategoryChoice choose_categories(const std::vector<std::string>& categories_of_papers);

// What was done with undivided papers, in a line for people.
std::string explanation_of(const UndividedPapers& undivided);

}  // namespace papercup::app
