#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace papercup::rank {

// In how many papers each slot occurs. Independent of the order of `add`.
class DocumentFrequency {
 public:
  DocumentFrequency();
  // Counts a paper by its packed features. Throws Error{storage} where they are damaged.
  void add(std::string_view packed_features);

  std::int64_t papers() const { return papers_; }
  // In how many of them the slot occurs; `slot` is below kSlotCount.
  std::uint32_t papers_with(std::uint32_t slot) const { return counts_[slot]; }
  // Smoothed inverse document frequency, ln((1 + papers) / (1 + papers_with(slot))) + 1; largest
  // for what has never been seen.
  double inverse(std::uint32_t slot) const;

 private:
  std::int64_t papers_ = 0;
  std::vector<std::uint32_t> counts_;  // kSlotCount
};

}  // namespace papercup::rank
