#include "papercup/text/hash.hpp"

namespace papercup::text {

std::uint64_t Hasher::value() const {
  std::uint64_t value = state_;
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdu;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53u;
  value ^= value >> 33;
  return value;
}

}  // namespace papercup::text
