#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "papercup/store/store.hpp"
#include "store/papers/full_text.hpp"

namespace papercup::store {

// A set of papers by the store's numbers of them, one bit for each.
class KeySet {
 public:
  void insert(std::int64_t key);
  bool contains(std::int64_t key) const;
  bool empty() const;

  KeySet& operator|=(const KeySet& other);
  KeySet& operator&=(const KeySet& other);
  // Takes the other's papers out.
  KeySet& operator-=(const KeySet& other);

 private:
  static constexpr std::int64_t kBits = 64;
  static std::size_t word_of(std::int64_t key) { return static_cast<std::size_t>(key / kBits); }
  static std::uint64_t bit_of(std::int64_t key) { return std::uint64_t{1} << (key % kBits); }

  std::vector<std::uint64_t> words_;
};

inline void KeySet::insert(std::int64_t key) {
  if (word_of(key) >= words_.size()) words_.resize(word_of(key) + 1);
  words_[word_of(key)] |= bit_of(key);
}

inline bool KeySet::contains(std::int64_t key) const {
  return word_of(key) < words_.size() && (words_[word_of(key)] & bit_of(key)) != 0;
}

inline bool KeySet::empty() const {
  return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
}

inline KeySet& KeySet::operator|=(const KeySet& other) {
  words_.resize(std::max(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

inline KeySet& KeySet::operator&=(const KeySet& other) {
  words_.resize(std::min(words_.size(), other.words_.size()));
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

inline KeySet& KeySet::operator-=(const KeySet& other) {
  const std::size_t shared = std::min(words_.size(), other.words_.size());
  for (std::size_t i = 0; i < shared; ++i) words_[i] &= ~other.words_[i];
  return *this;
}

class Connection;

// Finds the papers of a selection. Each leaf of a query is one statement, and the tree is worked
// out over sets of keys, so that neither depth nor number of terms meets a limit of SQLite's.
class Selector {
 public:
  explicit Selector(Connection& connection) : connection_(connection) {}

  // In no particular order. Throws as Store::select does, and SQLite::Exception.
  std::vector<PaperKey> select(const Selection& selection) const;
  // The last day of announcement among them.
  std::optional<Date> last_day(const Selection& selection) const;
  // As Store::summaries.
  std::vector<ArxivId> summaries(const std::string& category, Date since) const;
  std::int64_t highest_key() const;
  // The papers of a category in any of its names, or of an archive.
  KeySet with_category_or_archive(const std::string& name) const;

 private:
  // Nothing if a selection asks for nothing but days and categories.
  std::optional<KeySet> wanted(const Selection& selection) const;
  const KeySet& all() const;
  KeySet matching(const Query& query, const QueryNode& node) const;
  KeySet conjunction(const Query& query, const QueryNode& node) const;
  static void check_terms(const Query& query, const QueryNode& node);
  static std::string whole_match(const QueryNode& node);
  KeySet with_term(const QueryTerm& term) const;
  KeySet with_text(const std::string& match) const;
  // Nothing if the term has no letter or digit.
  std::optional<KeySet> with_text_term(const QueryTerm& term) const;
  KeySet with_author(const SoughtName& name) const;
  KeySet with_category(const std::string& name) const;
  KeySet with_category_prefix(const std::string& prefix) const;
  KeySet with_id(const QueryTerm& term) const;
  KeySet submitted(const SubmittedRange& range) const;
  KeySet announced(const AnnouncedRange& range) const;
  KeySet arrived_after(std::int64_t arrival) const;

  Connection& connection_;
  mutable std::optional<KeySet> all_;  // read when first needed
};

}  // namespace papercup::store
