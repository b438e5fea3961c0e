#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/database.hpp"

namespace papercup::store {

// The condition of a database file.
struct DatabaseHealth {
  bool exists = false;
  // It has no tables: what a full disk leaves of one that was about to be made.
  bool is_empty = false;
  // Why it cannot be examined; that says nothing about its condition.
  std::optional<Error> obstacle = {};
  std::uint64_t bytes = 0;  // with the log that belongs to it
  int schema = 0;
  // What is wrong with it, a sentence each: it cannot be opened, is another program's or a later
  // papercup's, or SQLite's own check finds it damaged.
  std::vector<std::string> faults = {};
  bool is_readable_by_others = false;
  bool is_of_later_program = false;  // its schema is one that this program does not know
};

// Reads the whole file, and changes nothing that it says. Damage is a fault; whatever else goes
// wrong is an obstacle: a file that is locked, or may not be read or brought up to date.
DatabaseHealth examine_database(const std::filesystem::path& file, DatabaseKind kind);

// Removes papers and everything that belongs to them from a papers database, in transactions of two
// thousand, so that other processes do not wait long. Papers that are not stored are passed over.
// If it is interrupted, what was removed stays removed. Throws Error{storage}.
void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids);

// Gives the room of what was removed back to the disk. Meanwhile this needs as much room again as
// the remaining papers take. Throws Error{storage} and then leaves the database as it was.
void compact(const std::filesystem::path& database);

}  // namespace papercup::store
