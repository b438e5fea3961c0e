#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "store/salvage/page_file.hpp"
#include "store/salvage/table_layout.hpp"

namespace papercup::store {

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
  void follow(std::uint32_t page, std::size_t layout);
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
