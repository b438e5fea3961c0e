#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {

// Papers of so many days always stay: rankings compare with them, and digests choose among them.
inline constexpr int kLeastDaysKept = 90;

struct PruningPlan {
  Date before;                        // papers announced on this day and later stay
  std::vector<ArxivId> removed = {};  // what would be removed
  std::size_t staying = 0;  // as old, and kept: marked ever, named by a focus or shown in a digest
};

// What pruning would remove; nothing is changed. `before` is at least kLeastDaysKept ago. Throws
// Error{usage} if a focus cannot be read, whose papers are to stay, or if the configuration or data
// folder that the reader names does not exist.
PruningPlan plan_pruning(const Context& context, Date before);

struct Pruning {
  std::filesystem::path database = {};
  std::uintmax_t bytes_before = 0, bytes_after = 0;
  std::optional<Error> compact_error = {};  // why the file keeps its size; its room is used again
};

// Removes the papers of the plan and gives their room back to the disk. Throws Error{storage,
// interrupted} as store::remove_papers does.
Pruning prune(const Context& context, const PruningPlan& plan);

}  // namespace papercup::app
