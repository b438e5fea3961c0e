#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::digest {

// What a digest's one-line "why" names: the labels of the strongest terms that speak for a paper,
// at most `limit`, strongest first, followed authors after the other terms. A word is left out
// if a phrase that is named contains it, as is what gives less than an eighth of the strongest
// term, or author; a label is named once. Terms that speak against the paper, categories, the
// intercept, the sum of other terms, and numbers of several parts that the reader did not write
// ("3 2pt") are never named; nothing may remain.
std::vector<std::string> why_terms(const Score& score, std::size_t limit);

}  // namespace papercup::digest
