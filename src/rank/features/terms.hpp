#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/rank/features.hpp"
#include "rank/features/words.hpp"

namespace papercup::rank {

// Joins neighbours in an ordered list that are the same; `add(first, next)` adds each of the next
// ones to the first.
template <typename Element, typename IsSame, typename Add>
void join_same(std::vector<Element>& elements, IsSame is_same, Add add) {
  if (elements.empty()) return;
  auto last = elements.begin();
  for (auto next = last + 1; next != elements.end(); ++next) {
    if (is_same(*last, *next)) {
      add(*last, *next);
    } else if (++last != next) {
      *last = std::move(*next);
    }
  }
  elements.erase(last + 1, elements.end());
}

// Both functions below give forms of a name under which authors are found, made of its key (see
// papercup/text/name_key.hpp), so that accents, case and the order of family and given names do not
// matter.

// The forms that a paper has of an author: "family, initial", and with it "family, given" or, if
// only the initial is written, "family, initial.". A name of one word and that of a group stand for
// themselves. Empty for a name of nobody.
std::vector<std::string> carried_name_forms(std::string_view name);

// The forms to look for, so that "L. Sørby" finds every L* Sørby, and "Lena Sørby" finds Lena Sørby
// and L. Sørby but not Lars. Every form is one of carried_name_forms of a fitting name.
std::vector<std::string> sought_name_forms(std::string_view name);

// Keys of terms, no two of which are the same. Words are folded and singular; names and categories
// are as the forms above and core have them.
std::string word_key(std::string_view word);
std::string pair_key(std::string_view first, std::string_view second);
std::string author_key(std::string_view name);
std::string category_key(std::string_view id);

bool is_author_key(std::string_view key);
bool is_category_key(std::string_view key);
// What the key was made of, for people.
std::string label_of_key(std::string_view key);

// The index of a term's feature by its key: the number that common_terms.hpp gives to its hash.
// Indexes are stored: neither the keys nor the hashes nor data/background-df.tsv may change without
// a new kFeatureForm.
std::uint32_t feature_index(std::string_view key);

// The hash of a key; word_hash and pair_hash do without making the key.
std::uint32_t hash_of(std::string_view key);
std::uint32_t word_hash(std::string_view word);
std::uint32_t pair_hash(std::string_view first, std::string_view second);

// A term with its words. A feature has only the index.
struct Term {
  std::uint32_t index = 0;  // of its feature
  std::string key;
  std::string label;  // as in its first place in the text, in lower case; names and categories as
                      // they are
  std::uint8_t frequency = 1;
};

// The terms of a paper, ordered by feature and key, each once.
struct Terms {
  std::vector<Term> text, authors, categories;
};

// A word of a title counts as often as this.
inline constexpr int kTitleWeight = 2;
// Frequencies stop here; more says nothing about a topic.
inline constexpr int kMostFrequent = 31;

// Which forms of an author's name to take.
enum class NameForms { carried, sought };

// Leaves out pairs of words that data/background-df.tsv does not have and that the paper has once,
// in its abstract.
Terms paper_terms(const Paper& paper, NameForms forms);
// The terms of a text without a title, such as a description or a keyword.
std::vector<Term> text_terms(std::string_view text);
std::vector<Term> author_terms(const std::vector<std::string>& names, NameForms forms);

// The hashes of all terms of a paper, ascending, each once. The pairs of words that paper_terms
// leaves out are among them.
std::vector<std::uint32_t> term_hashes(const Paper& paper);

// What a packed form keeps of these terms.
std::vector<Feature> features_of(const std::vector<Term>& terms);

}  // namespace papercup::rank
