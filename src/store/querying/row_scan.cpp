#include "store/querying/row_scan.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "store/database/connection.hpp"

namespace papercup::store {

RowScan::RowScan(Connection& connection, const char* sql) : connection_(connection) {
  check(sqlite3_prepare_v2(connection_.database().getHandle(), sql, -1, &statement_, nullptr));
}

RowScan::~RowScan() { sqlite3_finalize(statement_); }

void RowScan::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
}

void RowScan::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text(statement_, parameter, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC));
}

void RowScan::restart() { check(sqlite3_reset(statement_)); }

bool RowScan::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

std::int64_t RowScan::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view RowScan::bytes(int column) const {
  // The pointer before the size, as SQLite asks for.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void RowScan::check(int code) const {
  if (code != SQLITE_OK) throw SQLite::Exception(connection_.database().getHandle(), code);
}

}  // namespace papercup::store
