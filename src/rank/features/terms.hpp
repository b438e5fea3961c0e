#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/rank/features.hpp"
#include "rank/features/words.hpp"

namespace papercup::rank {

// A term with its words, where features have but its feature.
struct Term {
  std::uint32_t index = 0;
  std::string key;    // see feature_index.hpp
  std::string label;  // as the text has it where it stands first, in lower case; names and
                      // categories as they are
  std::uint8_t frequency = 1;
};

// Each ordered by feature and key, without repetition.
struct Terms {
  std::vector<Term> text, authors, categories;
};

// A title's words count as often as this.
inline constexpr int kTitleWeight = 2;
// Frequencies stop here; more says nothing about a topic.
inline constexpr int kMostFrequent = 31;

// Which of an author's name forms to take (see author_names.hpp).
enum class NameForms { carried, sought };

// Without pairs of words that data/background-df.tsv does not have and that the paper has once, in
// its abstract.
Terms paper_terms(const Paper& paper, NameForms forms);
// Of a text without a title, such as a description or a keyword.
std::vector<Term> text_terms(std::string_view text);
std::vector<Term> author_terms(const std::vector<std::string>& names, NameForms forms);

// The hashes of all terms of a paper, once each, in ascending order: also of the pairs of words
// that its features leave out (see paper_terms).
std::vector<std::uint32_t> term_hashes(const Paper& paper);

// What a packed form keeps of terms.
std::vector<Feature> features_of(const std::vector<Term>& terms);

}  // namespace papercup::rank
