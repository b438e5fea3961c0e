#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/salvage/page_file.hpp"

namespace SQLite {
class Database;
}  // namespace SQLite

namespace papercup::store {

struct ColumnLayout {
  enum class Type { integer, real, text, blob };
  std::string name;
  Type type = Type::blob;
  bool may_be_null = false;
  bool may_be_absent = false;  // added by a later schema: records from before end earlier
};

// How the rows of a table, or the entries of an index, lie in their records.
struct TableLayout {
  std::string name;  // of the table or index
  bool is_index = false;
  bool has_rowid = false;             // its pages are those of a table
  std::vector<ColumnLayout> columns;  // in the order of the record
  std::size_t rowid_column = kNone;   // null in the record; its value is the rowid

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // Whether the record can be one of these rows, by number and types of its values.
  bool fits(const std::vector<Value>& record) const;
};

// Whether papercup can have written these values of a row of reader.db: identifiers and words that
// exist, days and times within range, texts in UTF-8. A column without a rule may have any value of
// its type. `rowid` is that of tables that have one.
bool is_possible_row(const TableLayout& layout, const std::vector<Value>& record,
                     std::int64_t rowid);

// The layouts of all tables and indices of a database, in the order of its schema; those of
// SQLite's own that count AUTOINCREMENT among them.
std::vector<TableLayout> layouts_of(SQLite::Database& database);

}  // namespace papercup::store
