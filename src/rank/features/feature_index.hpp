#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "papercup/rank/features.hpp"

namespace papercup::rank {

// The feature of a term by its key, which is unique over all kinds of terms: that of its hash, see
// common_terms.hpp. The features are stored: neither the keys nor the hashes nor
// data/background-df.tsv may change without a new kFeatureForm.
std::uint32_t feature_index(std::string_view key);

// As above, before the numbering by how common the terms are.
std::uint32_t hash_of(std::string_view key);
std::uint32_t word_hash(std::string_view word);
std::uint32_t pair_hash(std::string_view first, std::string_view second);

// Keys. Words are folded and singular, names and categories as author_names.hpp and core have them.
std::string word_key(std::string_view word);
std::string pair_key(std::string_view first, std::string_view second);
std::string author_key(std::string_view name);
std::string category_key(std::string_view id);

bool is_author_key(std::string_view key);
bool is_category_key(std::string_view key);
// What the key was made of, for people.
std::string label_of_key(std::string_view key);

}  // namespace papercup::rank
