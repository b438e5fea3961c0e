#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/store/selection.hpp"
#include "store/search/key_set.hpp"

namespace papercup::store {

class Connection;

// Finds the papers of a selection. That takes as long as there are papers found, or papers on the
// days, whichever are fewer; without a query, authors and days as there are papers of the
// categories. Methods throw as Store::select does, and SQLite::Exception.
class Selector {
 public:
  explicit Selector(Connection& connection) : connection_(connection) {}

  // In no particular order.
  std::vector<PaperKey> select(const Selection& selection) const;
  // Their keys alone, which takes less.
  KeySet keys(const Selection& selection) const;
  // The last day of announcement among them.
  std::optional<Date> last_day(const Selection& selection) const;
  // As Store::summaries.
  std::vector<ArxivId> summaries(const std::string& category, Date since) const;
  std::int64_t highest_key() const;
  KeySet that_may_state(const SignalWish& wish) const;

 private:
  // Nothing if a selection asks for nothing but days and categories.
  std::optional<KeySet> wanted(const Selection& selection) const;
  // Those of the keys that the selection's days and categories have.
  std::vector<PaperKey> select(const Selection& selection, const KeySet& keys) const;
  // Steps over all papers of the selection's days, and takes those with these keys, or all; nothing
  // if there are more than `most` papers to step over.
  std::optional<std::vector<PaperKey>> stepped(const Selection& selection, const KeySet* keys,
                                               std::optional<std::size_t> most) const;
  // Looks up each of the keys.
  std::vector<PaperKey> looked_up(const Selection& selection, const KeySet& keys) const;
  KeySet arrived_after(std::int64_t arrival) const;

  Connection& connection_;
};

}  // namespace papercup::store
