#include "store/querying/key_set.hpp"

#include <algorithm>

namespace papercup::store {
namespace {

constexpr std::int64_t kBits = 64;

std::size_t word_of(std::int64_t key) { return static_cast<std::size_t>(key / kBits); }
std::uint64_t bit_of(std::int64_t key) { return std::uint64_t{1} << (key % kBits); }

}  // namespace

void KeySet::insert(std::int64_t key) {
  if (word_of(key) >= words_.size()) words_.resize(word_of(key) + 1);
  words_[word_of(key)] |= bit_of(key);
}

bool KeySet::contains(std::int64_t key) const {
  return word_of(key) < words_.size() && (words_[word_of(key)] & bit_of(key)) != 0;
}

KeySet& KeySet::operator|=(const KeySet& other) {
  words_.resize(std::max(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

KeySet& KeySet::operator&=(const KeySet& other) {
  words_.resize(std::min(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

KeySet& KeySet::operator-=(const KeySet& other) {
  const std::size_t shared = std::min(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < shared; ++i) words_[i] &= ~other.words_[i];
  return *this;
}

}  // namespace papercup::store
