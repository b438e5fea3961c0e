#include "store/database/sql_error.hpp"

#include <cstdint>
#include <system_error>

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace papercup::store {
namespace {

// Less than SQLite wants for the index of a write-ahead log.
constexpr std::uintmax_t kNoRoom = std::uintmax_t{64} * 1024;

// Some of what SQLite does on a full disk it tells as another failure: to make a file, or to make
// the log's index larger.
bool is_disk_full(const SQLite::Exception& exception, const std::filesystem::path& database) {
  const int code = exception.getErrorCode();
  if (code == SQLITE_FULL) return true;
  if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN) return false;
  std::error_code failure;
  const auto space = std::filesystem::space(database.parent_path(), failure);
  return !failure && space.available < kNoRoom;
}

Error storage_error(const SQLite::Exception& exception, const std::filesystem::path& database,
                    DatabaseKind kind) {
  const std::string file = database.string();
  const auto error = [&](const std::string& what, const std::string& hint) {
    return Error{ErrorKind::storage, what, hint};
  };
  if (is_disk_full(exception, database)) {
    return error(fmt::format("the disk with {} is full; nothing of this step was kept", file),
                 "Make room and run the command again.");
  }
  switch (exception.getErrorCode()) {
    case SQLITE_NOTADB:
      return error(fmt::format("{} is not a database, or its first page is damaged", file),
                   "If papercup did not write it, name another folder with --data. If it did: " +
                       advice_on_damage(kind));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error(fmt::format("another papercup has been writing to {} for too long", file),
                   "Run the command again when it has finished.");
    case SQLITE_NOMEM:
      return error(fmt::format("there is not enough memory to read {}", file),
                   "Run the command again when other programs have ended; if it happens again, "
                   "papercup doctor says whether the file is damaged.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return error(
          fmt::format("{} cannot be opened or written ({})", file, exception.what()),
          "Check that the folder exists and is yours to write, or name another with --data.");
    default:
      return error(fmt::format("{}: {}", file, exception.what()),
                   "Check the disk, and leave the file as it is until then; papercup doctor says "
                   "whether it is damaged. " +
                       advice_on_damage(kind));
  }
}

}  // namespace

DamageError::DamageError(const std::filesystem::path& database, DatabaseKind kind,
                         const std::string& why)
    : Error(ErrorKind::storage, fmt::format("{} is damaged ({})", database.string(), why),
            advice_on_damage(kind)),
      why_(why) {}

bool is_damage(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

void rethrow_as_error(const std::filesystem::path& database, DatabaseKind kind) {
  try {
    throw;
  } catch (const SQLite::Exception& exception) {
    const int code = exception.getErrorCode();
    // The other one: a table or column that is not there.
    if (code == SQLITE_CORRUPT || code == SQLITE_ERROR) {
      throw DamageError(database, kind, exception.what());
    }
    throw storage_error(exception, database, kind);
  }
}

}  // namespace papercup::store
