#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"

namespace papercup::rank {

// Terms are hashed to this many features, so that no vocabulary is needed (feature hashing;
// Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009, without the
// sign).
inline constexpr std::uint32_t kFeatureCount = 1u << 22;

// The form of stored features. It changes whenever the features of the same paper would differ;
// those of another form are made anew before they are used.
inline constexpr int kFeatureForm = 4;

struct Feature {
  std::uint32_t index = 0;     // below kFeatureCount
  std::uint8_t frequency = 1;  // how often the term occurs, in a title twice; at most 31
  bool operator==(const Feature&) const = default;
};

// A paper's features in three blocks, each of which is normalised and weighted by itself (see
// model.hpp). A block is ordered by index, each feature once:
//  - text: the words of title and abstract, folded and in the singular, but for stop words, single
//    letters and numbers; and pairs of words that follow each other within a sentence, of which one
//    may be a letter or a number ("q learning") or, in a compound, a stop word ("few-shot"). TeX
//    commands are no words.
//  - authors: family name and initial, and family name and given name as written.
//  - categories: their canonical names.
struct Features {
  std::vector<Feature> text, authors, categories;
  bool operator==(const Features&) const = default;
};

Features extract_features(const Paper& paper);
// A compact form for the database, about three bytes a feature; unpack(pack(f)) == f. features.cpp
// describes its layout, which is part of the database format.
std::string pack(const Features& features);
// The features that are stored with a paper, pack(extract_features(paper)).
std::string packed_features(const Paper& paper);
// Throws Error{storage} if the bytes are not a packed form.
Features unpack(std::string_view packed);
// Whether unpack takes these bytes.
bool is_packed(std::string_view bytes);

// Where a paper has the term that a reason names.
struct Occurrence {
  int in_title = 0, in_abstract = 0;  // times
  bool is_author = false;             // one of its authors
  bool is_category = false;           // one of its categories, in any of their names

  bool is_any() const { return in_title > 0 || in_abstract > 0 || is_author || is_category; }
  bool operator==(const Occurrence&) const = default;
};

// Looks for the term of a contribution that Model::explain named for this paper or for another; the
// other terms and the intercept occur nowhere. Words count in either number ("models" is "model"),
// and authors under all spellings that the ranking takes for one.
Occurrence occurrence(const Paper& paper, const Contribution& contribution);

}  // namespace papercup::rank
