#include "rank/features/terms.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/text/hash.hpp"
#include "papercup/text/name_search.hpp"
#include "papercup/text/person_name.hpp"
#include "rank/features/common_terms.hpp"

namespace papercup::rank {
namespace {

constexpr char kWordMark = '1', kPairMark = '2', kAuthorMark = 'a', kCategoryMark = 'c';

// The upper half of the hash as a fraction of the range.
std::uint32_t scaled(std::uint64_t hash, std::uint64_t range) {
  return static_cast<std::uint32_t>((hash >> 32) * range >> 32);
}

std::uint32_t lower_hash(std::uint64_t hash) { return scaled(hash, kFirstPairHash); }

std::uint32_t upper_hash(std::uint64_t hash) {
  return kFirstPairHash + scaled(hash, kHashCount - kFirstPairHash);
}

std::string marked(char mark, std::string_view text) {
  std::string key(1, mark);
  key += text;
  return key;
}

// Calls `visit(first, second)` for each term of a text; `second` is null if it is one word.
template <typename Visit>
void for_each_term(const Words& words, Visit visit) {
  const Word* previous = nullptr;
  for (const Word& word : words) {
    if (word.kind == WordKind::content) visit(word, nullptr);
    if (previous != nullptr && is_pair(*previous, word)) visit(*previous, &word);
    previous = &word;
  }
}

std::string key_of(const Word& first, const Word* second) {
  return second == nullptr ? word_key(first.key) : pair_key(first.key, second->key);
}

std::string label_of(const Word& first, const Word* second) {
  std::string label(first.label());
  if (second == nullptr) return label;
  label += second->joint == Joint::hyphen ? '-' : ' ';
  return label += second->label();
}

template <typename Counted>
void add_frequency(Counted& sum, const Counted& next) {
  sum.frequency =
      static_cast<std::uint8_t>(std::min(sum.frequency + next.frequency, kMostFrequent));
}

// Sums the frequencies of terms of the same key; the first label stays.
std::vector<Term> merged(std::vector<Term> terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    return std::tie(a.index, a.key) < std::tie(b.index, b.key);
  });
  join_same(
      terms, [](const Term& a, const Term& b) { return a.key == b.key; }, add_frequency<Term>);
  return terms;
}

// Leaves the frequencies out: a paper has an author or a category once.
std::vector<Term> distinct(std::vector<Term> terms) {
  terms = merged(std::move(terms));
  for (Term& term : terms) term.frequency = 1;
  return terms;
}

std::uint32_t hash_of(const Word& first, const Word* second) {
  return second == nullptr ? word_hash(first.key) : pair_hash(first.key, second->key);
}

// A term where it stands in a text. Most stand there several times or are left out in the end, and
// have no need of a key and a label.
struct PlacedTerm {
  std::uint32_t index;  // of its feature
  const Word* first;
  const Word* second;  // null if it is one word
  std::uint8_t frequency;
};

bool are_same(const PlacedTerm& a, const PlacedTerm& b) {
  if (a.first->key != b.first->key || (a.second == nullptr) != (b.second == nullptr)) return false;
  return a.second == nullptr || a.second->key == b.second->key;
}

void append_terms(std::vector<PlacedTerm>& terms, const Words& words, int weight) {
  for_each_term(words, [&](const Word& first, const Word* second) {
    const std::uint32_t feature = CommonTerms::known().feature_index(hash_of(first, second));
    terms.push_back({feature, &first, second, static_cast<std::uint8_t>(weight)});
  });
}

std::vector<PlacedTerm> merged(std::vector<PlacedTerm> terms) {
  std::stable_sort(terms.begin(), terms.end(), [](const PlacedTerm& a, const PlacedTerm& b) {
    if (a.index != b.index || are_same(a, b)) return a.index < b.index;
    return key_of(*a.first, a.second) < key_of(*b.first, b.second);
  });
  join_same(terms, are_same, add_frequency<PlacedTerm>);
  return terms;
}

std::vector<Term> with_words(const std::vector<PlacedTerm>& terms) {
  std::vector<Term> result;
  result.reserve(terms.size());
  for (const PlacedTerm& term : terms) {
    result.push_back({term.index, key_of(*term.first, term.second),
                      label_of(*term.first, term.second), term.frequency});
  }
  return result;
}

std::vector<Term> category_terms(const std::vector<Category>& categories) {
  std::vector<Term> terms;
  for (const Category& category : categories) {
    const std::string& id = category.to_string();
    std::string key = category_key(canonical_category(id));
    const std::uint32_t feature = feature_index(key);
    terms.push_back({feature, std::move(key), id, 1});
  }
  return distinct(std::move(terms));
}

std::vector<Feature> merged(std::vector<Feature> features) {
  std::sort(features.begin(), features.end(),
            [](const Feature& a, const Feature& b) { return a.index < b.index; });
  join_same(
      features, [](const Feature& a, const Feature& b) { return a.index == b.index; },
      add_frequency<Feature>);
  return features;
}

// Leaves out pairs of words that few papers have and that this one has once, in its abstract: a
// sixth of all terms, and hardly ever met again. `terms` are ordered by feature; a feature's terms
// stay or go together.
template <typename AnyTerm>
std::vector<AnyTerm> without_passing(std::vector<AnyTerm> terms) {
  const CommonTerms& common = CommonTerms::known();
  std::vector<AnyTerm> kept;
  kept.reserve(terms.size());
  for (auto begin = terms.begin(); begin != terms.end();) {
    const std::uint32_t feature = begin->index;
    auto end = begin + 1;
    while (end != terms.end() && end->index == feature) ++end;
    const bool is_passing = end - begin == 1 && begin->frequency == 1 &&
                            !common.is_common(feature) && common.is_pair(feature);
    if (!is_passing) kept.insert(kept.end(), std::move_iterator(begin), std::move_iterator(end));
    begin = end;
  }
  return kept;
}

// The indexes of these features are hashes, which text_features turns into indexes.
void append_text_hashes(std::vector<Feature>& features, std::string_view text, int weight) {
  for_each_term(Words(text), [&](const Word& first, const Word* second) {
    features.push_back({hash_of(first, second), static_cast<std::uint8_t>(weight)});
  });
}

std::vector<Feature> text_features(const Paper& paper) {
  std::vector<Feature> features;
  append_text_hashes(features, paper.title, kTitleWeight);
  append_text_hashes(features, paper.abstract, 1);
  // In a loop of their own: the tables are larger than what lies close to the processor, which can
  // then wait for many places at once.
  const CommonTerms& common = CommonTerms::known();
  for (Feature& feature : features) feature.index = common.feature_index(feature.index);
  return features;
}

struct Forms {
  std::string alone;  // the name of a group, or a single one; the other forms are empty then
  std::string with_initial, with_given;
  bool has_initial_only = false;  // as given name; with_given is empty then
};

Forms forms_of(std::string_view name) {
  text::NameKey key = text::name_key(text::parse_person_name(name));
  Forms forms;
  if (key.given.empty()) {
    forms.alone = std::move(key.family);
    return forms;
  }
  const std::string& given = key.given.front();
  const std::string initial = given.substr(0, utf8::first_character(given).size);
  forms.with_initial = key.family + ", " + initial;
  forms.has_initial_only = initial == given;
  if (!forms.has_initial_only) forms.with_given = key.family + ", " + given;
  return forms;
}

}  // namespace

std::vector<std::string> carried_name_forms(std::string_view name) {
  const Forms forms = forms_of(name);
  if (!forms.alone.empty()) return {forms.alone};
  if (forms.with_initial.empty()) return {};
  return {forms.with_initial, forms.has_initial_only ? forms.with_initial + "." : forms.with_given};
}

std::vector<std::string> sought_name_forms(std::string_view name) {
  const Forms forms = forms_of(name);
  if (!forms.alone.empty()) return {forms.alone};
  if (forms.with_initial.empty()) return {};
  if (forms.has_initial_only) return {forms.with_initial};
  return {forms.with_given, forms.with_initial + "."};
}

std::uint32_t hash_of(std::string_view key) {
  const std::uint64_t value = text::Hasher().add(key).value();
  return !key.empty() && key.front() == kPairMark ? upper_hash(value) : lower_hash(value);
}

std::uint32_t feature_index(std::string_view key) {
  return CommonTerms::known().feature_index(hash_of(key));
}

std::uint32_t word_hash(std::string_view word) {
  return lower_hash(text::Hasher().add(kWordMark).add(word).value());
}

std::uint32_t pair_hash(std::string_view first, std::string_view second) {
  return upper_hash(text::Hasher().add(kPairMark).add(first).add(' ').add(second).value());
}

std::string word_key(std::string_view word) { return marked(kWordMark, word); }

std::string pair_key(std::string_view first, std::string_view second) {
  std::string key = marked(kPairMark, first);
  key += ' ';
  key += second;
  return key;
}

std::string author_key(std::string_view name) { return marked(kAuthorMark, name); }

std::string category_key(std::string_view id) { return marked(kCategoryMark, id); }

bool is_author_key(std::string_view key) { return !key.empty() && key.front() == kAuthorMark; }

bool is_category_key(std::string_view key) { return !key.empty() && key.front() == kCategoryMark; }

std::string label_of_key(std::string_view key) {
  return std::string(key.substr(std::min<std::size_t>(key.size(), 1)));
}

std::vector<Term> text_terms(std::string_view text) {
  const Words words(text);
  std::vector<PlacedTerm> terms;
  append_terms(terms, words, 1);
  return with_words(merged(std::move(terms)));
}

std::vector<Term> author_terms(const std::vector<std::string>& names, NameForms forms) {
  std::vector<Term> terms;
  for (const std::string& name : names) {
    for (const std::string& form :
         forms == NameForms::carried ? carried_name_forms(name) : sought_name_forms(name)) {
      std::string key = author_key(form);
      const std::uint32_t feature = feature_index(key);
      terms.push_back({feature, std::move(key), name, 1});
    }
  }
  return distinct(std::move(terms));
}

Terms paper_terms(const Paper& paper, NameForms forms) {
  const Words title(paper.title);
  const Words abstract(paper.abstract);
  std::vector<PlacedTerm> text;
  append_terms(text, title, kTitleWeight);
  append_terms(text, abstract, 1);
  return {with_words(without_passing(merged(std::move(text)))), author_terms(paper.authors, forms),
          category_terms(paper.categories)};
}

std::vector<std::uint32_t> term_hashes(const Paper& paper) {
  std::vector<Feature> terms;
  append_text_hashes(terms, paper.title, 1);
  append_text_hashes(terms, paper.abstract, 1);
  std::vector<std::uint32_t> hashes;
  hashes.reserve(terms.size());
  for (const Feature& term : terms) hashes.push_back(term.index);
  for (const Term& term : author_terms(paper.authors, NameForms::carried)) {
    hashes.push_back(hash_of(term.key));
  }
  for (const Term& term : category_terms(paper.categories)) hashes.push_back(hash_of(term.key));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

std::vector<Feature> features_of(const std::vector<Term>& terms) {
  std::vector<Feature> features;
  features.reserve(terms.size());
  for (const Term& term : terms) features.push_back({term.index, term.frequency});
  return merged(std::move(features));
}

Features extract_features(const Paper& paper) {
  return {without_passing(merged(text_features(paper))),
          features_of(author_terms(paper.authors, NameForms::carried)),
          features_of(category_terms(paper.categories))};
}

}  // namespace papercup::rank
