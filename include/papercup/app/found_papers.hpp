#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "papercup/rank/order.hpp"

namespace papercup::app {

// A paper that was found. `candidate.score` is what the list is ordered by.
struct FoundPaper {
  Candidate candidate;
  std::optional<double> score;  // for the focus
  std::optional<int> rank;      // for the focus, 1 is best
};

// What was found, best first: all of it, or the first `limit` of `total` papers.
struct Found {
  std::vector<FoundPaper> results;
  std::size_t total = 0;
};

// Newest day of announcement first, papers without a day last; within a day as rank::tie_break
// says.
void sort_by_date(std::vector<FoundPaper>& results);
void sort_by_id(std::vector<FoundPaper>& results);
// Most relevant first, by the store's own numbers of papers; what has no relevance comes last.
void sort_by_relevance(std::vector<FoundPaper>& results,
                       const std::vector<std::pair<std::int64_t, double>>& relevance);

}  // namespace papercup::app
