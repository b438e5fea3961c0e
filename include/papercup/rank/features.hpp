#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"

namespace papercup::rank {

// Terms are hashed to this many slots, so that no vocabulary is needed.
inline constexpr std::uint32_t kSlotCount = 1u << 22;

// The blocks of a paper's vector; each is normalised on its own and weighted (see model.hpp).
enum class Block : std::uint8_t { text, author, category };

struct Feature {
  std::uint32_t slot = 0;     // below kSlotCount
  std::uint8_t frequency = 1;  // how often the term occurs, a title's words counted twice; at most 31
  bool operator==(const Feature&) const = default;
};

// A paper's features: unigrams and bigrams of title and abstract without stop words, authors,
// categories. Each block is ordered by slot, without repetition.
struct Features {
  std::vector<Feature> text, authors, categories;
  bool operator==(const Features&) const = default;
};

Features extract_features(const Paper& paper);
// A compact form for storing; unpack(pack(f)) == f. Its layout is described in features.cpp and is part of
// the database format.
std::string pack(const Features& features);
// Throws Error{storage} where the bytes are not a packed form.
Features unpack(std::string_view packed);

}  // namespace papercup::rank
