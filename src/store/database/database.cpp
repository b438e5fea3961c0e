#include "papercup/store/database.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sys/vfs.h>
#include <system_error>

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"

namespace papercup::store {
namespace {

// Whether the steps to the newest schema are to be taken, and can be.
bool is_behind(const std::filesystem::path& file, const Schema& schema) {
  // Steps only lead on: what the file's head says is true, unless a log knows a later one.
  if (!has_content(file) || stated_schema(file) == schema.migrations.size()) return false;
  const std::unique_ptr<SQLite::Database> database = open_to_read(file);
  if (!has_tables(*database) || sqlite3_db_readonly(database->getHandle(), "main") != 0) {
    return false;
  }
  const int application = database->execAndGet("PRAGMA application_id").getInt();
  const int version = database->execAndGet("PRAGMA user_version").getInt();
  return application == schema.application_id && version >= 0 &&
         static_cast<std::size_t>(version) < schema.migrations.size();
}

}  // namespace

void bring_up_to_date(const std::filesystem::path& file, DatabaseKind kind) {
  const Schema& schema = kind == DatabaseKind::papers ? papers_schema() : user_schema();
  guarded(file, kind, [&] {
    if (is_behind(file, schema)) Connection(file, schema, OpenMode::create, journal_for(file));
  });
}

std::string advice_on_damage(DatabaseKind kind) {
  switch (kind) {
    case DatabaseKind::papers:
      return "It holds papers, which can be fetched again: move it and its -wal to another folder, "
             "then run papercup fetch or import your files again. Your marks are not in it but in "
             "reader.db; leave that where it is.";
    case DatabaseKind::user:
      break;
  }
  return "It holds your marks, your digests and what was mailed, and cannot be fetched again: keep "
         "it. papercup doctor --salvage DIR brings what can still be read into a new one; a backup "
         "(papercup backup) or an export of your marks (papercup marks import) has what was in it "
         "when it was made.";
}

bool is_network_folder(const std::filesystem::path& folder) {
  // From statfs(2) and linux/magic.h.
  constexpr std::array<std::uint32_t, 8> kNetworkMagic = {
      0x6969,      // NFS
      0x517B,      // SMB
      0xFF534D42,  // CIFS
      0xFE534D42,  // SMB2
      0x65735546,  // FUSE
      0x73757245,  // Coda
      0x5346414F,  // AFS
      0x00C36400,  // Ceph
  };
  std::error_code ignored;
  std::filesystem::path existing = folder;
  while (existing.has_relative_path() && !std::filesystem::exists(existing, ignored)) {
    existing = existing.parent_path();
  }
  struct statfs status {};
  if (statfs(existing.empty() ? "." : existing.c_str(), &status) != 0) return false;
  const auto magic = static_cast<std::uint32_t>(status.f_type);
  return std::ranges::find(kNetworkMagic, magic) != kNetworkMagic.end();
}

}  // namespace papercup::store
