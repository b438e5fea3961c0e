#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rank/features/common_terms.hpp"

namespace papercup::rank {

// The arrays of CommonTerms, made from a table as in data/background-df.tsv.
struct CommonTermsTable {
  std::int64_t papers;
  std::vector<CommonTerms::Word> words;
  std::vector<std::uint32_t> places, counts;
  std::vector<std::uint64_t> pairs;
  std::uint32_t first_other_pair;

  // Lines that start with `#`; then "papers" and their number; then a row a hash: how far it is
  // behind the hash before (the first: behind -1), and in how many papers it occurs; divided by
  // tabs. Throws Error{failure} where the text is not of that form.
  static CommonTermsTable parse(std::string_view text);

  // Valid as long as this is.
  CommonTerms terms() const {
    return CommonTerms({papers, words, places, counts, pairs, first_other_pair});
  }
};

}  // namespace papercup::rank
