#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::digest {

// A sentence of an abstract, as bytes [begin, end) of it, and how much it decides: above 0, and the
// higher, the better it tells a reader whether the paper is for them.
struct Sentence {
  std::size_t begin = 0, end = 0;
  double weight = 0;
};

// The sentences of an abstract in their order. One weighs what the terms of the score that it
// contains give to the score, by its length, more if it says what was done, found or measured
// ("We show ...", "keeps 94 %"), less if it is long or the first, points back to another, tells
// the state of the art, or only says where the code is; the rules for this are in data/signals.tsv.
// Works without reasons too.
std::vector<Sentence> sentences_of(std::string_view abstract, const Score& score);

}  // namespace papercup::digest
