#include "papercup/rank/feature_array.hpp"

#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace papercup::rank {
namespace {

constexpr std::size_t kLargePage = std::size_t{1} << 21;  // on x86-64 and most of ARM

}  // namespace

void* allocate_large_pages(std::size_t bytes) {
  const std::size_t whole = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  void* memory = std::aligned_alloc(kLargePage, whole);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Where there are none, small pages do as well, only slower.
  static_cast<void>(::madvise(memory, whole, MADV_HUGEPAGE));
#endif
  return memory;
}

void free_large_pages(void* memory) { std::free(memory); }

}  // namespace papercup::rank
