#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup {

// The candidate a person most probably meant by `misspelt`: the one of least edit distance
// (insertions, deletions, substitutions, swaps of neighbours; case ignored) where that is at most 3
// and half the length of the longer word; of equals the first. Empty where nothing is near.
std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates);

// Throws Error{usage} "unknown KIND 'given'" with the nearest candidate, if one is near, and all
// of them in the hint.
[[noreturn]] void refuse_unknown(std::string_view kind, std::string_view given,
                                 const std::vector<std::string>& candidates);

}  // namespace papercup
