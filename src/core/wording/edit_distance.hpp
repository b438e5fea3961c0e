#pragma once

#include <cstddef>
#include <string_view>

namespace papercup {

// The restricted Damerau-Levenshtein distance of two words: the least number of insertions,
// deletions, substitutions and swaps of neighbours, none of which touches a swapped pair again.
// Counts bytes and ignores the case of ASCII letters. A distance above `farthest` may be given as
// farthest + 1, which makes words of very different lengths cheap.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t farthest);

}  // namespace papercup
