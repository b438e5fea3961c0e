#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "papercup/store/database.hpp"
#include "store/database/sql_error.hpp"
#include "store/database/statement.hpp"

namespace SQLite {
class Database;
}  // namespace SQLite

namespace papercup::store {

struct Schema;

// How SQLite keeps the changes of a transaction until it is committed.
enum class Journal { write_ahead, rollback };
// The faster one, but for a file on another machine's file system.
Journal journal_for(const std::filesystem::path& file);

// How long another process's transaction is waited for.
inline constexpr int kBusyMilliseconds = 10'000;

// An open database of the newest schema, with the statements prepared so far.
// Methods throw SQLite::Exception, and Error{storage} for what SQLite does not know about.
class Connection {
 public:
  // OpenMode::create makes it if it is missing, takes it to the newest schema, and throws if it
  // cannot be written to. OpenMode::read_only has an empty one in memory if there is nothing in the
  // file, and throws for an older schema and for whatever writes. `schema` outlives the connection.
  Connection(const std::filesystem::path& file, const Schema& schema, OpenMode mode,
             Journal journal);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const std::filesystem::path& file() const { return file_; }
  SQLite::Database& database() { return *database_; }
  void execute(const char* sql);
  // What `work` returns; SQLite's complaints as Errors.
  template <typename Work>
  auto guarded(Work work) const {
    return store::guarded(file_, kind_, std::move(work));
  }
  // Runs `work` in one transaction, which is undone if `work` throws. Transactions do not nest.
  void transaction(const std::function<void()>& work);

  // The following run one Statement with values for its parameters. run returns how many rows it
  // has changed; first, the first column of the first row, and nothing if there is no row or the
  // column is null; all, the first column of all rows.
  template <typename... Values>
  int run(const char* sql, const Values&... values) {
    return Statement(*this, sql, values...).run();
  }
  template <typename T, typename... Values>
  std::optional<T> first(const char* sql, const Values&... values) {
    Statement row(*this, sql, values...);
    return row.step() ? row.get<std::optional<T>>(0) : std::nullopt;
  }
  template <typename T, typename... Values>
  std::vector<T> all(const char* sql, const Values&... values) {
    std::vector<T> column;
    for (Statement rows(*this, sql, values...); rows.step();) column.push_back(rows.get<T>(0));
    return column;
  }
  std::int64_t last_inserted_row() const;

 private:
  friend class Statement;
  // A statement that was kept; null if there is none, or it is in use.
  StatementHandle take_statement(const char* sql);
  void keep_statement(const char* sql, StatementHandle statement);

  void check_identity();
  int version() const;
  void migrate();
  void give_back_free_pages();
  void refuse_older_schema() const;
  void set_journal(Journal journal);

  std::filesystem::path file_;
  const Schema& schema_;
  DatabaseKind kind_;
  std::unique_ptr<SQLite::Database> database_;
  std::unordered_map<const char*, StatementHandle> statements_;
};

// While it lives, everything is read as of one moment, whatever other processes write.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Connection& connection_;
};

}  // namespace papercup::store
