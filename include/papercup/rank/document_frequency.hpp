#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "papercup/rank/slot_array.hpp"

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

  // Counts a paper by its packed features. Throws Error{storage} where they are damaged; the paper
  // is not counted then, but some of its slots may be.
  void add(std::string_view packed_features);

  // A form to be kept on this machine, of about a byte a slot. Reading throws Error{storage} where
  // the bytes are of another form or damaged.
  std::string to_bytes() const;
  static DocumentFrequency from_bytes(std::string_view bytes);

  std::int64_t papers() const { return papers_; }
  // In how many of them the slot occurs; `slot` is below kSlotCount.
  std::uint32_t papers_with(std::uint32_t slot) const { return counts_[slot]; }
  // Smoothed inverse document frequency, ln((1 + papers) / (1 + papers_with(slot))) + 1; largest
  // for what has never been seen.
  double inverse(std::uint32_t slot) const { return inverse_of(papers_with(slot)); }
  // Of any slot that occurs in so many papers.
  double inverse_of(std::uint32_t papers_with) const;

 private:
  std::int64_t papers_ = 0;
  SlotArray<std::uint32_t> counts_;  // kSlotCount
};

}  // namespace papercup::rank
