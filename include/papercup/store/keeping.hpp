#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "papercup/core/arxiv_id.hpp"

namespace papercup::store {

enum class DatabaseKind { papers, reader };

// What is in a database of this kind, and what brings it back if the file is damaged; sentences for
// people. Nothing in it destroys what cannot be had again.
std::string advice_on_damage(DatabaseKind kind);

// How a database file is.
struct DatabaseHealth {
  bool exists = false;
  std::uint64_t bytes = 0;  // with the log that belongs to it
  int schema = 0;
  // What is wrong with it, a sentence each: it cannot be opened, is another program's or a later
  // papercup's, or SQLite's own check finds it damaged.
  std::vector<std::string> faults = {};
  bool is_readable_by_others = false;
  bool is_of_later_program = false;  // its schema is one that this program does not know
};

// Reads the whole file, and changes nothing that it says. What goes wrong is a fault.
DatabaseHealth examine_database(const std::filesystem::path& file, DatabaseKind kind);

// Whether a folder, or the nearest above it that exists, is on a network file system.
bool is_network_folder(const std::filesystem::path& folder);

// Copies databases into one archive while they are in use: each as of one moment, in the order
// given. The archive is a tar, packed where its name ends in .gz, .tgz, .zst or .xz; only its owner
// may read it. At any moment its name stands for the former content or all of the new one.
// Databases that do not exist are left out. With each goes an empty log, so that unpacking over
// other databases leaves none that does not belong. Needs room for the copies beside it.
// Throws Error{storage}, also where a database is damaged; the archive is as it was then.
void back_up(const std::vector<std::filesystem::path>& databases,
             const std::filesystem::path& archive);

// Removes papers with all that hangs on them from a papers database, in transactions of some
// thousand, so that others are not kept waiting; those that are not stored are passed over. Where
// it is broken off, what was removed stays removed. Throws Error{storage}.
void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids);

// Gives the room of what was removed back to the disk. Needs as much as what is left takes
// meanwhile. Throws Error{storage}; the database is as it was then.
void compact(const std::filesystem::path& database);

}  // namespace papercup::store
