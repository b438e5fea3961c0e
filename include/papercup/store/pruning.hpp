#pragma once

#include <filesystem>
#include <vector>

#include "papercup/core/arxiv_id.hpp"

namespace papercup::store {

// Removes papers and everything that belongs to them from a papers database, in transactions of two
// thousand, so that other processes do not wait long. Papers that are not stored are passed over.
// If it is interrupted, what was removed stays removed. Throws Error{storage}.
void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids);

// Gives the room of what was removed back to the disk. Meanwhile this needs as much room again as
// the remaining papers take. Throws Error{storage} and then leaves the database as it was.
void compact(const std::filesystem::path& database);

}  // namespace papercup::store
