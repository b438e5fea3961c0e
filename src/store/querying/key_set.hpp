#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace papercup::store {

// A set of papers by the store's numbers of them, one bit for each.
class KeySet {
 public:
  void insert(std::int64_t key);
  bool contains(std::int64_t key) const;

  KeySet& operator|=(const KeySet& other);
  KeySet& operator&=(const KeySet& other);
  // Takes the other's papers out.
  KeySet& operator-=(const KeySet& other);

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace papercup::store
