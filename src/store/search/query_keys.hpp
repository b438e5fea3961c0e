#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/query.hpp"
#include "store/search/full_text.hpp"
#include "store/search/key_set.hpp"

namespace papercup::store {

class Connection;

// Finds the papers of a query. Each leaf is one statement, and the tree is worked out over sets of
// keys, so that neither depth nor number of terms meets a limit of SQLite's. What is read grows
// with what is found: beside rare words, of what is common only what the papers with these have is
// read. Methods throw SQLite::Exception.
class QueryKeys {
 public:
  explicit QueryKeys(Connection& connection) : connection_(connection) {}

  // Throws Error{usage}, pointing at the place, for a term without a letter or digit, also where
  // that would not come to it.
  KeySet matching(const Query& query) const;
  // Nothing if the term of full text has no letter or digit.
  std::optional<KeySet> with_text_term(const QueryTerm& term) const;
  // The papers of a category in any of its names, with keys in the range.
  KeySet with_category(const std::string& name, const KeyRange& range = {}) const;
  // The papers of a category in any of its names, or of an archive.
  KeySet with_category_or_archive(const std::string& name) const;

 private:
  // Of the papers that `within`, an expression of full text, finds, or of all if it is empty, those
  // that match; and maybe others that `within` does not find.
  KeySet matching(const QueryNode& node, const std::string& within) const;
  KeySet conjunction(const QueryNode& node, const std::string& within) const;
  KeySet all(const std::string& within) const;
  // Leaves those of the papers that match; false, and all of them, if they are many or if more than
  // their rows is needed for it.
  bool keep_by_rows(KeySet& keys, const QueryNode& node) const;
  // The papers of a part, or nothing if they are many or none of its business.
  std::optional<KeySet> few_of(const QueryNode& node) const;
  std::optional<KeySet> fewest_of(const std::vector<const QueryNode*>& parts) const;
  std::optional<KeySet> few_with_text(const std::string& match) const;
  KeySet with_term(const QueryTerm& term, const std::string& within) const;
  KeySet with_text(const std::string& match) const;
  KeySet with_text_term(const QueryTerm& term, const std::string& within) const;
  KeySet with_name(const SoughtName& name, const std::string& within) const;
  // Looks into the authors of each paper that the expression finds.
  KeySet with_author(const SoughtName& name, const std::string& match) const;
  KeySet with_category_prefix(const std::string& prefix) const;
  KeySet with_id(const QueryTerm& term) const;

  Connection& connection_;
};

}  // namespace papercup::store
