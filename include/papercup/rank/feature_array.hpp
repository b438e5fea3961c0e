#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace papercup::rank {

// Memory in large pages where the system has them. Throws std::bad_alloc.
void* allocate_large_pages(std::size_t bytes);
void free_large_pages(void* memory);

template <typename Value>
struct LargePageAllocator {
  using value_type = Value;

  LargePageAllocator() = default;
  template <typename Other>
  explicit LargePageAllocator(const LargePageAllocator<Other>& /*other*/) {}

  Value* allocate(std::size_t count) {
    return static_cast<Value*>(allocate_large_pages(count * sizeof(Value)));
  }
  void deallocate(Value* memory, std::size_t /*count*/) { free_large_pages(memory); }

  // Leaves a value that nothing is said about as the memory is.
  void construct(Value* place) { ::new (static_cast<void*>(place)) Value; }
  template <typename... Arguments>
  void construct(Value* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) Value(std::forward<Arguments>(arguments)...);
  }

  friend bool operator==(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) {
    return true;
  }
};

// An array with something for each feature; without a first value its elements are indeterminate.
// It has many megabytes and is read at random: in pages of 4 kB the processor would look most
// addresses up in memory too, and the system would have to hand out thousands of pages one by one.
template <typename Value>
using FeatureArray = std::vector<Value, LargePageAllocator<Value>>;

}  // namespace papercup::rank
