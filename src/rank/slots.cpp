#include "slots.hpp"

#include "hash.hpp"

namespace papercup::rank {
namespace {

constexpr char kPairMark = '2';

std::string marked(char mark, std::string_view text) {
  std::string key(1, mark);
  key += text;
  return key;
}

}  // namespace

std::uint32_t slot_of(std::string_view key) {
  const std::uint64_t value = hash(key);
  const bool is_pair = !key.empty() && key.front() == kPairMark;
  const std::uint64_t first = is_pair ? kFirstPairSlot : 0;
  const std::uint64_t count = is_pair ? kSlotCount - kFirstPairSlot : kFirstPairSlot;
  return static_cast<std::uint32_t>(first + ((value >> 32) * count >> 32));
}

std::string word_key(std::string_view word) { return marked('1', word); }

std::string pair_key(std::string_view first, std::string_view second) {
  std::string key = marked(kPairMark, first);
  key += ' ';
  key += second;
  return key;
}

std::string author_key(std::string_view name) { return marked('a', name); }

std::string category_key(std::string_view id) { return marked('c', id); }

}  // namespace papercup::rank
