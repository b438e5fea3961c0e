#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::digest {

// How alike two papers of a list are, by their places in it: a cosine.
using Likeness = std::function<double(std::size_t first, std::size_t second)>;

// For each of the papers (best first) the place of the earlier one that it is to stand under, which
// stands under none itself: the first that shares an author, was announced within 90 days and is
// alike by more than 0.85. Nothing for papers that stand alone. `likeness` is asked only of pairs
// for which the rest holds.
std::vector<std::optional<std::size_t>> fold_near_duplicates(const std::vector<Paper>& papers,
                                                             const Likeness& likeness);

}  // namespace papercup::digest
