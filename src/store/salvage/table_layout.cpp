#include "store/salvage/table_layout.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace papercup::store {
namespace {

using Type = ColumnLayout::Type;

Type type_of(const std::string& declared) {
  if (declared == "INTEGER") return Type::integer;
  if (declared == "REAL") return Type::real;
  if (declared == "TEXT") return Type::text;
  return Type::blob;
}

bool is_of(const Value& value, Type type) {
  switch (type) {
    case Type::integer:
      return std::holds_alternative<std::int64_t>(value);
    case Type::real:  // SQLite stores whole numbers as integers.
      return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
    case Type::text:
      return std::holds_alternative<std::string>(value);
    case Type::blob:
      return std::holds_alternative<Blob>(value);
  }
  return false;
}

struct DeclaredColumn {
  ColumnLayout layout;
  int place_in_key = 0;  // from 1; 0: not part of the primary key
};

std::vector<DeclaredColumn> declared_columns(SQLite::Database& database, const std::string& table) {
  std::vector<DeclaredColumn> columns;
  SQLite::Statement rows(
      database, "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?)");
  rows.bind(1, table);
  while (rows.executeStep()) {
    DeclaredColumn column;
    column.place_in_key = rows.getColumn(4).getInt();
    column.layout.name = rows.getColumn(0).getString();
    column.layout.type = type_of(rows.getColumn(1).getString());
    column.layout.may_be_null = rows.getColumn(2).getInt() == 0 && column.place_in_key == 0;
    column.layout.may_be_absent =
        column.layout.may_be_null || (!rows.getColumn(3).isNull() && column.place_in_key == 0);
    columns.push_back(std::move(column));
  }
  return columns;
}

// The key first, in its order: that is how a table without a rowid is stored.
TableLayout layout_without_rowid(const std::string& name, std::vector<DeclaredColumn> columns) {
  std::stable_sort(columns.begin(), columns.end(),
                   [](const DeclaredColumn& a, const DeclaredColumn& b) {
                     const auto order = [](const DeclaredColumn& column) {
                       return column.place_in_key == 0 ? 1'000 : column.place_in_key;
                     };
                     return order(a) < order(b);
                   });
  TableLayout layout{name, false, false, {}};
  for (DeclaredColumn& column : columns) layout.columns.push_back(std::move(column.layout));
  return layout;
}

TableLayout layout_with_rowid(const std::string& name, std::vector<DeclaredColumn> columns) {
  TableLayout layout{name, false, true, {}};
  const auto keys = std::count_if(columns.begin(), columns.end(), [](const DeclaredColumn& column) {
    return column.place_in_key > 0;
  });
  for (DeclaredColumn& column : columns) {
    const bool is_rowid =
        keys == 1 && column.place_in_key == 1 && column.layout.type == Type::integer;
    if (is_rowid) layout.rowid_column = layout.columns.size();
    layout.columns.push_back(std::move(column.layout));
  }
  return layout;
}

// Entries of an index: its columns, and then the key of the row or its rowid.
void add_indices(SQLite::Database& database, const std::string& table, bool has_rowid,
                 const std::vector<DeclaredColumn>& columns, std::vector<TableLayout>& layouts) {
  SQLite::Statement indices(database, "SELECT name, origin FROM pragma_index_list(?)");
  indices.bind(1, table);
  while (indices.executeStep()) {
    if (!has_rowid && indices.getColumn(1).getString() == "pk") continue;  // the table itself
    TableLayout layout{indices.getColumn(0).getString(), true, false, {}};
    SQLite::Statement parts(database, "SELECT cid FROM pragma_index_xinfo(?) ORDER BY seqno");
    parts.bind(1, layout.name);
    while (parts.executeStep()) {
      const int column = parts.getColumn(0).getInt();
      if (column >= 0) {
        layout.columns.push_back(columns.at(static_cast<std::size_t>(column)).layout);
        layout.columns.back().may_be_absent = false;
      } else {
        layout.columns.push_back({"rowid", Type::integer});
      }
    }
    layouts.push_back(std::move(layout));
  }
}

}  // namespace

bool TableLayout::fits(const std::vector<Value>& record) const {
  if (record.size() > columns.size()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnLayout& column = columns[i];
    if (i >= record.size()) {
      if (!column.may_be_absent) return false;
      continue;
    }
    const bool is_null = std::holds_alternative<std::monostate>(record[i]);
    const bool may_be_null = column.may_be_null || i == rowid_column;
    if (is_null ? !may_be_null : i == rowid_column || !is_of(record[i], column.type)) return false;
  }
  return true;
}

std::vector<TableLayout> layouts_of(SQLite::Database& database) {
  std::map<std::string, bool> tables_with_rowid;
  SQLite::Statement list(database,
                         "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND "
                         "type = 'table'");
  while (list.executeStep()) {
    tables_with_rowid[list.getColumn(0).getString()] = list.getColumn(1).getInt() == 0;
  }
  std::vector<TableLayout> layouts;
  SQLite::Statement tables(database, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (tables.executeStep()) {
    const std::string name = tables.getColumn(0).getString();
    if (name == "sqlite_sequence") {
      layouts.push_back({name, false, true, {{"name", Type::text}, {"seq", Type::integer}}});
      continue;
    }
    const bool has_rowid = tables_with_rowid[name];
    const std::vector<DeclaredColumn> columns = declared_columns(database, name);
    layouts.push_back(has_rowid ? layout_with_rowid(name, columns)
                                : layout_without_rowid(name, columns));
    add_indices(database, name, has_rowid, columns, layouts);
  }
  return layouts;
}

}  // namespace papercup::store
