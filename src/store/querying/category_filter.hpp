#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/querying/key_set.hpp"

namespace papercup::store {

class Connection;
class Selector;

// Whether papers are in any of some categories, in any of their names, or archives. The first
// papers are looked up one by one, which is all that a selection of few papers takes; after them,
// or from the beginning where many are expected, all papers of the categories are read.
class CategoryFilter {
 public:
  enum class Expected { few, many };

  CategoryFilter(const Selector& selector, Connection& connection,
                 const std::vector<std::string>& categories, Expected expected);

  // True for every paper where there are no categories.
  bool contains(std::int64_t paper);

 private:
  bool look_up(std::int64_t paper);
  bool is_wanted(std::string_view name) const;

  const Selector& selector_;
  Connection& connection_;
  const std::vector<std::string>& categories_;
  std::set<std::string, std::less<>> names_;  // under which papers are in them
  std::vector<std::string> prefixes_;         // of names in archives
  int lookups_left_;
  std::optional<KeySet> papers_;
};

}  // namespace papercup::store
