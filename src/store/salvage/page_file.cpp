#include "store/salvage/page_file.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <utility>

#include "papercup/system/files.hpp"
#include "store/database/database_file.hpp"

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

constexpr std::uint64_t kMostPayload = 1'000'000'000;  // SQLite's own limit

// Numbers of one to nine bytes, read one after the other.
class VarintReader {
 public:
  VarintReader(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  std::optional<std::uint64_t> take() {
    std::uint64_t number = 0;
    for (int i = 0; i < 9; ++i) {
      if (at_ >= bytes_.size()) return std::nullopt;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      if (i == 8) return number << 8 | byte;
      number = number << 7 | (byte & 0x7f);
      if (byte < 0x80) break;
    }
    return number;
  }
  std::size_t place() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

std::int64_t signed_number(std::string_view bytes) {
  std::uint64_t number = (static_cast<unsigned char>(bytes.front()) & 0x80) != 0 ? ~0ull : 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(number);
}

// How many bytes a value of this type takes; nothing for types that SQLite keeps to itself.
std::optional<std::uint64_t> size_of_type(std::uint64_t type) {
  constexpr std::array<std::uint64_t, 10> kSizes = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  if (type < kSizes.size()) return kSizes.at(type);
  if (type < 12) return std::nullopt;
  return (type - 12) / 2;
}

Value value_of(std::uint64_t type, std::string_view bytes) {
  if (type == 0) return std::monostate();
  if (type == 7) {
    return std::bit_cast<double>(signed_number(bytes));
  }
  if (type < 7) return signed_number(bytes);
  if (type < 10) return static_cast<std::int64_t>(type - 8);
  if (type % 2 == 0) return BlobValue{std::string(bytes)};
  return std::string(bytes);
}

}  // namespace

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return number;
}

std::optional<std::vector<Value>> parse_record(std::string_view bytes) {
  VarintReader head(bytes, 0);
  const std::optional<std::uint64_t> head_size = head.take();
  if (!head_size || *head_size > bytes.size()) return std::nullopt;
  std::vector<Value> values;
  std::size_t at = *head_size;
  while (head.place() < *head_size) {
    const std::optional<std::uint64_t> type = head.take();
    const std::optional<std::uint64_t> size = type ? size_of_type(*type) : std::nullopt;
    if (!size || *size > bytes.size() - at) return std::nullopt;
    values.push_back(value_of(*type, bytes.substr(at, *size)));
    at += *size;
  }
  if (head.place() != *head_size || at != bytes.size()) return std::nullopt;
  return values;
}

TreePage::TreePage(std::string_view bytes, std::size_t head, std::size_t usable_size)
    : bytes_(bytes.substr(0, usable_size)), usable_size_(usable_size) {
  constexpr std::size_t kLeafHead = 8;
  constexpr std::size_t kInteriorHead = 12;
  if (bytes_.size() < head + kInteriorHead) return;
  kind_ = static_cast<unsigned char>(bytes_[head]);
  if (kind_ != kIndexInterior && kind_ != kTableInterior && kind_ != kIndexLeaf &&
      kind_ != kTableLeaf) {
    return;
  }
  const std::size_t cells = big_endian(bytes_, head + 3, 2);
  const std::size_t pointers = head + (is_interior() ? kInteriorHead : kLeafHead);
  const std::size_t end = pointers + 2 * cells;
  if (end > bytes_.size()) return;
  if (is_interior()) right_child_ = big_endian(bytes_, head + 8, 4);
  is_whole_ = true;
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t place = big_endian(bytes_, pointers + 2 * i, 2);
    if (place < end || place >= bytes_.size()) {
      is_whole_ = false;  // The other cells may be read all the same.
    } else {
      places_.push_back(place);
    }
  }
}

std::size_t TreePage::last_place() const {
  return places_.empty() ? 0 : *std::max_element(places_.begin(), places_.end());
}

std::vector<Cell> TreePage::cells(const PageReader& page_reader) const {
  std::vector<Cell> cells;
  cells.reserve(places_.size());
  for (const std::size_t place : places_) cells.push_back(cell_at(place, page_reader));
  return cells;
}

Cell TreePage::cell_at(std::size_t at, const PageReader& page_reader) const {
  Cell cell;
  if (is_interior()) {
    cell.child = big_endian(bytes_, at, 4);
    at += 4;
  }
  if (kind_ == kTableInterior) return cell;
  cell.has_record = true;
  VarintReader numbers(bytes_, at);
  const std::optional<std::uint64_t> size = numbers.take();
  if (!size || *size > kMostPayload) return cell;
  if (kind_ == kTableLeaf) {
    const std::optional<std::uint64_t> rowid = numbers.take();
    if (!rowid) return cell;
    cell.rowid = static_cast<std::int64_t>(*rowid);
  }
  const std::optional<std::string> payload = payload_at(numbers.place(), *size, page_reader);
  if (payload) cell.record = parse_record(*payload);
  return cell;
}

std::optional<std::string> TreePage::payload_at(std::size_t at, std::uint64_t size,
                                                const PageReader& page_reader) const {
  // The number of its bytes on this page, by the rules of the format.
  const std::size_t most = is_table() ? usable_size_ - 35 : (usable_size_ - 12) * 64 / 255 - 23;
  const std::size_t least = (usable_size_ - 12) * 32 / 255 - 23;
  std::size_t here = size;
  if (size > most) {
    const std::size_t fitting = least + (size - least) % (usable_size_ - 4);
    here = fitting <= most ? fitting : least;
  }
  if (at > bytes_.size() || here > bytes_.size() - at) return std::nullopt;
  std::string payload(bytes_.substr(at, here));
  if (size == here) return payload;
  std::uint32_t next = big_endian(bytes_, at + here, 4);
  std::set<std::uint32_t> visited;
  while (payload.size() < size) {
    if (!visited.insert(next).second) return std::nullopt;  // a circle
    const std::string_view page = page_reader(next);
    if (page.size() < usable_size_) return std::nullopt;
    const std::size_t count = std::min<std::size_t>(usable_size_ - 4, size - payload.size());
    payload += page.substr(4, count);
    next = big_endian(page, 0, 4);
  }
  return payload;
}

PageFile::PageFile(const std::filesystem::path& file) {
  bytes_ = system::read_file(file, ErrorKind::storage, "Check that the file is yours to read.");
  find_page_size();
  if (has_head() && static_cast<unsigned char>(bytes_[kReservedAt]) < page_size_ / 4) {
    reserved_ = static_cast<unsigned char>(bytes_[kReservedAt]);
  }
  stated_pages_ = pages();
  if (has_head()) stated_pages_ = std::max(stated_pages_, head_number(kPagesAt));
  const std::filesystem::path log = file.string() + "-wal";
  if (system::file_exists(log, ErrorKind::storage)) {
    read_log(system::read_file(log, ErrorKind::storage,
                               "It has the newest rows; make it yours to read."));
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
