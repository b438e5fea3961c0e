#include "store/querying/selector.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"
#include "store/querying/category_filter.hpp"
#include "store/querying/full_text.hpp"
#include "store/querying/row_scan.hpp"

namespace papercup::store {
namespace {

constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();

// Papers that room is made for beforehand, whatever a damaged file says of their number.
constexpr std::int64_t kMostReserved = 4'000'000;

KeySet keys_of(SQLite::Statement& rows) {
  KeySet keys;
  while (rows.executeStep()) keys.insert(key_in(rows.getColumn(0).getInt64()));
  return keys;
}

// The first text that sorts behind every text with the prefix.
std::string behind(const std::string& prefix) { return prefix + "\xF4\x8F\xBF\xBF"; }

std::int64_t seconds(const std::optional<Time>& time, std::int64_t without) {
  return time ? static_cast<std::int64_t>(time->time_since_epoch().count()) : without;
}

std::int64_t days(const std::optional<Date>& day, std::int64_t without) {
  return day ? day->days_since_epoch() : without;
}

void restrict(std::optional<KeySet>& keys, KeySet others) {
  if (keys) {
    *keys &= others;
  } else {
    keys = std::move(others);
  }
}

}  // namespace

std::vector<PaperKey> Selector::select(const Selection& selection) const {
  const std::optional<KeySet> keys = wanted(selection);
  const bool is_narrow = keys.has_value() || selection.since.has_value();
  CategoryFilter categories(
      *this, connection_, selection.categories,
      is_narrow ? CategoryFilter::Expected::few : CategoryFilter::Expected::many);
  RowScan rows(connection_,
               "SELECT key, id, announced FROM paper INDEXED BY paper_by_day"
               " WHERE announced BETWEEN ? AND ?");
  rows.bind(1, days(selection.since, kEarliest));
  rows.bind(2, days(selection.until, kLatest));
  std::vector<PaperKey> papers;
  papers.reserve(is_narrow ? 0 : static_cast<std::size_t>(std::min(highest_key(), kMostReserved)));
  while (rows.step()) {
    const std::int64_t key = key_in(rows.number(0));
    if ((keys && !keys->contains(key)) || !categories.contains(key)) continue;
    papers.push_back({key, id_in(rows.bytes(1)), day_in(rows.number(2))});
  }
  return papers;
}

std::int64_t Selector::highest_key() const {
  RowScan row(connection_, "SELECT ifnull(max(key), 0) FROM paper");
  const std::int64_t highest = row.step() ? row.number(0) : 0;
  return highest == 0 ? 0 : key_in(highest);
}

std::optional<Date> Selector::last_day(const Selection& selection) const {
  const std::optional<KeySet> keys = wanted(selection);
  CategoryFilter categories(*this, connection_, selection.categories,
                            CategoryFilter::Expected::few);
  SQLite::Statement& rows = connection_.prepared(
      "SELECT key, announced FROM paper INDEXED BY paper_by_day WHERE announced BETWEEN ? AND ?"
      " ORDER BY announced DESC");
  rows.bind(1, days(selection.since, kEarliest));
  rows.bind(2, days(selection.until, kLatest));
  std::optional<Date> last;
  while (!last && rows.executeStep()) {
    const std::int64_t key = key_in(rows.getColumn(0).getInt64());
    if ((keys && !keys->contains(key)) || !categories.contains(key)) continue;
    last = day_in(rows.getColumn(1).getInt64());
  }
  rows.reset();
  return last;
}

std::vector<ArxivId> Selector::summaries(const std::string& category, Date since) const {
  const std::vector<std::string> names = {category};
  CategoryFilter categories(*this, connection_, names, CategoryFilter::Expected::few);
  SQLite::Statement& rows = connection_.prepared(
      "SELECT key, id FROM paper INDEXED BY paper_by_day WHERE announced >= ? AND is_summary");
  rows.bind(1, since.days_since_epoch());
  std::vector<ArxivId> ids;
  while (rows.executeStep()) {
    if (!categories.contains(rows.getColumn(0).getInt64())) continue;
    ids.push_back(id_in(rows.getColumn(1).getText()));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::optional<KeySet> Selector::wanted(const Selection& selection) const {
  std::optional<KeySet> keys;
  if (selection.query) keys = matching(*selection.query, selection.query->root);
  if (!selection.authors.empty()) {
    KeySet any;
    for (const std::string& author : selection.authors) {
      std::optional<KeySet> found = with_text_term({QueryField::author, author, TermMatch::phrase});
      if (!found) {
        throw Error{ErrorKind::usage, fmt::format("the author '{}' has no letter or digit", author),
                    "Give a word of the name, such as --author Adeyemi."};
      }
      any |= *found;
    }
    restrict(keys, std::move(any));
  }
  if (selection.arrived_after) restrict(keys, arrived_after(*selection.arrived_after));
  return keys;
}

const KeySet& Selector::all() const {
  if (!all_) all_ = keys_of(connection_.prepared("SELECT key FROM paper INDEXED BY paper_by_day"));
  return *all_;
}

KeySet Selector::matching(const Query& query, const QueryNode& node) const {
  switch (node.kind) {
    case QueryNode::Kind::term:
      return with_term(query, node);
    case QueryNode::Kind::submitted:
      return submitted(node.submitted);
    case QueryNode::Kind::announced:
      return announced(node.announced);
    case QueryNode::Kind::conjunction:
      return conjunction(query, node);
    case QueryNode::Kind::disjunction: {
      KeySet keys;
      for (const QueryNode& child : node.children) keys |= matching(query, child);
      return keys;
    }
    case QueryNode::Kind::negation: {
      KeySet keys = all();
      keys -= matching(query, node.children.front());
      return keys;
    }
  }
  return {};
}

// What is excluded comes last: taking it away needs no set of everything.
KeySet Selector::conjunction(const Query& query, const QueryNode& node) const {
  std::optional<KeySet> keys;
  for (const QueryNode& child : node.children) {
    if (child.kind != QueryNode::Kind::negation) restrict(keys, matching(query, child));
  }
  if (!keys) keys = all();
  for (const QueryNode& child : node.children) {
    if (child.kind == QueryNode::Kind::negation) *keys -= matching(query, child.children.front());
  }
  return *std::move(keys);
}

KeySet Selector::with_term(const Query& query, const QueryNode& node) const {
  const QueryTerm& term = node.term;
  if (term.field == QueryField::id) return with_id(term);
  if (term.field == QueryField::category) {
    return term.match == TermMatch::prefix ? with_category_prefix(term.text)
                                           : with_category(term.text);
  }
  std::optional<KeySet> keys = with_text_term(term);
  if (!keys)
    throw query_error(query.text, node.position, "there is no letter or digit to search for");
  return *std::move(keys);
}

std::optional<KeySet> Selector::with_text_term(const QueryTerm& term) const {
  const std::string match = match_expression(term);
  if (match.empty()) return std::nullopt;
  KeySet keys = with_text(match);
  for (const SoughtName& name : sought_names(term)) {
    keys |= name.is_decided ? with_text(name.expression) : with_author(name);
  }
  for (const SoughtName& name : names_before_comma(term)) keys |= with_author(name);
  return keys;
}

// Looks into the authors of each paper that the expression finds.
KeySet Selector::with_author(const SoughtName& name) const {
  SQLite::Statement& rows = connection_.prepared(
      "SELECT key, paper.authors FROM paper_text JOIN paper ON key = paper_text.rowid"
      " WHERE paper_text MATCH ?");
  rows.bind(1, name.expression);
  KeySet keys;
  while (rows.executeStep()) {
    std::string_view authors = rows.getColumn(1).getText();
    while (!authors.empty()) {
      const std::size_t end = std::min(authors.find('\n'), authors.size());
      if (is_named(authors.substr(0, end), name)) {
        keys.insert(rows.getColumn(0).getInt64());
        break;
      }
      authors.remove_prefix(std::min(end + 1, authors.size()));
    }
  }
  return keys;
}

KeySet Selector::with_text(const std::string& match) const {
  SQLite::Statement& rows =
      connection_.prepared("SELECT rowid FROM paper_text WHERE paper_text MATCH ?");
  rows.bind(1, match);
  return keys_of(rows);
}

KeySet Selector::with_category(const std::string& name) const {
  KeySet keys;
  for (const std::string& equivalent : equivalent_categories(name)) {
    SQLite::Statement& rows =
        connection_.prepared("SELECT paper FROM paper_category WHERE category = ?");
    rows.bind(1, equivalent);
    keys |= keys_of(rows);
  }
  return keys;
}

KeySet Selector::with_category_prefix(const std::string& prefix) const {
  SQLite::Statement& rows =
      connection_.prepared("SELECT paper FROM paper_category WHERE category >= ? AND category < ?");
  rows.bind(1, prefix);
  rows.bind(2, behind(prefix));
  KeySet keys = keys_of(rows);
  // A paper of math.NA is one of cs.NA too, whichever of the names it came with.
  for (const CategoryInfo& row : taxonomy()) {
    if (row.id.substr(0, prefix.size()) == prefix) keys |= with_category(std::string(row.id));
  }
  return keys;
}

KeySet Selector::with_category_or_archive(const std::string& name) const {
  KeySet keys = with_category(name);
  if (is_archive(name)) keys |= with_category_prefix(name + ".");
  return keys;
}

KeySet Selector::with_id(const QueryTerm& term) const {
  if (term.match == TermMatch::prefix) {
    SQLite::Statement& rows =
        connection_.prepared("SELECT key FROM paper WHERE id >= ? AND id < ?");
    rows.bind(1, term.text);
    rows.bind(2, behind(term.text));
    return keys_of(rows);
  }
  SQLite::Statement& rows = connection_.prepared("SELECT key FROM paper WHERE id = ?");
  rows.bind(1, PaperRef::parse(term.text).id.to_string());
  return keys_of(rows);
}

KeySet Selector::submitted(const SubmittedRange& range) const {
  SQLite::Statement& rows =
      connection_.prepared("SELECT key FROM paper WHERE published BETWEEN ? AND ?");
  rows.bind(1, seconds(range.from, kEarliest));
  rows.bind(2, seconds(range.to, kLatest));
  return keys_of(rows);
}

KeySet Selector::announced(const AnnouncedRange& range) const {
  SQLite::Statement& rows =
      connection_.prepared("SELECT key FROM paper WHERE announced BETWEEN ? AND ?");
  rows.bind(1, days(range.from, kEarliest));
  rows.bind(2, days(range.to, kLatest));
  return keys_of(rows);
}

KeySet Selector::arrived_after(std::int64_t arrival) const {
  KeySet keys;
  // Papers get their keys and their numbers of arrival in the same order.
  SQLite::Statement& papers =
      connection_.prepared("SELECT key, arrival FROM paper ORDER BY key DESC");
  while (papers.executeStep() && papers.getColumn(1).getInt64() > arrival) {
    keys.insert(key_in(papers.getColumn(0).getInt64()));
  }
  papers.reset();
  SQLite::Statement& listings = connection_.prepared(
      "SELECT paper FROM announcement WHERE arrival > ? AND kind IN ('new', 'cross')");
  listings.bind(1, arrival);
  keys |= keys_of(listings);
  return keys;
}

}  // namespace papercup::store
