#include <filesystem>
#include <memory>
#include <system_error>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/file_input.hpp"
#include "papercup/store/keeping.hpp"
#include "store/connection.hpp"
#include "store/database_file.hpp"
#include "store/file_system.hpp"
#include "store/schema.hpp"

namespace papercup::store {
namespace {

constexpr int kMostFaults = 5;

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

void examine(const std::filesystem::path& file, const Schema& schema, DatabaseHealth& health) {
  const std::unique_ptr<SQLite::Database> opened = open_to_read(file);
  SQLite::Database& database = *opened;
  health.is_empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (health.is_empty) return;
  health.schema = database.execAndGet("PRAGMA user_version").getInt();
  if (database.execAndGet("PRAGMA application_id").getInt() != schema.application_id) {
    health.faults.emplace_back("it is no database of papercup's");
    return;
  }
  const int newest = static_cast<int>(schema.migrations.size());
  if (health.schema > newest) {
    health.faults.push_back(fmt::format(
        "its schema is {}, and this papercup knows schemas up to {}", health.schema, newest));
  }
  SQLite::Statement rows(database, fmt::format("PRAGMA integrity_check({})", kMostFaults));
  while (rows.executeStep()) {
    const std::string verdict = rows.getColumn(0).getText();
    if (verdict != "ok") health.faults.push_back(verdict);
  }
  SQLite::Statement orphans(database, "PRAGMA foreign_key_check");
  if (orphans.executeStep()) {
    health.faults.push_back(
        fmt::format("rows of {} belong to nothing", orphans.getColumn(0).getText()));
  }
}

}  // namespace

DatabaseHealth examine_database(const std::filesystem::path& file, DatabaseKind kind) {
  const Schema& schema = kind == DatabaseKind::papers ? papers_schema() : reader_schema();
  DatabaseHealth health;
  std::error_code error;
  try {
    health.exists = file_exists(file, ErrorKind::storage);
    if (!health.exists) return health;
    health.is_empty = !has_content(file);
  } catch (const Error& failure) {
    health.exists = true;
    health.obstacle = failure;
    return health;
  }
  if (health.is_empty) return health;
  health.bytes = size_of(file) + size_of(file.string() + "-wal");
  constexpr auto kOthers = std::filesystem::perms::group_read | std::filesystem::perms::others_read;
  const auto mode = std::filesystem::status(file, error).permissions();
  health.is_readable_by_others = (mode & kOthers) != std::filesystem::perms::none;
  try {
    examine(file, schema, health);
  } catch (const SQLite::Exception& exception) {
    health.faults.emplace_back(exception.what());
  } catch (const Error& failure) {
    health.obstacle = failure;
  }
  return health;
}

bool is_network_folder(const std::filesystem::path& folder) { return is_on_network(folder); }

}  // namespace papercup::store
