#include "store/salvage/tree_page.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "store/salvage/page_file.hpp"

namespace papercup::store {
namespace {

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
  constexpr std::uint64_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  if (type < 10) return kSizes[type];
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
  if (type % 2 == 0) return Blob{std::string(bytes)};
  return std::string(bytes);
}

}  // namespace

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
  constexpr std::size_t kLeafHead = 8, kInteriorHead = 12;
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
  // How much of it stands on the page, by the rules of the format.
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

}  // namespace papercup::store
