#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup {

// The candidate a person most probably meant by `misspelt`: the one of least edit distance
// (insertions, deletions, substitutions, swaps of neighbours; case ignored) where that is at most 3
// and half the length of the longer word; of equals the first. Empty where nothing is near.
std::string nearest_word(std::string_view misspelt, const std::vector<std::string>& candidates);

}  // namespace papercup
