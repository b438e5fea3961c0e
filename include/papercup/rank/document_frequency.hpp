#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "papercup/rank/feature_array.hpp"

namespace papercup::rank {

// Stated in recorded digests; changes with data/background-df.tsv.
inline constexpr std::string_view kBackgroundName = "2025-06-30";

// In how many papers each feature occurs. Independent of the order of `add`.
class DocumentFrequency {
 public:
  // Of no paper.
  DocumentFrequency();
  // Of the papers in data/background-df.tsv, so that a store of a few days knows which words are
  // common.
  static DocumentFrequency background();

  // Counts a paper by its packed features. Throws Error{storage} where they are damaged; the paper
  // is not counted then, but some of its features may be.
  void add(std::string_view packed_features);

  // A form to be kept on this machine, of about a byte a feature. Reading throws Error{storage}
  // where the bytes are of another form or damaged.
  std::string to_bytes() const;
  static DocumentFrequency from_bytes(std::string_view bytes);

  std::int64_t papers() const { return papers_; }
  // In how many of them the feature occurs; `feature` is below kFeatureCount.
  std::uint32_t papers_with(std::uint32_t feature) const { return counts_[feature]; }
  // Smoothed inverse document frequency, ln((1 + papers) / (1 + papers_with(feature))) + 1; largest
  // for what has never been seen.
  double inverse(std::uint32_t feature) const { return inverse_of(papers_with(feature)); }
  // Of any feature that occurs in so many papers.
  double inverse_of(std::uint32_t papers_with) const;

 private:
  std::int64_t papers_ = 0;
  FeatureArray<std::uint32_t> counts_;  // kFeatureCount
};

}  // namespace papercup::rank
