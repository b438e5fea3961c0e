#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "papercup/core/error.hpp"

namespace papercup::rank {

// The checksum of all bytes, in four lanes of eight at a time: a model has megabytes and is read
// each morning.
inline std::uint64_t checksum_of(std::string_view bytes) {
  constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15u;
  std::array<std::uint64_t, 4> lanes = {1, 2, 3, 4};
  const auto mix = [](std::uint64_t lane, std::uint64_t word) {
    const std::uint64_t product = (lane ^ word) * kPrime;
    return product ^ product >> 32;
  };
  constexpr std::size_t kStep = sizeof lanes;
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep)) {
    std::array<std::uint64_t, 4> words{};
    std::memcpy(words.data(), bytes.data(), kStep);
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = mix(lanes[i], words[i]);
  }
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t word : lanes) sum = mix(sum, word);
  for (const char byte : bytes) sum = mix(sum, static_cast<unsigned char>(byte));
  return sum;
}

// Values as this machine has them in memory, one after the other, and their checksum: for what only
// this program reads again, on the same machine.
class ByteEncoder {
 public:
  template <typename Value>
  void add(const Value& value) {
    static_assert(std::is_trivially_copyable_v<Value>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <typename Value>
  void add(const std::vector<Value>& values) {
    static_assert(std::is_trivially_copyable_v<Value>);
    add<std::uint64_t>(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value));
  }
  void add(std::string_view text) {
    add<std::uint64_t>(text.size());
    bytes_ += text;
  }
  std::string bytes() && {
    add(checksum_of(bytes_));
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

// Takes values off the front of what ByteEncoder wrote. Throws Error{storage} if the bytes end too
// early or differ from those that were written: what is damaged is never taken for a number.
class ByteDecoder {
 public:
  explicit ByteDecoder(std::string_view bytes) : bytes_(bytes) {
    std::uint64_t checksum = 0;
    if (bytes_.size() < sizeof checksum) refuse();
    bytes_.remove_suffix(sizeof checksum);
    std::memcpy(&checksum, bytes_.data() + bytes_.size(), sizeof checksum);
    if (checksum != checksum_of(bytes_)) refuse();
  }

  template <typename Value>
  Value take() {
    static_assert(std::is_trivially_copyable_v<Value>);
    Value value{};
    std::memcpy(&value, take_bytes(sizeof value).data(), sizeof value);
    return value;
  }
  template <typename Value>
  std::vector<Value> take_all() {
    const auto size = take<std::uint64_t>();
    if (size > bytes_.size() / sizeof(Value)) refuse();
    const std::string_view bytes = take_bytes(size * sizeof(Value));
    std::vector<Value> values(size);
    if (size > 0) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  std::string take_text() { return std::string(take_view()); }
  // A text, or bytes; valid as long as the bytes that are decoded.
  std::string_view take_view() {
    const auto size = take<std::uint64_t>();
    if (size > bytes_.size()) refuse();
    return take_bytes(size);
  }
  bool is_at_end() const { return bytes_.empty(); }
  [[noreturn]] static void refuse() {
    throw Error(ErrorKind::storage, "a model that was kept is damaged");
  }

 private:
  std::string_view take_bytes(std::size_t count) {
    if (count > bytes_.size()) refuse();
    const std::string_view front = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return front;
  }

  std::string_view bytes_;
};

}  // namespace papercup::rank
