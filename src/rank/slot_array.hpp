#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace papercup::rank {

// Memory for arrays with something for each slot. They are of many megabytes and read at random:
// in pages of 4 kB the processor would look most addresses up in memory too, and the system would
// have to hand out thousands of pages one by one. Asks for large pages where the system has them.
template <typename Value>
struct LargePageAllocator {
  using value_type = Value;

  LargePageAllocator() = default;
  template <typename Other>
  explicit LargePageAllocator(const LargePageAllocator<Other>& /*other*/) {}

  Value* allocate(std::size_t count) {
    const std::size_t pages = (count * sizeof(Value) + kPage - 1) / kPage;
    void* memory = std::aligned_alloc(kPage, pages * kPage);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    // Small pages do as well, only slower.
    static_cast<void>(::madvise(memory, pages * kPage, MADV_HUGEPAGE));
#endif
    return static_cast<Value*>(memory);
  }
  void deallocate(Value* memory, std::size_t /*count*/) { std::free(memory); }

  friend bool operator==(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) {
    return true;
  }

 private:
  static constexpr std::size_t kPage = std::size_t{1} << 21;
};

template <typename Value>
using SlotArray = std::vector<Value, LargePageAllocator<Value>>;

}  // namespace papercup::rank
