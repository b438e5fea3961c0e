#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace papercup {

// The restricted Damerau-Levenshtein distance of two words (optimal string alignment): the least
// number of insertions, deletions, substitutions and swaps of neighbours, none of which touches a
// swapped pair again. Counts bytes and ignores the case of ASCII letters. A distance above
// `farthest` may be given as farthest + 1, which makes words of very different lengths cheap.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t farthest);

// The candidate a person most probably meant by `misspelt`: the one of least edit distance, if that
// is at most 3 and half the length of the longer word; the first of several. Empty if none is near.
std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates);

// Throws Error{usage} "unknown KIND 'given'" with the nearest candidate, if one is near, and all
// of them in the hint.
[[noreturn]] void refuse_unknown(std::string_view kind, std::string_view given,
                                 const std::vector<std::string>& candidates);

}  // namespace papercup
