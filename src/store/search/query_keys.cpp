#include "store/search/query_keys.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/search/paper_terms.hpp"

namespace papercup::store {
namespace {

// So many papers are looked at one by one rather than a list of all papers of a category or of
// some days read: to read a row takes as long as some thirty entries of a list. Statements that
// read no more have the next number in them.
constexpr std::size_t kFewKeys = 2000;
#define PAPERCUP_UP_TO_FEW " LIMIT 2001"

template <typename... Values>
KeySet keys_of(Connection& connection, const char* sql, const Values&... values) {
  KeySet keys;
  for (Statement rows(connection, sql, values...); rows.step();) {
    keys.insert(key_in(rows.number(0)));
  }
  return keys;
}

// The first text that sorts after every text with the prefix.
std::string after(const std::string& prefix) { return prefix + "\xF4\x8F\xBF\xBF"; }

std::string both(const std::string& match, const std::string& within) {
  return within.empty() ? match : "(" + match + ") AND (" + within + ")";
}

bool is_text_term(const QueryNode& node) {
  return node.kind == QueryNode::Kind::term && node.term.field != QueryField::category &&
         node.term.field != QueryField::id;
}

// The expression that finds the papers of a term of full text and no others; empty for all else.
std::string whole_match(const QueryNode& node) {
  if (!is_text_term(node) || !names_before_comma(node.term).empty()) return {};
  std::string any = "(" + match_expression(node.term);
  for (const SoughtName& name : sought_names(node.term)) {
    if (!name.is_decided) return {};
    any += " OR " + name.expression;
  }
  return any + ")";
}

void check_terms(const Query& query, const QueryNode& node) {
  if (is_text_term(node) && match_expression(node.term).empty()) {
    throw query_error(query.text, node.position, "there is no letter or digit to search for");
  }
  for (const QueryNode& child : node.children) check_terms(query, child);
}

// Up to so many of the expressions from `match` on as one, which takes them. SQLite's own limits
// are far from it.
std::string take_together(std::set<std::string>::const_iterator& match,
                          std::set<std::string>::const_iterator end) {
  constexpr int kTogether = 100;
  std::string together;
  for (int i = 0; i < kTogether && match != end; ++i, ++match) {
    together += (together.empty() ? "" : " AND ") + *match;
  }
  return together;
}

// What the other parts of a conjunction are looked up within. A prefix is left out, of which SQLite
// reads all words each time.
std::string narrowing(const std::set<std::string>& matches) {
  constexpr std::size_t kMost = 8;
  std::string within;
  std::size_t count = 0;
  for (const std::string& match : matches) {
    if (match.find('*') != std::string::npos || ++count > kMost) continue;
    within += (within.empty() ? "" : " AND ") + match;
  }
  return within;
}

bool is_negation(const QueryNode* node) { return node->kind == QueryNode::Kind::negation; }

}  // namespace

KeySet QueryKeys::matching(const Query& query) const {
  check_terms(query, query.root);
  return matching(query.root, {});
}

KeySet QueryKeys::all(const std::string& within) const {
  if (!within.empty()) return with_text(within);
  return keys_of(connection_, "SELECT key FROM paper INDEXED BY paper_by_day");
}

KeySet QueryKeys::matching(const QueryNode& node, const std::string& within) const {
  if (!within.empty() && PaperTerms::can_test(node)) {
    std::optional<KeySet> few = few_with_text(within);
    if (few && keep_by_rows(*few, node)) return *std::move(few);
  }
  switch (node.kind) {
    case QueryNode::Kind::term:
      return with_term(node.term, within);
    case QueryNode::Kind::submitted: {
      const auto [from, to] = seconds_of(node.submitted);
      return keys_of(connection_, "SELECT key FROM paper WHERE published BETWEEN ? AND ?", from,
                     to);
    }
    case QueryNode::Kind::announced: {
      const auto [from, to] = days_of(node.announced);
      return keys_of(connection_, "SELECT key FROM paper WHERE announced BETWEEN ? AND ?", from,
                     to);
    }
    case QueryNode::Kind::conjunction:
      return conjunction(node, within);
    case QueryNode::Kind::disjunction: {
      KeySet keys;
      for (const QueryNode& child : node.children) keys |= matching(child, within);
      return keys;
    }
    case QueryNode::Kind::negation: {
      KeySet keys = all(within);
      keys -= matching(node.children.front(), within);
      return keys;
    }
  }
  return {};
}

// What is excluded comes last: taking it away needs no set of everything. Terms of full text are
// looked up together, so that SQLite skips in the long lists of common words to the papers that
// the rare words have; and nothing more is looked up once no paper is left.
KeySet QueryKeys::conjunction(const QueryNode& node, const std::string& within) const {
  std::optional<KeySet> keys;
  const auto is_settled = [&] { return keys.has_value() && keys->empty(); };
  std::set<std::string> matches;
  std::vector<const QueryNode*> others;
  for (const QueryNode& child : node.children) {
    std::string match = whole_match(child);
    if (match.empty()) {
      others.push_back(&child);
    } else {
      matches.insert(std::move(match));
    }
  }
  for (auto match = matches.cbegin(); match != matches.cend() && !is_settled();) {
    restrict(keys, with_text(both(take_together(match, matches.cend()), within)));
  }
  const std::string own = narrowing(matches);
  const std::string& inner = own.empty() ? within : own;
  // Excluded parts are the last, and before them those that few papers decide.
  if (!keys) keys = fewest_of(others);
  std::stable_partition(others.begin(), others.end(),
                        [](const QueryNode* child) { return !is_negation(child); });
  for (const QueryNode* child : others) {
    if (is_settled()) break;
    if (keys && keep_by_rows(*keys, *child)) continue;
    if (!is_negation(child)) {
      restrict(keys, matching(*child, inner));
      continue;
    }
    if (!keys) keys = all(inner);
    *keys -= matching(child->children.front(), inner);
  }
  return *std::move(keys);
}

// The papers of one of these parts, if they are few.
std::optional<KeySet> QueryKeys::fewest_of(const std::vector<const QueryNode*>& parts) const {
  for (const QueryNode* part : parts) {
    if (std::optional<KeySet> few = few_of(*part)) return few;
  }
  return std::nullopt;
}

std::optional<KeySet> QueryKeys::few_of(const QueryNode& node) const {
  const auto up_to_few = [&](const char* sql, const auto&... values) -> std::optional<KeySet> {
    KeySet keys;
    std::size_t count = 0;
    for (Statement rows(connection_, sql, values...); rows.step();) {
      if (++count > kFewKeys) return std::nullopt;
      keys.insert(key_in(rows.number(0)));
    }
    return keys;
  };
  if (node.kind == QueryNode::Kind::submitted) {
    const auto [from, to] = seconds_of(node.submitted);
    return up_to_few("SELECT key FROM paper WHERE published BETWEEN ? AND ?" PAPERCUP_UP_TO_FEW,
                     from, to);
  }
  if (node.kind == QueryNode::Kind::announced) {
    const auto [from, to] = days_of(node.announced);
    return up_to_few("SELECT key FROM paper WHERE announced BETWEEN ? AND ?" PAPERCUP_UP_TO_FEW,
                     from, to);
  }
  if (node.kind != QueryNode::Kind::term) return std::nullopt;
  const bool is_prefix = node.term.match == TermMatch::prefix;
  if (node.term.field == QueryField::id) {
    if (!is_prefix) return with_id(node.term);
    return up_to_few("SELECT key FROM paper WHERE id >= ? AND id < ?" PAPERCUP_UP_TO_FEW,
                     node.term.text, after(node.term.text));
  }
  if (node.term.field != QueryField::category || is_prefix) return std::nullopt;
  KeySet keys;
  for (const std::string& name : equivalent_categories(node.term.text)) {
    const auto few =
        up_to_few("SELECT paper FROM paper_category WHERE category = ?" PAPERCUP_UP_TO_FEW, name);
    if (!few) return std::nullopt;
    keys |= *few;
  }
  return keys;
}

std::optional<KeySet> QueryKeys::few_with_text(const std::string& match) const {
  KeySet keys;
  std::size_t count = 0;
  Statement rows(connection_,
                 "SELECT rowid FROM paper_text WHERE paper_text MATCH ?" PAPERCUP_UP_TO_FEW, match);
  while (rows.step()) {
    if (++count > kFewKeys) return std::nullopt;
    keys.insert(key_in(rows.number(0)));
  }
  return keys;
}

bool QueryKeys::keep_by_rows(KeySet& keys, const QueryNode& node) const {
  if (!PaperTerms::can_test(node) || keys.size() > kFewKeys) return false;
  const PaperTerms terms(node);
  KeySet kept;
  Statement row(connection_,
                "SELECT id, categories, published, announced FROM paper WHERE key = ?");
  keys.for_each([&](std::int64_t key) {
    row.bind(key);
    if (!row.step()) return;
    const auto published = row.is_null(2) ? std::nullopt : std::optional(row.number(2));
    if (terms.hold({row.get<ArxivId>(0), row.bytes(1), published, row.number(3)})) {
      kept.insert(key);
    }
  });
  keys = std::move(kept);
  return true;
}

KeySet QueryKeys::with_term(const QueryTerm& term, const std::string& within) const {
  if (term.field == QueryField::id) return with_id(term);
  if (term.field == QueryField::category) {
    return term.match == TermMatch::prefix ? with_category_prefix(term.text)
                                           : with_category(term.text);
  }
  return with_text_term(term, within);
}

std::optional<KeySet> QueryKeys::with_text_term(const QueryTerm& term) const {
  if (match_expression(term).empty()) return std::nullopt;
  return with_text_term(term, {});
}

KeySet QueryKeys::with_text_term(const QueryTerm& term, const std::string& within) const {
  KeySet keys = with_text(both(match_expression(term), within));
  for (const SoughtName& name : sought_names(term)) {
    keys |= with_name(name, within);
  }
  for (const SoughtName& name : names_before_comma(term)) keys |= with_name(name, within);
  return keys;
}

KeySet QueryKeys::with_name(const SoughtName& name, const std::string& within) const {
  const std::string match = both(name.expression, within);
  if (!name.is_decided) return with_author(name, match);
  if (!name.whole_words.empty()) {
    const std::string whole_words = both(name.whole_words, within);
    if (few_with_text(whole_words)) return with_author(name, whole_words);
  }
  return with_text(match);
}

KeySet QueryKeys::with_author(const SoughtName& name, const std::string& match) const {
  Statement rows(connection_,
                 "SELECT key, paper.authors FROM paper_text JOIN paper ON key = paper_text.rowid"
                 " WHERE paper_text MATCH ?",
                 match);
  KeySet keys;
  while (rows.step()) {
    std::string_view authors = rows.bytes(1);
    while (!authors.empty()) {
      const std::size_t end = std::min(authors.find('\n'), authors.size());
      if (is_named(authors.substr(0, end), name)) {
        keys.insert(key_in(rows.number(0)));
        break;
      }
      authors.remove_prefix(std::min(end + 1, authors.size()));
    }
  }
  return keys;
}

KeySet QueryKeys::with_text(const std::string& match) const {
  return keys_of(connection_, "SELECT rowid FROM paper_text WHERE paper_text MATCH ?", match);
}

KeySet QueryKeys::with_category(const std::string& name, const KeyRange& range) const {
  KeySet keys;
  for (const std::string& equivalent : equivalent_categories(name)) {
    keys |= keys_of(connection_,
                    "SELECT paper FROM paper_category WHERE category = ? AND paper BETWEEN ? AND ?",
                    equivalent, range.lowest, range.highest);
  }
  return keys;
}

KeySet QueryKeys::with_category_prefix(const std::string& prefix) const {
  KeySet keys =
      keys_of(connection_, "SELECT paper FROM paper_category WHERE category >= ? AND category < ?",
              prefix, after(prefix));
  // A paper of math.NA is one of cs.NA too, whichever of the names it came with.
  for (const CategoryInfo& row : taxonomy()) {
    if (row.id.starts_with(prefix)) keys |= with_category(std::string(row.id));
  }
  return keys;
}

KeySet QueryKeys::with_category_or_archive(const std::string& name) const {
  KeySet keys = with_category(name);
  if (is_archive(name)) keys |= with_category_prefix(name + ".");
  return keys;
}

KeySet QueryKeys::with_id(const QueryTerm& term) const {
  if (term.match == TermMatch::prefix) {
    return keys_of(connection_, "SELECT key FROM paper WHERE id >= ? AND id < ?", term.text,
                   after(term.text));
  }
  return keys_of(connection_, "SELECT key FROM paper WHERE id = ?", PaperRef::parse(term.text).id);
}

}  // namespace papercup::store
