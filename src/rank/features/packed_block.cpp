#include "rank/features/packed_block.hpp"

#include <algorithm>

namespace papercup::rank {
namespace {

void append_number(std::string& bytes, std::size_t number) {
  while (number >= 0x80) {
    bytes += static_cast<char>((number & 0x7f) | 0x80);
    number >>= 7;
  }
  bytes += static_cast<char>(number);
}

std::size_t take_number(std::string_view& bytes) {
  std::size_t number = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    if (bytes.empty()) break;
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return number;
  }
  throw damaged_features();
}

}  // namespace

Error damaged_features() {
  return {ErrorKind::storage, "the stored features of a paper are damaged",
          "papercup doctor says whether papers.db is damaged, and what to do then."};
}

PackedBlock PackedBlock::take_from(std::string_view& bytes) {
  PackedBlock block;
  block.size_ = take_number(bytes);
  block.high_frequencies_ = take_number(bytes);
  const std::size_t length = block.size_ * kEntryBytes + block.high_frequencies_;
  if (block.high_frequencies_ > block.size_ || length > bytes.size()) throw damaged_features();
  // Plain characters may be read as unsigned ones.
  block.entries_ = reinterpret_cast<const unsigned char*>(bytes.data());
  bytes.remove_prefix(length);
  return block;
}

void PackedBlock::append(std::string& bytes, const std::vector<Feature>& features) {
  std::string entries;
  std::string high_frequencies;
  for (const Feature& feature : features) {
    const std::uint32_t code = std::min<std::uint32_t>(feature.frequency - 1u, kHighFrequency);
    const std::uint32_t number = feature.index << kCodeBits | code;
    entries += static_cast<char>(number & 0xff);
    entries += static_cast<char>(number >> 8 & 0xff);
    entries += static_cast<char>(number >> 16 & 0xff);
    if (code == kHighFrequency) high_frequencies += static_cast<char>(feature.frequency);
  }
  append_number(bytes, features.size());
  append_number(bytes, high_frequencies.size());
  bytes += entries + high_frequencies;
}

}  // namespace papercup::rank
