#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

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

}  // namespace papercup::store
