#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace papercup::rank {

// Allocate memory in large pages if the system has them. Throws std::bad_alloc.
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

  // Without arguments the value is left as the memory is.
  void construct(Value* place) { ::new (static_cast<void*>(place)) Value; }
  template <typename... Arguments>
  void construct(Value* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) Value(std::forward<Arguments>(arguments)...);
  }

  friend bool operator==(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) {
    return true;
  }
};

// An array with a value for each feature; without a first value its elements are indeterminate. It
// has many megabytes and is read at random: with pages of 4 kB the processor would look most
// addresses up in memory too, and the system would hand out thousands of pages one by one.
template <typename Value>
using FeatureArray = std::vector<Value, LargePageAllocator<Value>>;

// Names data/background-df.tsv in recorded digests, and changes with it.
inline constexpr std::string_view kBackgroundName = "2025-06-30";

// Counts in how many papers each feature occurs. The order in which papers are added does not
// matter.
class DocumentFrequency {
 public:
  // The document frequencies of an empty collection.
  DocumentFrequency();
  // The frequencies of the papers in data/background-df.tsv, so that a store of a few days knows
  // which words are common.
  static DocumentFrequency background();

  // Counts a paper by its packed features. Throws Error{storage} if they are damaged; the paper is
  // not counted then, but some of its features may be.
  void add(std::string_view packed_features);

  // A form to be kept on this machine, about a byte a feature (4 MB). Reading throws Error{storage}
  // if the bytes are of another form or damaged.
  std::string to_bytes() const;
  static DocumentFrequency from_bytes(std::string_view bytes);

  std::int64_t papers() const { return papers_; }
  // How many of them have the feature, which is below kFeatureCount.
  std::uint32_t papers_with(std::uint32_t feature) const { return counts_[feature]; }
  // The smoothed inverse document frequency ln((1 + papers) / (1 + papers_with(feature))) + 1, from
  // 1 for a feature of every paper to ln(1 + papers) + 1 for one that no paper has (Manning,
  // Raghavan and Schütze, Introduction to Information Retrieval, 6.2.1; smoothed as if one more
  // paper had every feature).
  double inverse(std::uint32_t feature) const { return inverse_of(papers_with(feature)); }
  // The same for any feature that so many papers have.
  double inverse_of(std::uint32_t papers_with) const;

 private:
  std::int64_t papers_ = 0;
  FeatureArray<std::uint32_t> counts_;  // kFeatureCount
};

}  // namespace papercup::rank
