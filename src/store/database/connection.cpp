#include "store/database/connection.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"
#include "store/database/database_file.hpp"

namespace papercup::store {
namespace {

constexpr const char* kOtherFolder = "Name another with --data or PAPERCUP_DATA.";

std::unique_ptr<SQLite::Database> nothing_stored() {
  return std::make_unique<SQLite::Database>(":memory:",
                                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
}

// A connection belongs to one thread, so that it needs no lock for each value that is read.
std::unique_ptr<SQLite::Database> open(const std::filesystem::path& file, OpenMode mode) {
  if (mode == OpenMode::create) {
    system::make_folder(file.parent_path(), kOtherFolder);
    require_writable(file);
    return std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | SQLite::OPEN_CREATE,
        kBusyMilliseconds);
  }
  if (!has_content(file)) return nothing_stored();
  auto database = open_to_read(file);
  // A database without tables is completed by the next command that stores something.
  if (!has_tables(*database)) return nothing_stored();
  return database;
}

}  // namespace

Error later_schema_error(const std::filesystem::path& database, std::size_t version,
                         std::size_t newest) {
  return {ErrorKind::storage,
          fmt::format("{} has schema {}, and this papercup knows schemas up to {}",
                      database.string(), version, newest),
          "Install the papercup that wrote it, or a newer one."};
}

Journal journal_for(const std::filesystem::path& file) {
  return is_network_folder(file.parent_path()) ? Journal::rollback : Journal::write_ahead;
}

Connection::Connection(const std::filesystem::path& file, const Schema& schema, OpenMode mode,
                       Journal journal)
    : file_(file), schema_(schema), kind_(schema.kind), database_(open(file, mode)) {
  execute("PRAGMA foreign_keys = ON");
  // A run that reads everything reads it once: pages that are kept after that are memory cleared
  // for nothing, and the system keeps the file itself.
  execute(mode == OpenMode::create ? "PRAGMA cache_size = -65536" : "PRAGMA cache_size = -8192");
  execute("PRAGMA temp_store = MEMORY");
  // Counts for a new file only.
  database_->exec(fmt::format("PRAGMA page_size = {}", kPageSize));
  // A page that a damaged file has twice, or of another kind, is found out when it is read.
  execute("PRAGMA cell_size_check = ON");
  check_identity();
  const bool is_in_memory = !has_tables(*database_);
  if (mode == OpenMode::create || is_in_memory) migrate();
  if (mode == OpenMode::create) {
    set_journal(journal);
  } else {
    refuse_older_schema();
    execute("PRAGMA query_only = ON");
  }
}

Connection::~Connection() = default;

void Connection::execute(const char* sql) { database_->exec(sql); }

void Connection::transaction(const std::function<void()>& work) {
  execute("BEGIN IMMEDIATE");
  try {
    work();
    execute("COMMIT");
  } catch (...) {
    database_->tryExec("ROLLBACK");
    throw;
  }
}

StatementHandle Connection::take_statement(const char* sql) {
  const auto kept = statements_.find(sql);
  return kept == statements_.end() ? nullptr : std::move(kept->second);
}

void Connection::keep_statement(const char* sql, StatementHandle statement) {
  statements_[sql] = std::move(statement);
}

std::int64_t Connection::last_inserted_row() const { return database_->getLastInsertRowid(); }

void Connection::check_identity() {
  // In one transaction: another process may be making this database right now.
  execute("BEGIN");
  const int schema = database_->execAndGet("PRAGMA user_version").getInt();
  const int application = database_->execAndGet("PRAGMA application_id").getInt();
  const bool empty = !has_tables(*database_);
  execute("COMMIT");
  if (!empty && application != schema_.application_id) {
    throw Error{ErrorKind::storage,
                fmt::format("{} is a database of another program", file_.string()),
                "Name another folder with --data. If papercup did write it, its first page is "
                "damaged: " +
                    advice_on_damage(kind_)};
  }
  if (schema < 0 || static_cast<std::size_t>(schema) >= kImpossibleSchema) {
    throw DamageError(file_, kind_, fmt::format("it says that its schema is {}", schema));
  }
  const std::size_t newest = schema_.migrations.size();
  if (static_cast<std::size_t>(schema) > newest) {
    throw later_schema_error(file_, static_cast<std::size_t>(schema), newest);
  }
}

void Connection::set_journal(Journal journal) {
  // A pragma that reads first leaves a database alone that is already as it should be.
  const std::string wanted = journal == Journal::write_ahead ? "wal" : "delete";
  const std::string current = database_->execAndGet("PRAGMA journal_mode").getString();
  if (current == wanted || current == "memory") return;
  try {
    database_->execAndGet("PRAGMA journal_mode = " + wanted);
  } catch (const SQLite::Exception& exception) {
    // SQLite does not wait for this pragma. The process in the way has changed the mode, or the
    // next one to open the database does.
    if (exception.getErrorCode() != SQLITE_BUSY) throw;
  }
}

int Connection::version() const { return database_->execAndGet("PRAGMA user_version").getInt(); }

void Connection::migrate() {
  const auto& steps = schema_.migrations;
  if (static_cast<std::size_t>(version()) == steps.size()) return;
  transaction([&] {
    // Asked again: another process may have been at it while we waited.
    for (auto step = static_cast<std::size_t>(version()); step < steps.size(); ++step) {
      database_->exec(std::string(steps[step]));
      database_->exec(fmt::format("PRAGMA user_version = {}", step + 1));
    }
    database_->exec(fmt::format("PRAGMA application_id = {}", schema_.application_id));
  });
  give_back_free_pages();
}

// A step that gives up a table leaves its pages to the file.
void Connection::give_back_free_pages() {
  const int free = database_->execAndGet("PRAGMA freelist_count").getInt();
  const int pages = database_->execAndGet("PRAGMA page_count").getInt();
  // As it only saves room, it may fail: the disk may be full, another process may be reading.
  if (free > pages / 2) static_cast<void>(database_->tryExec("VACUUM"));
}

void Connection::refuse_older_schema() const {
  const std::size_t newest = schema_.migrations.size();
  const std::size_t oldest = schema_.oldest_readable > 0 ? schema_.oldest_readable : newest;
  if (static_cast<std::size_t>(version()) >= oldest) return;
  throw Error{ErrorKind::storage,
              fmt::format("{} has schema {}, this papercup needs schema {}, and the file cannot be "
                          "written to",
                          file_.string(), version(), newest),
              "Have its owner run this papercup once, or copy the folder to one of yours and name "
              "it with --data."};
}

Snapshot::Snapshot(Connection& connection) : connection_(connection) {
  connection_.execute("SAVEPOINT snapshot");
}

Snapshot::~Snapshot() { connection_.database().tryExec("RELEASE snapshot"); }

}  // namespace papercup::store
