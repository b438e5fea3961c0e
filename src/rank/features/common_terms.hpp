#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace papercup::rank {

// Terms are hashed to this many numbers; words, authors and categories to those below
// kFirstPairHash, pairs of words to those from there on, since there are many more pairs.
inline constexpr std::uint32_t kHashCount = 1u << 22;
inline constexpr std::uint32_t kFirstPairHash = kHashCount / 4;

// Which terms are common at arXiv, by data/background-df.tsv, and the numbering of features that
// follows from it: the most common term has feature 0, and what the table does not have comes
// after all that it has, in the order of the hashes. Half of what a paper consists of is among the
// first 4,096 features, so that what a model knows of them stays in a processor's cache.
class CommonTerms {
 public:
  // Which of 64 hashes are common, and how many common ones there are before.
  struct Word {
    std::uint64_t bits = 0;
    std::uint32_t before = 0;
  };
  struct Arrays {
    std::int64_t papers;
    std::span<const Word> words;            // kHashCount / 64
    std::span<const std::uint32_t> places;  // features of the common hashes, by hash
    std::span<const std::uint32_t> counts;  // by feature
    std::span<const std::uint64_t> pairs;   // a bit a feature
    std::uint32_t first_other_pair;
  };

  // The table in the program, whose arrays are made when it is built
  // (scripts/tabulate_background.cpp): reading the text would take a tenth of a digest.
  static const CommonTerms& known();

  // The arrays have to outlive it.
  constexpr explicit CommonTerms(const Arrays& arrays) : arrays_(arrays) {}

  std::uint32_t feature_index(std::uint32_t hash) const {
    const Word& word = arrays_.words[hash / 64];
    const std::uint64_t bit = std::uint64_t{1} << hash % 64;
    const std::uint32_t before =
        word.before + static_cast<std::uint32_t>(std::popcount(word.bits & (bit - 1)));
    if ((word.bits & bit) != 0) return arrays_.places[before];
    return static_cast<std::uint32_t>(counts().size()) + hash - before;
  }
  // Whether the feature is of a pair of words.
  bool is_pair(std::uint32_t feature) const {
    return is_common(feature) ? (arrays_.pairs[feature / 64] >> feature % 64 & 1) != 0
                              : feature >= arrays_.first_other_pair;
  }
  // Of the features that the table does not have, those from here on are of pairs.
  std::uint32_t first_other_pair() const { return arrays_.first_other_pair; }
  // Whether the table has the feature.
  bool is_common(std::uint32_t feature) const { return feature < counts().size(); }

  // How many papers the table is of, and how many of them have each common feature; descending.
  std::int64_t papers() const { return arrays_.papers; }
  std::span<const std::uint32_t> counts() const { return arrays_.counts; }

 private:
  Arrays arrays_;
};

// The arrays of CommonTerms, made from a table as in data/background-df.tsv.
struct CommonTermsTable {
  std::int64_t papers;
  std::vector<CommonTerms::Word> words;
  std::vector<std::uint32_t> places, counts;
  std::vector<std::uint64_t> pairs;
  std::uint32_t first_other_pair;

  // Lines that start with `#`; then "papers" and their number; then a row a hash: how far it is
  // after the hash before (the first: after -1), and in how many papers it occurs; divided by
  // tabs. Throws Error{failure} if the text is not of that form.
  static CommonTermsTable parse(std::string_view text);

  // Valid as long as this is.
  CommonTerms terms() const {
    return CommonTerms({papers, words, places, counts, pairs, first_other_pair});
  }
};

}  // namespace papercup::rank
