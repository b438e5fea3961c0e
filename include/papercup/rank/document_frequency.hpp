#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace papercup::rank {

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
  // Takes a paper that was added away again. Throws Error{storage} if the features are damaged or
  // were not added; the frequencies are not to be used then.
  void remove(std::string_view packed_features);

  // A form to be kept on this machine, about a byte a feature (4 MB). The same frequencies give the
  // same bytes, in whatever order papers were added and taken away. Reading throws Error{storage}
  // if the bytes are of another form or damaged.
  std::string to_bytes() const;
  static DocumentFrequency from_bytes(std::string_view bytes);

  std::int64_t papers() const { return papers_; }
  // How many of them have the feature, which is below kFeatureCount.
  std::uint32_t papers_with(std::uint32_t feature) const {
    if (feature < kDense) return dense_[feature];
    const std::uint8_t count = rest_[feature - kDense];
    return count < kWide ? count : wide_.at(feature);
  }
  // The smoothed inverse document frequency ln((1 + papers) / (1 + papers_with(feature))) + 1, from
  // 1 for a feature of every paper to ln(1 + papers) + 1 for one that no paper has (Manning,
  // Raghavan and Schütze, Introduction to Information Retrieval, 6.2.1; smoothed as if one more
  // paper had every feature).
  double inverse(std::uint32_t feature) const { return inverse_of(papers_with(feature)); }
  // The same for any feature that so many papers have.
  double inverse_of(std::uint32_t papers_with) const;

  // The most common features are the first (see common_terms.hpp). Of the others nearly all occur
  // in fewer papers than a byte can count, and what is a byte need not be four: there are four
  // million.
  static constexpr std::uint32_t kDense = 1u << 16;
  static constexpr std::uint8_t kWide = 255;
  // papers_with() of the features from kDense on, kWide for that many or more; and these.
  std::span<const std::uint8_t> narrow_counts() const { return rest_; }
  const std::map<std::uint32_t, std::uint32_t>& wide_counts() const { return wide_; }

 private:
  std::int64_t papers_ = 0;
  std::vector<std::uint32_t> dense_;             // of the features below kDense
  std::vector<std::uint8_t> rest_;               // of the others; kWide: see wide_
  std::map<std::uint32_t, std::uint32_t> wide_;  // those of kWide papers or more
};

}  // namespace papercup::rank
