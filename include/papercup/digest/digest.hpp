#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/score.hpp"

namespace papercup::digest {

// The days that a digest covers, inclusive, by announcement.
struct Window {
  Date since, until;
  bool operator==(const Window&) const = default;
};

// A short list for one focus.
struct Digest {
  std::string focus_name;
  std::vector<Category> categories;  // of the focus; empty: everything
  Window window;
  std::size_t considered = 0;       // papers the list was chosen from
  std::vector<ScoredPaper> papers;  // best first, ranks from 1
  double minutes = 0;               // of reading
};

// Time to decide on a paper and read its whole abstract: 20 s and its words at 220 a minute.
double reading_minutes(const Paper& paper);

// The first `top` of `ranked` (best first) as a digest; papers of score 0 or less are left out:
// nothing in them speaks to the focus.
Digest compose(const Focus& focus, Window window, std::vector<ScoredPaper> ranked,
               std::size_t considered, std::size_t top);

}  // namespace papercup::digest
