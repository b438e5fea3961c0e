#include "store/papers/selector.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/papers/full_text.hpp"

namespace papercup::store {
namespace {

constexpr std::int64_t kEarliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();

// Papers that room is made for beforehand, whatever a damaged file says of their number.
constexpr std::int64_t kMostReserved = 4'000'000;

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

constexpr int kFewLookups = 3000;

// Whether papers are in any of some categories, in any of their names, or archives. The first
// papers are looked up one by one, which is all that a selection of few papers takes. After them,
// or from the beginning if many are expected, all papers of the categories are read.
class CategoryFilter {
 public:
  enum class Expected { few, many };

  CategoryFilter(const Selector& selector, Connection& connection,
                 const std::vector<std::string>& categories, Expected expected);

  // True for every paper if there are no categories.
  bool contains(std::int64_t paper);

 private:
  bool look_up(std::int64_t paper);
  bool is_wanted(std::string_view name) const;

  const Selector& selector_;
  Connection& connection_;
  const std::vector<std::string>& categories_;
  std::set<std::string, std::less<>> names_;  // under which papers are in them
  std::vector<std::string> prefixes_;         // of names in archives
  int lookups_left_;
  std::optional<KeySet> papers_;
};

CategoryFilter::CategoryFilter(const Selector& selector, Connection& connection,
                               const std::vector<std::string>& categories, Expected expected)
    : selector_(selector),
      connection_(connection),
      categories_(categories),
      lookups_left_(expected == Expected::few ? kFewLookups : 0) {
  const auto add = [this](std::string_view name) {
    for (std::string& equivalent : equivalent_categories(name)) {
      names_.insert(std::move(equivalent));
    }
  };
  for (const std::string& category : categories) {
    add(category);
    if (!is_archive(category)) continue;
    prefixes_.push_back(category + ".");
    for (const CategoryInfo& row : taxonomy()) {
      if (row.id.starts_with(prefixes_.back())) add(row.id);
    }
  }
}

bool CategoryFilter::contains(std::int64_t paper) {
  if (categories_.empty()) return true;
  if (!papers_ && lookups_left_-- > 0) return look_up(paper);
  if (!papers_) {
    papers_.emplace();
    for (const std::string& category : categories_) {
      *papers_ |= selector_.with_category_or_archive(category);
    }
  }
  return papers_->contains(paper);
}

bool CategoryFilter::look_up(std::int64_t paper) {
  const auto names =
      connection_.first<std::string>("SELECT categories FROM paper WHERE key = ?", paper);
  if (!names) return false;
  const std::vector<std::string> of_paper = divided(*names, ' ');
  return std::ranges::any_of(of_paper, [this](const std::string& name) { return is_wanted(name); });
}

bool CategoryFilter::is_wanted(std::string_view name) const {
  return names_.find(name) != names_.end() ||
         std::ranges::any_of(prefixes_,
                             [&](const std::string& prefix) { return name.starts_with(prefix); });
}

}  // namespace

std::vector<PaperKey> Selector::select(const Selection& selection) const {
  const std::optional<KeySet> keys = wanted(selection);
  const bool is_narrow = keys.has_value() || selection.since.has_value();
  CategoryFilter categories(
      *this, connection_, selection.categories,
      is_narrow ? CategoryFilter::Expected::few : CategoryFilter::Expected::many);
  Statement rows(connection_,
                 "SELECT key, id, announced FROM paper INDEXED BY paper_by_day"
                 " WHERE announced BETWEEN ? AND ?",
                 days(selection.since, kEarliest), days(selection.until, kLatest));
  std::vector<PaperKey> papers;
  papers.reserve(is_narrow ? 0 : static_cast<std::size_t>(std::min(highest_key(), kMostReserved)));
  while (rows.step()) {
    const std::int64_t key = key_in(rows.number(0));
    if ((keys && !keys->contains(key)) || !categories.contains(key)) continue;
    papers.push_back({key, rows.get<ArxivId>(1), rows.get<Date>(2)});
  }
  return papers;
}

std::int64_t Selector::highest_key() const {
  const auto highest = connection_.first<std::int64_t>("SELECT max(key) FROM paper");
  return highest ? key_in(*highest) : 0;
}

std::optional<Date> Selector::last_day(const Selection& selection) const {
  const std::optional<KeySet> keys = wanted(selection);
  CategoryFilter categories(*this, connection_, selection.categories,
                            CategoryFilter::Expected::few);
  Statement rows(connection_,
                 "SELECT key, announced FROM paper INDEXED BY paper_by_day"
                 " WHERE announced BETWEEN ? AND ? ORDER BY announced DESC",
                 days(selection.since, kEarliest), days(selection.until, kLatest));
  while (rows.step()) {
    const std::int64_t key = key_in(rows.number(0));
    if ((!keys || keys->contains(key)) && categories.contains(key)) return rows.get<Date>(1);
  }
  return std::nullopt;
}

std::vector<ArxivId> Selector::summaries(const std::string& category, Date since) const {
  const std::vector<std::string> names = {category};
  CategoryFilter categories(*this, connection_, names, CategoryFilter::Expected::few);
  Statement rows(
      connection_,
      "SELECT key, id FROM paper INDEXED BY paper_by_day WHERE announced >= ? AND is_summary",
      since);
  std::vector<ArxivId> ids;
  while (rows.step()) {
    if (categories.contains(rows.number(0))) ids.push_back(rows.get<ArxivId>(1));
  }
  std::ranges::sort(ids);
  return ids;
}

std::optional<KeySet> Selector::wanted(const Selection& selection) const {
  std::optional<KeySet> keys;
  if (selection.query) {
    check_terms(*selection.query, selection.query->root);
    keys = matching(*selection.query, selection.query->root);
  }
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
  if (!all_) all_ = keys_of(connection_, "SELECT key FROM paper INDEXED BY paper_by_day");
  return *all_;
}

KeySet Selector::matching(const Query& query, const QueryNode& node) const {
  switch (node.kind) {
    case QueryNode::Kind::term:
      return with_term(node.term);
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

// What is excluded comes last: taking it away needs no set of everything. Terms of full text are
// looked up together, so that SQLite skips in the long lists of common words to the papers that
// the rare words have; and nothing more is looked up once no paper is left.
KeySet Selector::conjunction(const Query& query, const QueryNode& node) const {
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
  for (auto match = matches.begin(); match != matches.end() && !is_settled();) {
    constexpr int kTogether = 100;  // a bound that SQLite's own limits are far from
    std::string together;
    for (int i = 0; i < kTogether && match != matches.end(); ++i, ++match) {
      together += (together.empty() ? "" : " AND ") + *match;
    }
    restrict(keys, with_text(together));
  }
  for (const QueryNode* child : others) {
    if (child->kind == QueryNode::Kind::negation || is_settled()) continue;
    restrict(keys, matching(query, *child));
  }
  if (!keys) keys = all();
  for (const QueryNode* child : others) {
    if (child->kind != QueryNode::Kind::negation || is_settled()) continue;
    *keys -= matching(query, child->children.front());
  }
  return *std::move(keys);
}

// The expression that finds the papers of a term of full text and no others; empty for all else.
std::string Selector::whole_match(const QueryNode& node) {
  const bool is_text = node.kind == QueryNode::Kind::term &&
                       node.term.field != QueryField::category && node.term.field != QueryField::id;
  if (!is_text || !names_before_comma(node.term).empty()) return {};
  const std::string match = match_expression(node.term);
  std::string any = "(" + match;
  for (const SoughtName& name : sought_names(node.term)) {
    if (!name.is_decided) return {};
    any += " OR " + name.expression;
  }
  return any + ")";
}

// Refuses terms that nothing can be looked up for, also where that would not come to it.
void Selector::check_terms(const Query& query, const QueryNode& node) {
  const bool is_text = node.kind == QueryNode::Kind::term &&
                       node.term.field != QueryField::category && node.term.field != QueryField::id;
  if (is_text && match_expression(node.term).empty()) {
    throw query_error(query.text, node.position, "there is no letter or digit to search for");
  }
  for (const QueryNode& child : node.children) check_terms(query, child);
}

KeySet Selector::with_term(const QueryTerm& term) const {
  if (term.field == QueryField::id) return with_id(term);
  if (term.field == QueryField::category) {
    return term.match == TermMatch::prefix ? with_category_prefix(term.text)
                                           : with_category(term.text);
  }
  return with_text_term(term).value_or(KeySet{});
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
  Statement rows(connection_,
                 "SELECT key, paper.authors FROM paper_text JOIN paper ON key = paper_text.rowid"
                 " WHERE paper_text MATCH ?",
                 name.expression);
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

KeySet Selector::with_text(const std::string& match) const {
  return keys_of(connection_, "SELECT rowid FROM paper_text WHERE paper_text MATCH ?", match);
}

KeySet Selector::with_category(const std::string& name) const {
  KeySet keys;
  for (const std::string& equivalent : equivalent_categories(name)) {
    keys |= keys_of(connection_, "SELECT paper FROM paper_category WHERE category = ?", equivalent);
  }
  return keys;
}

KeySet Selector::with_category_prefix(const std::string& prefix) const {
  KeySet keys =
      keys_of(connection_, "SELECT paper FROM paper_category WHERE category >= ? AND category < ?",
              prefix, after(prefix));
  // A paper of math.NA is one of cs.NA too, whichever of the names it came with.
  for (const CategoryInfo& row : taxonomy()) {
    if (row.id.starts_with(prefix)) keys |= with_category(std::string(row.id));
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
    return keys_of(connection_, "SELECT key FROM paper WHERE id >= ? AND id < ?", term.text,
                   after(term.text));
  }
  return keys_of(connection_, "SELECT key FROM paper WHERE id = ?", PaperRef::parse(term.text).id);
}

KeySet Selector::submitted(const SubmittedRange& range) const {
  return keys_of(connection_, "SELECT key FROM paper WHERE published BETWEEN ? AND ?",
                 seconds(range.from, kEarliest), seconds(range.to, kLatest));
}

KeySet Selector::announced(const AnnouncedRange& range) const {
  return keys_of(connection_, "SELECT key FROM paper WHERE announced BETWEEN ? AND ?",
                 days(range.from, kEarliest), days(range.to, kLatest));
}

KeySet Selector::arrived_after(std::int64_t arrival) const {
  KeySet keys;
  // Papers get their keys and their numbers of arrival in the same order.
  Statement papers(connection_, "SELECT key, arrival FROM paper ORDER BY key DESC");
  while (papers.step() && papers.number(1) > arrival) keys.insert(key_in(papers.number(0)));
  keys |= keys_of(connection_,
                  "SELECT paper FROM announcement WHERE arrival > ? AND kind IN ('new', 'cross')",
                  arrival);
  return keys;
}

}  // namespace papercup::store
