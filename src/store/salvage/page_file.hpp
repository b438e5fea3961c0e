#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace papercup::store {

// Numbers of SQLite's files, which have the highest byte first.
std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count);

// A value of a row, as SQLite stores it: null, integer, real, text, blob.
struct BlobValue {
  std::string bytes;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, BlobValue>;

// The values of a record; nothing if the bytes are not exactly one
// (https://www.sqlite.org/fileformat2.html#record_format).
std::optional<std::vector<Value>> parse_record(std::string_view bytes);

// What a cell of a page holds.
struct Cell {
  std::int64_t rowid = 0;   // of tables with one
  std::uint32_t child = 0;  // of interior pages
  bool has_record = false;
  std::optional<std::vector<Value>> record = {};  // nothing if it cannot be read
};

// A page of a b-tree (https://www.sqlite.org/fileformat2.html#b_tree_pages). Whatever the bytes
// are, nothing outside of them is read.
class TreePage {
 public:
  // `head` bytes come before the page's own: 100 on page 1, else none.
  TreePage(std::string_view bytes, std::size_t head, std::size_t usable_size);

  // Whether it looks like one: of a kind that exists, with all its cells within it.
  bool is_whole() const { return is_whole_; }
  // The offset of its last cell; 0 if it has none.
  std::size_t last_place() const;
  bool is_table() const { return kind_ == kTableLeaf || kind_ == kTableInterior; }
  bool is_interior() const { return kind_ == kTableInterior || kind_ == kIndexInterior; }
  std::uint32_t right_child() const { return right_child_; }

  // A page by its number, for what does not fit into one; empty if there is none.
  using PageReader = std::function<std::string_view(std::uint32_t)>;
  std::vector<Cell> cells(const PageReader& page_reader) const;

 private:
  static constexpr int kIndexInterior = 2, kTableInterior = 5, kIndexLeaf = 10, kTableLeaf = 13;

  Cell cell_at(std::size_t at, const PageReader& page_reader) const;
  // The bytes of a record of this size that begins at `at`; nothing if some of them are missing.
  std::optional<std::string> payload_at(std::size_t at, std::uint64_t size,
                                        const PageReader& page_reader) const;

  std::string_view bytes_;
  std::size_t usable_size_;
  int kind_ = 0;
  bool is_whole_ = false;
  std::uint32_t right_child_ = 0;
  std::vector<std::size_t> places_;  // of cells
};

// The pages of a database file together with those in its write-ahead log, read without SQLite:
// for a file that SQLite does not open any more. Pages are counted from 1.
class PageFile {
 public:
  // Throws Error{storage} if the file cannot be read. A log that is missing or damaged counts as
  // far as SQLite would read it.
  explicit PageFile(const std::filesystem::path& file);

  std::size_t page_size() const { return page_size_; }
  // Without what SQLite leaves to extensions at the end of each page.
  std::size_t usable_size() const { return page_size_ - reserved_; }
  // How many pages there should be, and how many the file has.
  std::uint32_t stated_pages() const { return stated_pages_; }
  std::uint32_t pages() const;
  // Empty for a page that the file does not have.
  std::string_view page(std::uint32_t number) const;
  // Whether the file begins with the head of SQLite's format, and a number in it.
  bool has_head() const;
  std::uint32_t head_number(std::size_t at) const;

 private:
  void find_page_size();
  // The bytes of pages that would be whole ones if pages had this size.
  std::size_t plausible_bytes(std::size_t page_size) const;
  void read_log(const std::string& log);

  std::string bytes_;
  std::size_t page_size_ = 0, reserved_ = 0;
  std::uint32_t stated_pages_ = 0;
  std::map<std::uint32_t, std::string> newer_;  // from the log
};

}  // namespace papercup::store
