#pragma once

#include <cstdint>
#include <string_view>

struct sqlite3_stmt;

namespace papercup::store {

class Connection;

// The rows of one statement for loops over everything that is stored: reads columns through
// SQLite's own interface, where SQLiteCpp makes an object with a shared pointer for each.
// Methods throw SQLite::Exception.
class RowScan {
 public:
  RowScan(Connection& connection, const char* sql);
  ~RowScan();
  RowScan(const RowScan&) = delete;
  RowScan& operator=(const RowScan&) = delete;

  // Parameters are counted from 1, columns from 0.
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view text);  // valid as long as the scan
  // Before other values are bound.
  void restart();
  // Whether there is another row.
  bool step();
  std::int64_t number(int column) const;
  // Valid until the next step.
  std::string_view bytes(int column) const;

 private:
  void check(int code) const;

  Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace papercup::store
