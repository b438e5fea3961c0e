#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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

// A page with rows of a table, by the place of its layout.
struct FoundPage {
  std::size_t layout = 0;
  bool is_in_tree = false;  // reached from the root of that table
  std::vector<Cell> cells;
};

// What each page of a damaged file holds. The trees are followed as far as they lead; a page that
// they do not reach belongs to the one table whose rows have the shape of its cells, or to none.
class FoundPages {
 public:
  FoundPages(const PageFile& file, const std::vector<TableLayout>& layouts);

  // Those of trees first: of two rows with one key theirs is the right one.
  const std::vector<FoundPage>& pages() const { return pages_; }
  // Pages of a table's tree that are not there or are something else, by the place of its layout.
  std::int64_t lost_pages(std::size_t layout) const;
  // Pages of which nothing tells what was on them.
  std::int64_t unreadable_pages() const { return unreadable_; }

 private:
  std::optional<TreePage> tree_page(std::uint32_t number) const;
  std::vector<Cell> cells_of(const TreePage& page);
  std::map<std::uint32_t, std::size_t> roots();
  void follow(std::uint32_t root, std::size_t layout);
  void read_free_pages();
  void read_pages();
  std::optional<std::size_t> layout_of(const TreePage& page, const std::vector<Cell>& cells,
                                       std::optional<std::size_t> owner) const;

  const PageFile& file_;
  const std::vector<TableLayout>& layouts_;
  std::map<std::uint32_t, std::size_t> owners_;  // of pages that trees reach
  std::map<std::size_t, std::int64_t> lost_;     // pages, by layout
  std::set<std::uint32_t> free_, overflow_;
  std::vector<FoundPage> pages_;
  std::int64_t unreadable_ = 0;
};

}  // namespace papercup::store
