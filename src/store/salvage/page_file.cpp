#include "store/salvage/page_file.hpp"

#include <algorithm>
#include <array>

#include "papercup/core/file_input.hpp"
#include "store/database/schema.hpp"
#include "store/salvage/tree_page.hpp"

namespace papercup::store {
namespace {

// Offsets in the database's head, https://www.sqlite.org/fileformat2.html#the_database_header.
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kFileHeadBytes = 100;
constexpr std::size_t kPageSizeAt = 16, kReservedAt = 20, kPagesAt = 28;

// Offsets in the log, https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
constexpr std::uint32_t kLogMagic = 0x377f0682;  // and 1 more with the highest byte first
constexpr std::size_t kLogHeadBytes = 32, kFrameHeadBytes = 24, kSaltsAt = 16, kSaltBytes = 8;

bool is_page_size(std::size_t size) {
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

// The sums over the log's bytes so far.
class LogChecksum {
 public:
  explicit LogChecksum(bool is_big_endian) : is_big_endian_(is_big_endian) {}

  void add(std::string_view bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first_ += word(bytes, at) + second_;
      second_ += word(bytes, at + 4) + first_;
    }
  }
  bool is(std::string_view bytes, std::size_t at) const {
    return big_endian(bytes, at, 4) == first_ && big_endian(bytes, at + 4, 4) == second_;
  }

 private:
  std::uint32_t word(std::string_view bytes, std::size_t at) const {
    const std::uint32_t number = big_endian(bytes, at, 4);
    if (is_big_endian_) return number;
    return number >> 24 | (number >> 8 & 0xff00) | (number << 8 & 0xff0000) | number << 24;
  }

  bool is_big_endian_;
  std::uint32_t first_ = 0, second_ = 0;
};

}  // namespace

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return number;
}

PageFile::PageFile(const std::filesystem::path& file) {
  bytes_ = read_file(file, ErrorKind::storage, "Check that the file is yours to read.");
  find_page_size();
  if (has_head() && static_cast<unsigned char>(bytes_[kReservedAt]) < page_size_ / 4) {
    reserved_ = static_cast<unsigned char>(bytes_[kReservedAt]);
  }
  stated_pages_ = pages();
  if (has_head()) stated_pages_ = std::max(stated_pages_, head_number(kPagesAt));
  const std::filesystem::path log = file.string() + "-wal";
  if (file_exists(log, ErrorKind::storage)) {
    read_log(read_file(log, ErrorKind::storage, "It has the newest rows; make it yours to read."));
  }
  // A damaged number is no reason to speak of millions of missing pages.
  constexpr std::uint32_t kPlausibleGrowth = 4096;
  if (stated_pages_ / kPlausibleGrowth > pages() + 1) stated_pages_ = pages();
}

void PageFile::find_page_size() {
  const std::uint32_t stated = has_head() ? big_endian(bytes_, kPageSizeAt, 2) : 0;
  page_size_ = stated == 1 ? 65536 : stated;
  if (!is_page_size(page_size_)) page_size_ = kPageSize;
  // Some pages of a wrong size look like pages by chance; what the head says is rather believed.
  std::size_t most = 2 * plausible_bytes(page_size_);
  for (std::size_t size = 512; size <= 65536; size *= 2) {
    const std::size_t plausible = plausible_bytes(size);
    if (plausible <= most) continue;
    most = plausible;
    page_size_ = size;
  }
}

std::size_t PageFile::plausible_bytes(std::size_t page_size) const {
  std::size_t plausible = 0;
  for (std::size_t at = 0; at + page_size <= bytes_.size(); at += page_size) {
    const std::size_t head = at == 0 ? kFileHeadBytes : 0;
    const TreePage page(std::string_view(bytes_).substr(at, page_size), head, page_size);
    // Pages are filled from their ends: one of half this size has no cell in its upper half.
    if (page.is_whole() && page.last_place() >= page_size / 2) plausible += page_size;
  }
  return plausible;
}

// Takes the pages of all whole transactions, as SQLite does.
void PageFile::read_log(const std::string& log) {
  if (log.size() < kLogHeadBytes) return;
  const std::string_view bytes(log);
  const std::uint32_t magic = big_endian(bytes, 0, 4);
  if ((magic & ~1u) != kLogMagic || big_endian(bytes, 8, 4) != page_size_) return;
  LogChecksum checksum((magic & 1) != 0);
  checksum.add(bytes.substr(0, kLogHeadBytes - 8));
  if (!checksum.is(bytes, kLogHeadBytes - 8)) return;
  const std::string_view salts = bytes.substr(kSaltsAt, kSaltBytes);
  const std::size_t frame_bytes = kFrameHeadBytes + page_size_;
  std::map<std::uint32_t, std::string> transaction;
  for (std::size_t at = kLogHeadBytes; at + frame_bytes <= bytes.size(); at += frame_bytes) {
    const std::string_view frame = bytes.substr(at, frame_bytes);
    checksum.add(frame.substr(0, 8));
    checksum.add(frame.substr(kFrameHeadBytes));
    if (frame.substr(8, kSaltBytes) != salts || !checksum.is(frame, 16)) break;
    transaction[big_endian(frame, 0, 4)] = std::string(frame.substr(kFrameHeadBytes));
    const std::uint32_t pages_then = big_endian(frame, 4, 4);
    if (pages_then == 0) continue;  // more of the transaction follows
    for (auto& [number, content] : transaction) newer_[number] = std::move(content);
    transaction.clear();
    stated_pages_ = pages_then;
  }
}

std::uint32_t PageFile::pages() const {
  const auto in_file = static_cast<std::uint32_t>(bytes_.size() / page_size_);
  return newer_.empty() ? in_file : std::max(in_file, newer_.rbegin()->first);
}

std::string_view PageFile::page(std::uint32_t number) const {
  if (number == 0) return {};
  if (const auto newer = newer_.find(number); newer != newer_.end()) return newer->second;
  const std::size_t begin = (number - 1) * page_size_;
  if (begin + page_size_ > bytes_.size()) return {};
  return std::string_view(bytes_).substr(begin, page_size_);
}

bool PageFile::has_head() const {
  const std::string_view first = newer_.contains(1) ? page(1) : std::string_view(bytes_);
  return first.size() >= kFileHeadBytes && first.substr(0, kMagic.size()) == kMagic;
}

std::uint32_t PageFile::head_number(std::size_t at) const {
  return big_endian(newer_.contains(1) ? page(1) : std::string_view(bytes_), at, 4);
}

}  // namespace papercup::store
