#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::app {

// For each of the papers (best first) the place of the one that it is a near-duplicate of, by the
// cosine of their vectors; see digest::group_near_duplicates.
std::vector<std::optional<std::size_t>> find_near_duplicates(const std::vector<Paper>& papers);

}  // namespace papercup::app
