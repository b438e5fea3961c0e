#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace papercup::rank {

// Stated in recorded digests; changes with data/background-df.tsv.
inline constexpr std::string_view kBackgroundName = "2025-06-30";

// In how many papers each slot occurs. Independent of the order of `add`.
class DocumentFrequency {
 public:
  // Of no paper.
  DocumentFrequency();
  // Of the papers in data/background-df.tsv, so that a store of a few days knows which words are
  // common.
  static DocumentFrequency background();

  // A table as in data/background-df.tsv: lines that start with `#`; then "papers" and their
  // number; then a row a slot: how far it is behind the slot before (the first: behind -1), and in
  // how many papers it occurs; divided by tabs. Throws Error{failure} where it is not of that form.
  static DocumentFrequency parse(std::string_view table);

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
