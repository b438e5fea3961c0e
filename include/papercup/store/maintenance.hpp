#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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

// How an archive is packed. packing_of goes by its name: .gz, .tgz, .zst, .xz.
enum class Packing { none, gzip, zstd, xz };
Packing packing_of(const std::filesystem::path& archive);

// What a backup needs.
struct BackupCare {
  // A folder for copies of the databases, which need as much room as these. A run that is killed
  // leaves a folder `.papercup-backup-XXXXXX` there, which the next one removes.
  std::filesystem::path scratch = {};
  // Asked again and again; if it says yes, the backup ends with Error{interrupted}.
  std::function<bool()> is_interrupted = {};
};

// Copies databases into one archive while they are in use: each as of one moment, in the order
// given. The archive is a tar whose bytes `take` gets in their order, and of which nothing is
// complete until this returns. Databases that do not exist or hold nothing are left out. With each
// goes an empty log, so that unpacking over other databases leaves none that does not belong.
// Nothing of the copies is left, however it ends, unless the process is killed while it copies.
// Throws Error{storage}, also if a database is damaged.
void back_up(const std::vector<std::filesystem::path>& databases, Packing packing,
             const std::function<void(std::string_view)>& take, const BackupCare& care);
// The same into a file, as FileWriter writes it: a new one is for its owner only.
void back_up(const std::vector<std::filesystem::path>& databases,
             const std::filesystem::path& archive);

// Whether a file is a backup of a reader.db with marks, which is unpacked into `scratch` to be
// looked at. False for what is no archive; true if the reader.db in it cannot be read.
bool has_marks_in_backup(const std::filesystem::path& file, const std::filesystem::path& scratch);

}  // namespace papercup::store
