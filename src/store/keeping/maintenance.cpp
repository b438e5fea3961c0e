#include "papercup/store/maintenance.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"
#include "papercup/store/database.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/system/files.hpp"
#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"
#include "store/database/sql_error.hpp"
#include "store/papers/change_log.hpp"
#include "store/papers/paper_rows.hpp"
#include "store/search/full_text.hpp"

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
  health.is_empty = !has_tables(database);
  if (health.is_empty) return;
  health.schema = database.execAndGet("PRAGMA user_version").getInt();
  if (database.execAndGet("PRAGMA application_id").getInt() != schema.application_id) {
    health.faults.emplace_back("it is no database of papercup's, or its first page is damaged");
    return;
  }
  const int newest = static_cast<int>(schema.migrations.size());
  if (health.schema > newest) {
    health.is_of_later_program = true;
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

// What SQLite finds sound may still hold what papercup cannot have written.
void examine_rows(const std::filesystem::path& file, DatabaseKind kind) {
  bring_up_to_date(file, kind);
  if (kind == DatabaseKind::papers) {
    const Store store(file, OpenMode::read_only);
    std::vector<std::int64_t> keys;
    for (const PaperKey& paper : store.select_unordered({})) keys.push_back(paper.key);
    for (const std::int64_t key : keys) store.load({key});
    // SQLite's own check does not look into the full-text index.
    Selection by_text;
    by_text.query = parse_query("e*");
    store.select_unordered(by_text);
    for (const std::string& category : store.fetch_state().categories()) {
      store.fetch_state().lists(category);
      store.fetch_state().tasks(category);
    }
    return;
  }
  const UserStore user(file, OpenMode::read_only);
  user.marks();
  user.digests_since(Date(0, 1, 1));
  for (const MailState state : {MailState::pending, MailState::sending, MailState::sent,
                                MailState::uncertain, MailState::refused}) {
    for (const MailDelivery& delivery : user.mail_ledger().deliveries(state)) {
      user.mail_ledger().find(delivery.batch);
    }
  }
}

// What keeps the file from being looked at, as it is told everywhere.
Error obstacle_of(const SQLite::Exception& exception, const std::filesystem::path& file,
                  DatabaseKind kind) {
  try {
    guarded(file, kind, [&] { throw SQLite::Exception(exception); });
  } catch (const Error& failure) {
    return failure;
  }
  return {ErrorKind::storage, exception.what()};
}

constexpr std::size_t kStep = 2'000;

}  // namespace

DatabaseHealth examine_database(const std::filesystem::path& file, DatabaseKind kind) {
  const Schema& schema = kind == DatabaseKind::papers ? papers_schema() : user_schema();
  DatabaseHealth health;
  std::error_code error;
  try {
    health.exists = system::file_exists(file, ErrorKind::storage);
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
    if (!health.is_empty && health.faults.empty()) examine_rows(file, kind);
  } catch (const SQLite::Exception& exception) {
    if (is_damage(exception)) {
      health.faults.emplace_back(exception.what());
    } else {
      health.obstacle = obstacle_of(exception, file, kind);
    }
  } catch (const DamageError& damage) {
    health.faults.push_back(fmt::format("is damaged ({})", damage.why()));
  } catch (const Error& failure) {
    health.obstacle = failure;
  }
  return health;
}

void remove_papers(const std::filesystem::path& database, const std::vector<ArxivId>& ids) {
  guarded(database, DatabaseKind::papers, [&] {
    Connection connection(database, papers_schema(), OpenMode::create, journal_for(database));
    // SQLite would look through all rows of paper_category for each paper; PaperRows::remove leaves
    // none behind.
    connection.execute("PRAGMA foreign_keys = OFF");
    PaperRows rows(connection);
    TextIndex index(connection);
    for (std::size_t begin = 0; begin < ids.size(); begin += kStep) {
      const std::size_t end = std::min(begin + kStep, ids.size());
      connection.transaction([&] {
        for (std::size_t at = begin; at < end; ++at) {
          const auto stored = rows.find(ids[at]);
          if (!stored) continue;
          index.remove(stored->key, stored->known.paper);
          rows.remove(*stored);
        }
        // What was learnt from the papers before is out of date.
        rows.set_next_arrival(rows.next_arrival() + 1);
        rows.mark_arrival();
        ChangeLog(connection).restart(rows.next_arrival());
      });
    }
  });
}

void compact(const std::filesystem::path& database) {
  guarded(database, DatabaseKind::papers, [&] {
    Connection connection(database, papers_schema(), OpenMode::create, journal_for(database));
    // What was removed from the index is only marked so until its parts are merged.
    connection.execute("INSERT INTO paper_text(paper_text) VALUES ('optimize')");
    connection.execute("PRAGMA temp_store = FILE");
    connection.execute("VACUUM");
    connection.database().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
  });
}

}  // namespace papercup::store
