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

// A paper and the near-duplicates that are shown under it, by their places in a list, ascending.
struct Group {
  std::size_t leader = 0;
  std::vector<std::size_t> others = {};

  bool operator==(const Group&) const = default;
};

// The groups that group_near_duplicates has found, by their leaders' places; a paper that stands
// alone is a group of its own.
std::vector<Group> groups_of(const std::vector<std::optional<std::size_t>>& leader_of);

}  // namespace papercup::digest
