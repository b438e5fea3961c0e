#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/text/normalise.hpp"
#include "store/database/statement.hpp"
#include "store/salvage/found_pages.hpp"

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
      return std::holds_alternative<BlobValue>(value);
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
  const auto keys = std::ranges::count_if(
      columns, [](const DeclaredColumn& column) { return column.place_in_key > 0; });
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

// What a column of reader.db can hold, beside its type.
enum class Rule { any, paper, verb, verb_or_none, mail_state, day, time, count, small_count, flag };

// A column means the same in all tables, with one exception.
Rule rule_of(std::string_view table, std::string_view column) {
  if (table == "mail_trouble" && column == "since") return Rule::time;
  static const std::map<std::string_view, Rule> rules = {
      {"paper", Rule::paper},
      {"verb", Rule::verb},
      {"mark", Rule::verb},
      {"only_verb", Rule::verb_or_none},
      {"state", Rule::mail_state},
      {"since", Rule::day},
      {"until", Rule::day},
      {"day", Rule::day},
      {"week_since", Rule::day},
      {"week_until", Rule::day},
      {"time", Rule::time},
      {"logical", Rule::time},
      {"shown", Rule::time},
      {"marked", Rule::time},
      {"made", Rule::time},
      {"changed", Rule::time},
      {"said", Rule::time},
      {"arrival", Rule::count},
      {"batch", Rule::count},
      {"digest", Rule::count},
      {"replications", Rule::count},
      {"negative_results", Rule::count},
      {"considered", Rule::count},
      {"new_papers", Rule::count},
      {"cross_lists", Rule::count},
      {"reached", Rule::count},
      {"too_common", Rule::count},
      {"one_in", Rule::count},
      {"named_in", Rule::count},
      {"ordinal", Rule::small_count},
      {"position", Rule::small_count},
      {"rank", Rule::small_count},
      {"section", Rule::small_count},
      {"version", Rule::small_count},
      {"attempts", Rule::small_count},
      {"known", Rule::flag},
      {"provisional", Rule::flag},
      {"withdrawn", Rule::flag},
  };
  const auto rule = rules.find(column);
  return rule == rules.end() ? Rule::any : rule->second;
}

bool is_possible_text(Rule rule, const std::string& text) {
  switch (rule) {
    case Rule::paper:
      return ArxivId::try_parse(text).has_value();
    case Rule::verb:
      return parse_mark_verb(text).has_value();
    case Rule::verb_or_none:
      return text.empty() || parse_mark_verb(text).has_value();
    case Rule::mail_state:
      return parse_mail_state(text).has_value();
    default:
      return true;
  }
}

bool is_possible_number(Rule rule, std::int64_t number) {
  try {
    if (rule == Rule::day) (void)day_in(number);
    if (rule == Rule::time) (void)time_in(number);
    if (rule == Rule::count) (void)count_in(number);
    if (rule == Rule::small_count) (void)small_count_in(number);
  } catch (const SQLite::Exception&) {
    return false;
  }
  return rule != Rule::flag || number == 0 || number == 1;
}

// Cleaning replaces bytes that are no UTF-8 by a replacement character.
bool is_utf8(const std::string& text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  return text.find(kReplacement) != std::string::npos ||
         text::sanitise(text).find(kReplacement) == std::string::npos;
}

bool is_possible_value(Rule rule, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return is_utf8(*text) && is_possible_text(rule, *text);
  }
  if (const auto* real = std::get_if<double>(&value)) return std::isfinite(*real);
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr || is_possible_number(rule, *number);
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

bool is_possible_row(const TableLayout& layout, const std::vector<Value>& record,
                     std::int64_t rowid) {
  if (layout.rowid_column != TableLayout::kNone &&
      (rowid < 1 || !is_possible_number(Rule::count, rowid))) {
    return false;
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (!is_possible_value(rule_of(layout.name, layout.columns[i].name), record[i])) return false;
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
