#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace papercup::store {

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
bool has_marks_in_backup(const std::filesystem::path& archive,
                         const std::filesystem::path& scratch);

}  // namespace papercup::store
