#include "papercup/app/backup.hpp"

#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/system/files.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

// The databases of the data folder, in the order in which they are copied: what the reader has seen
// is named by what is stored, so the copy of the papers is the later one.
std::vector<fs::path> databases_of(const Context& context) {
  context.require_data_folder();
  const fs::path folder = context.paths().data;
  std::vector<fs::path> databases;
  for (const fs::path& file : {folder / "reader.db", folder / "papers.db"}) {
    if (system::file_exists(file, ErrorKind::storage)) databases.push_back(file);
  }
  if (databases.empty()) {
    throw Error(ErrorKind::failure,
                fmt::format("there is nothing to back up in {}", folder.string()),
                "papercup config path shows where papercup keeps things.");
  }
  return databases;
}

// For copies of the databases, on their way into something that has no folder of its own.
fs::path temporary_folder(const Context& context) {
  if (const auto folder = context.variable("TMPDIR"); folder && !folder->empty()) return *folder;
  std::error_code error;
  return fs::is_directory("/var/tmp", error) ? "/var/tmp" : "/tmp";
}

// False if reader.db has no marks; a damaged one counts as having some: the backup itself says what
// is wrong.
bool may_have_marks(const Context& context) {
  try {
    return !context.open_user_store(store::OpenMode::read_only).marks().empty();
  } catch (const Error&) {
    return true;
  }
}

// Whether reader.db is there, even if it has no marks.
bool has_reader_database(const Context& context) {
  const fs::path user_store = context.paths().data / "reader.db";
  std::error_code error;
  return system::file_exists(user_store, ErrorKind::storage) &&
         fs::file_size(user_store, error) > 0;
}

// Marks cannot be fetched again: an archive without them does not replace one with them.
void keep_former_marks(const std::string& file, const fs::path& scratch, const Context& context) {
  if (!system::holds_something(file) || !store::has_marks_in_backup(file, scratch)) return;
  throw Error(ErrorKind::failure,
              fmt::format("{} holds a backup of your marks, and {} has none; it stays as it is",
                          file, context.friendly_path(context.paths().data)),
              "Look whether that is the right folder, or name another file.");
}

std::size_t copy(const std::vector<fs::path>& databases, store::Packing packing,
                 const fs::path& scratch, const std::function<void(std::string_view)>& take) {
  std::size_t bytes = 0;
  system::note_interruptions();
  store::back_up(databases, packing,
                 [&](std::string_view piece) {
                   take(piece);
                   bytes += piece.size();
                 },
                 {scratch, system::is_interrupted});
  return bytes;
}

}  // namespace

Backup back_up_to_file(const Context& context, const std::string& file) {
  const std::vector<fs::path> databases = databases_of(context);
  system::FileWriter writer(file, system::NewFileMode::owner_only);
  const fs::path scratch = writer.is_stream() ? temporary_folder(context) : writer.folder();
  const bool has_marks = may_have_marks(context);
  if (!has_marks) keep_former_marks(file, scratch, context);
  Backup backup;
  backup.holds_marks = has_marks || has_reader_database(context);
  backup.bytes = copy(databases, store::packing_of(file), scratch,
                      [&](std::string_view piece) { writer.write(piece); });
  writer.commit();
  return backup;
}

Backup back_up_to_stream(const Context& context,
                         const std::function<void(std::string_view)>& take) {
  const std::vector<fs::path> databases = databases_of(context);
  Backup backup;
  backup.holds_marks = may_have_marks(context) || has_reader_database(context);
  backup.bytes = copy(databases, store::Packing::none, temporary_folder(context), take);
  return backup;
}

SalvagedDatabase salvage_reader_database(const Context& context, const std::string& folder) {
  if (folder.empty()) throw Error(ErrorKind::usage, "--salvage needs a folder for the new file");
  context.require_data_folder();
  const fs::path damaged = fs::absolute(context.paths().data / "reader.db");
  if (!system::file_exists(damaged, ErrorKind::storage)) {
    throw Error(ErrorKind::storage, fmt::format("there is no {}", damaged.string()),
                "--data or PAPERCUP_DATA names the folder that it is in.");
  }
  const fs::path written = fs::absolute(folder) / "reader.db";
  if (system::file_exists(written, ErrorKind::storage)) {
    throw Error(ErrorKind::usage, fmt::format("{}/reader.db already exists", folder),
                "Name another folder, one without a reader.db.");
  }
  system::make_folder(written.parent_path(), "Name another one.");
  SalvagedDatabase result{store::salvage_user_store(damaged, written), damaged, written};
  // The damaged file's log would be taken for that of the new one.
  for (const char* end : {"", "-wal", "-shm", "-journal"}) {
    const fs::path file = damaged.string() + end;
    if (system::file_exists(file, ErrorKind::storage)) result.damaged_files.push_back(file);
  }
  return result;
}

}  // namespace papercup::app
