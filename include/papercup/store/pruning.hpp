#pragma once

#include <filesystem>
#include <vector>

#include "papercup/core/arxiv_id.hpp"

namespace papercup::store {

// Removes papers with all that hangs on them from a papers database, in transactions of some
// thousand, so that others are not kept waiting; those that are not stored are passed over. Where
// it is broken off, what was removed stays removed. Throws Error{storage}.
void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids);

// Gives the room of what was removed back to the disk. Needs as much as what is left takes
// meanwhile. Throws Error{storage}; the database is as it was then.
void compact(const std::filesystem::path& database);

}  // namespace papercup::store
