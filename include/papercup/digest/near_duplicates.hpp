#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::digest {

// How similar two papers of a list are, by their places in it: a cosine.
using Similarity = std::function<double(std::size_t first, std::size_t second)>;

// Finds near-duplicates among papers that are given best first. The result has for each paper the
// place of the earlier one whose group it belongs to, and nothing for a paper that leads a group or
// stands alone. A paper joins the first leader that shares an author, was announced within 90 days
// and is similar by more than 0.85. `similarity` is asked only about pairs that meet the other two
// conditions.
std::vector<std::optional<std::size_t>> group_near_duplicates(const std::vector<Paper>& papers,
                                                              const Similarity& similarity);

}  // namespace papercup::digest
