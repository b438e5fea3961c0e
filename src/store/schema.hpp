#pragma once

#include <string_view>
#include <vector>

namespace papercup::store {

// "pcup" in the header of the file, so that another program's database is not taken for ours.
inline constexpr int kApplicationId = 0x70637570;

// The steps from an empty database to the newest schema. Step N leads to `PRAGMA user_version` N
// + 1. Steps are only ever added at the end: databases of every past version exist somewhere.
const std::vector<std::string_view>& migrations();

}  // namespace papercup::store
