#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "cli/results/results.hpp"

namespace papercup::cli {

// Newest day of announcement first, papers without a day last; within a day as rank::tie_break
// says.
void sort_by_date(std::vector<Result>& results);
void sort_by_id(std::vector<Result>& results);
// Most relevant first, by the store's own numbers of papers; what has no relevance comes last.
void sort_by_relevance(std::vector<Result>& results,
                       const std::vector<std::pair<std::int64_t, double>>& relevance);

}  // namespace papercup::cli
