#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::rank {

inline constexpr int kBlockCount = 3;

// One block of the packed form of features (see features.cpp) as the inner loops read it, without a
// copy. Whatever the bytes are, features are below kFeatureCount and nothing outside of the bytes
// is read.
class PackedBlock {
 public:
  // Takes a block off the front of `bytes`. Throws Error{storage} if it is not whole.
  static PackedBlock take_from(std::string_view& bytes);
  static void append(std::string& bytes, const std::vector<Feature>& features);

  std::size_t size() const { return size_; }

  // Calls `visit(feature, frequency)` for each feature, in the order of features. Throws
  // Error{storage} if fewer high frequencies are stored than features have one.
  template <typename Visit>
  void for_each(Visit visit) const;

 private:
  static constexpr std::size_t kEntryBytes = 3;
  static constexpr std::uint32_t kCodeBits = 2;
  static constexpr std::uint32_t kCodeMask = 3;
  static constexpr std::uint32_t kHighFrequency = 3;  // 4 or more, which is after the entries

  const unsigned char* entries_ = nullptr;
  std::size_t size_ = 0, high_frequencies_ = 0;
};

// That bytes are not a packed form.
Error damaged_features();

template <typename Visit>
void PackedBlock::for_each(Visit visit) const {
  const unsigned char* const high_begin = entries_ + size_ * kEntryBytes;
  const unsigned char* high = high_begin;
  for (const unsigned char* entry = entries_; entry != high_begin; entry += kEntryBytes) {
    const std::uint32_t number = static_cast<std::uint32_t>(entry[0]) |
                                 static_cast<std::uint32_t>(entry[1]) << 8 |
                                 static_cast<std::uint32_t>(entry[2]) << 16;
    const std::uint32_t code = number & kCodeMask;
    auto frequency = static_cast<std::uint8_t>(code + 1);
    if (code == kHighFrequency) [[unlikely]] {
      if (high == high_begin + high_frequencies_) throw damaged_features();
      frequency = *high++;
    }
    visit(number >> kCodeBits, frequency);
  }
}

}  // namespace papercup::rank
