#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "papercup/core/score.hpp"

namespace papercup::digest {

// A sentence of an abstract, as bytes [begin, end) of it, without blanks around it and without the
// heading of a part ("Results."), and how much it decides: above 0, and the higher, the better it
// tells a reader whether the paper is for them.
struct Sentence {
  std::size_t begin = 0, end = 0;
  double weight = 0;
  // Begins on something that another sentence says: "These results ...", "However, ...".
  bool points_back = false;
};

// The sentences of an abstract in their order. One weighs how surely it says what was found, or
// what is proposed, by its words and its place (a logistic model: data/sentence-cues.tsv and
// sentence-weights.tsv); of such, those weigh more whose words give much to the score, and those
// that point back less. Works without reasons too.
std::vector<Sentence> sentences_of(std::string_view abstract, const Score& score);

// Whether the sentences with these numbers, ascending, have room together.
using HasRoom = std::function<bool(const std::vector<std::size_t>&)>;

// The one or two sentences to quote, by their numbers, ascending: those that weigh most and have
// room. One that points back is quoted only with the sentence before it, which must not point back
// itself. If nothing has room, the one sentence that weighs most, for the caller to cut. Empty only
// if there are none.
std::vector<std::size_t> quoted_sentences(const std::vector<Sentence>& sentences,
                                          const HasRoom& has_room);

}  // namespace papercup::digest
