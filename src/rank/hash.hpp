#pragma once

#include <cstdint>
#include <string_view>

namespace papercup::rank {

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/), with the finaliser of MurmurHash3,
// since FNV's upper bits are poorly mixed for short texts. Stored features and the order of equal
// scores depend on it: it must never change.
std::uint64_t hash(std::string_view bytes);

}  // namespace papercup::rank
