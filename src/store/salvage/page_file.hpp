#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace papercup::store {

// Numbers of SQLite's files, which have the highest byte first.
std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count);

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
