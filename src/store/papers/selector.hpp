#pragma once

#include <optional>
#include <vector>

#include "papercup/store/store.hpp"
#include "store/papers/full_text.hpp"
#include "store/papers/key_set.hpp"

namespace papercup::store {

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
  KeySet with_term(const Query& query, const QueryNode& node) const;
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
