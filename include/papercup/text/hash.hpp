#pragma once

#include <cstdint>
#include <string_view>

namespace papercup::text {

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/), with the finaliser of MurmurHash3,
// since FNV's upper bits are poorly mixed for short texts. Stored features and the order of equal
// scores depend on it: it must never change.
class Hasher {
 public:
  Hasher& add(std::string_view bytes) {
    for (const char byte : bytes) add(byte);
    return *this;
  }
  Hasher& add(char byte) {
    state_ = (state_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
    return *this;
  }
  // The hash of all that was added, however it was divided.
  std::uint64_t value() const {
    std::uint64_t value = state_;
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdu;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53u;
    value ^= value >> 33;
    return value;
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

}  // namespace papercup::text
