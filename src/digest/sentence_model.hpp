#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "digest/signals/rules.hpp"

namespace papercup::digest {

// A sentence of an abstract, and what the model sees of it.
struct SentenceFeatures {
  std::size_t begin = 0, end = 0;       // bytes of the abstract, without blanks around and heading
  std::vector<std::string_view> names;  // of features that are present, in no order
  bool points_back = false;             // begins on something that another sentence says
};

// The sentences of an abstract in their order. Features are the cues of data/sentence-cues.tsv
// ("we_find"), whether the abstract has come to what the paper itself does ("before_own",
// "after_own"), the place ("first", "place_1" to "place_4" for quarters, "last", "only"), the part
// by its heading ("part_results"), numbers ("number", "percent", "measured", "change"), the length
// ("short", "long"), and whether it asks or says where things are ("question", "release"). Every
// name lives as long as the program.
std::vector<SentenceFeatures> sentence_features(std::string_view abstract);

// How surely a sentence says what was found, or what was proposed or made: above 0, below 1, and
// not more than 1 together. A logistic model, see data/sentence-weights.tsv.
struct SentenceOdds {
  double result = 0, idea = 0;
};

SentenceOdds sentence_odds(const SentenceFeatures& sentence);

}  // namespace papercup::digest
