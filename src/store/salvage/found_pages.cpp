#include "store/salvage/found_pages.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace papercup::store {
namespace {

constexpr std::size_t kHeadBytes = 100;  // before the first page's own
constexpr std::size_t kFreeListAt = 32;

// The name and the first page of a table or index, from a row of the schema.
std::optional<std::pair<std::string, std::uint32_t>> root_of(const Cell& cell) {
  if (!cell.record || cell.record->size() != 5) return std::nullopt;
  const auto* name = std::get_if<std::string>(&cell.record->at(1));
  const auto* root = std::get_if<std::int64_t>(&cell.record->at(3));
  if (name == nullptr || root == nullptr || *root < 2 || *root > 0xffffffff) return std::nullopt;
  return std::pair(*name, static_cast<std::uint32_t>(*root));
}

}  // namespace

FoundPages::FoundPages(const PageFile& file, const std::vector<TableLayout>& layouts)
    : file_(file), layouts_(layouts) {
  for (const auto& [page, layout] : roots()) follow(page, layout);
  read_free_pages();
  read_pages();
}

std::int64_t FoundPages::lost_pages(std::size_t layout) const {
  const auto lost = lost_.find(layout);
  return lost == lost_.end() ? 0 : lost->second;
}

std::optional<TreePage> FoundPages::tree_page(std::uint32_t number) const {
  const std::string_view bytes = file_.page(number);
  if (bytes.empty()) return std::nullopt;
  return TreePage(bytes, number == 1 ? kHeadBytes : 0, file_.usable_size());
}

std::vector<Cell> FoundPages::cells_of(const TreePage& page) {
  return page.cells([this](std::uint32_t number) {
    const std::string_view bytes = file_.page(number);
    if (!bytes.empty()) overflow_.insert(number);
    return bytes;
  });
}

// The pages of the schema, which begins on page 1, name the first page of each table and index.
std::map<std::uint32_t, std::size_t> FoundPages::roots() {
  std::map<std::uint32_t, std::size_t> roots;
  std::set<std::uint32_t> visited;
  std::vector<std::uint32_t> waiting = {1};
  while (!waiting.empty()) {
    const std::uint32_t number = waiting.back();
    waiting.pop_back();
    if (!visited.insert(number).second) continue;
    const std::optional<TreePage> page = tree_page(number);
    if (!page || !page->is_table()) continue;
    if (page->is_interior()) waiting.push_back(page->right_child());
    for (const Cell& cell : cells_of(*page)) {
      if (page->is_interior()) waiting.push_back(cell.child);
      const auto root = root_of(cell);
      if (!root) continue;
      const auto layout = std::ranges::find(layouts_, root->first, &TableLayout::name);
      if (layout == layouts_.end()) continue;
      roots[root->second] = static_cast<std::size_t>(layout - layouts_.begin());
    }
  }
  for (const std::uint32_t page : visited) owners_.emplace(page, layouts_.size());
  return roots;
}

void FoundPages::follow(std::uint32_t root, std::size_t layout) {
  std::vector<std::uint32_t> waiting = {root};
  while (!waiting.empty()) {
    const std::uint32_t number = waiting.back();
    waiting.pop_back();
    const std::optional<TreePage> page = tree_page(number);
    const bool is_of_table =
        page && page->is_whole() && page->is_table() == layouts_[layout].has_rowid;
    if (!is_of_table) ++lost_[layout];
    if (!page || !is_of_table || !owners_.emplace(number, layout).second) continue;
    if (!page->is_interior()) continue;
    waiting.push_back(page->right_child());
    for (const Cell& cell : page->cells([](std::uint32_t) { return std::string_view(); })) {
      waiting.push_back(cell.child);
    }
  }
}

// Their rows were removed, or are older than those of other pages.
void FoundPages::read_free_pages() {
  if (!file_.has_head()) return;
  std::uint32_t trunk = file_.head_number(kFreeListAt);
  while (trunk != 0 && free_.insert(trunk).second) {
    const std::string_view bytes = file_.page(trunk);
    if (bytes.empty()) return;
    const std::size_t count =
        std::min<std::size_t>(big_endian(bytes, 4, 4), file_.usable_size() / 4 - 2);
    for (std::size_t i = 0; i < count; ++i) free_.insert(big_endian(bytes, 8 + 4 * i, 4));
    trunk = big_endian(bytes, 0, 4);
  }
}

void FoundPages::read_pages() {
  std::vector<std::uint32_t> strange;
  for (std::uint32_t number = 1; number <= file_.pages(); ++number) {
    const auto owner = owners_.find(number);
    const bool is_owned = owner != owners_.end();
    if (is_owned && owner->second == layouts_.size()) continue;  // of the schema
    if (!is_owned && free_.contains(number)) continue;
    const std::optional<TreePage> page = tree_page(number);
    if (!page) continue;
    std::vector<Cell> cells = cells_of(*page);
    const auto layout =
        layout_of(*page, cells, is_owned ? std::optional(owner->second) : std::nullopt);
    const bool has_records =
        std::ranges::any_of(cells, [](const Cell& cell) { return cell.has_record; });
    if (is_owned && has_records && layout != owner->second) ++lost_[owner->second];
    if (!layout) {
      if (!is_owned && !page->is_whole()) strange.push_back(number);
      continue;
    }
    pages_.push_back({*layout, is_owned && owner->second == *layout, std::move(cells)});
  }
  std::stable_sort(pages_.begin(), pages_.end(), [](const FoundPage& a, const FoundPage& b) {
    return a.is_in_tree && !b.is_in_tree;
  });
  unreadable_ = std::ranges::count_if(
      strange, [this](std::uint32_t number) { return !overflow_.contains(number); });
}

std::optional<std::size_t> FoundPages::layout_of(const TreePage& page,
                                                 const std::vector<Cell>& cells,
                                                 std::optional<std::size_t> owner) const {
  std::vector<std::int64_t> fitting(layouts_.size());
  for (const Cell& cell : cells) {
    if (!cell.record) continue;
    for (std::size_t i = 0; i < layouts_.size(); ++i) {
      if (page.is_table() == layouts_[i].has_rowid && layouts_[i].fits(*cell.record)) ++fitting[i];
    }
  }
  const auto most = std::max_element(fitting.begin(), fitting.end());
  if (most == fitting.end() || *most == 0) return std::nullopt;
  if (owner && fitting[*owner] == *most) return owner;
  if (std::ranges::count(fitting, *most) > 1) return std::nullopt;
  return static_cast<std::size_t>(most - fitting.begin());
}

}  // namespace papercup::store
