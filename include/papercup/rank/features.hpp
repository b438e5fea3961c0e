#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::rank {

// Terms are hashed to this many slots, so that no vocabulary is needed.
inline constexpr std::uint32_t kSlotCount = 1u << 22;

// Changes whenever stored features of the same paper would differ; those of another form are made
// anew before they are used.
inline constexpr int kFeatureForm = 3;

struct Feature {
  std::uint32_t slot = 0;      // below kSlotCount
  std::uint8_t frequency = 1;  // how often the term occurs, in a title twice; at most 31
  bool operator==(const Feature&) const = default;
};

// A paper's features, in blocks that are normalised each on its own and weighted (see model.hpp),
// each ordered by slot, without repetition:
//  - text: the words of title and abstract, folded and in the singular, but for stop words, single
//    letters and numbers; and pairs of words that follow each other within a sentence, of which one
//    may be a letter or a number ("q learning") or, in a compound, a stop word ("few-shot"). TeX
//    commands are no words.
//  - authors: family name and initial, and family name and given name as written.
//  - categories: under their canonical names.
struct Features {
  std::vector<Feature> text, authors, categories;
  bool operator==(const Features&) const = default;
};

Features extract_features(const Paper& paper);
// A compact form for storing, of about three bytes a feature; unpack(pack(f)) == f. Its layout is
// described in features.cpp and is part of the database format.
std::string pack(const Features& features);
// pack(extract_features(paper)), which is what is stored of a paper.
std::string packed_features(const Paper& paper);
// Throws Error{storage} where the bytes are not a packed form.
Features unpack(std::string_view packed);
// Whether unpack would take them.
bool is_packed(std::string_view bytes);

}  // namespace papercup::rank
