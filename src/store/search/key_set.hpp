#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace papercup::store {

// From one of the store's numbers of papers to another, both included.
struct KeyRange {
  std::int64_t lowest = 0;
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
};

// A set of papers by the store's numbers of them, one bit for each.
class KeySet {
 public:
  void insert(std::int64_t key);
  void erase(std::int64_t key);
  bool contains(std::int64_t key) const;
  bool empty() const;
  // How many there are, counted when asked.
  std::size_t size() const;
  // Calls `visit(key)` for each, the lowest first.
  template <typename Visit>
  void for_each(Visit visit) const;

  KeySet& operator|=(const KeySet& other);
  KeySet& operator&=(const KeySet& other);
  // Takes the other's papers out.
  KeySet& operator-=(const KeySet& other);

 private:
  static constexpr std::int64_t kBits = 64;
  static std::size_t word_of(std::int64_t key) { return static_cast<std::size_t>(key / kBits); }
  static std::uint64_t bit_of(std::int64_t key) { return std::uint64_t{1} << (key % kBits); }

  std::vector<std::uint64_t> words_;
};

inline void KeySet::insert(std::int64_t key) {
  if (word_of(key) >= words_.size()) words_.resize(word_of(key) + 1);
  words_[word_of(key)] |= bit_of(key);
}

inline void KeySet::erase(std::int64_t key) {
  if (word_of(key) < words_.size()) words_[word_of(key)] &= ~bit_of(key);
}

inline bool KeySet::contains(std::int64_t key) const {
  return word_of(key) < words_.size() && (words_[word_of(key)] & bit_of(key)) != 0;
}

inline bool KeySet::empty() const {
  return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

inline std::size_t KeySet::size() const {
  std::size_t count = 0;
  for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

template <typename Visit>
void KeySet::for_each(Visit visit) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
      visit(static_cast<std::int64_t>(i) * kBits + std::countr_zero(rest));
    }
  }
}

inline KeySet& KeySet::operator|=(const KeySet& other) {
  words_.resize(std::max(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

inline KeySet& KeySet::operator&=(const KeySet& other) {
  words_.resize(std::min(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

inline KeySet& KeySet::operator-=(const KeySet& other) {
  const std::size_t shared = std::min(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < shared; ++i) words_[i] &= ~other.words_[i];
  return *this;
}

// Leaves the papers that are in the other set too; nothing stands for all papers.
inline void restrict(std::optional<KeySet>& keys, KeySet others) {
  if (keys) {
    *keys &= others;
  } else {
    keys = std::move(others);
  }
}

}  // namespace papercup::store
