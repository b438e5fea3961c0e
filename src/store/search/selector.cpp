#include "store/search/selector.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/search/paper_terms.hpp"
#include "store/search/query_keys.hpp"
#include "store/search/stated_signals.hpp"

namespace papercup::store {
namespace {

// Papers that room is made for beforehand, whatever a damaged file says of their number.
constexpr std::int64_t kMostReserved = 4'000'000;

KeySet papers_in(Connection& connection, const std::vector<std::string>& categories) {
  KeySet papers;
  for (const std::string& category : categories) {
    papers |= QueryKeys(connection).with_category_or_archive(category);
  }
  return papers;
}

constexpr int kFewLookups = 3000;
// Steps over papers by day that take as long as it takes to look up one by its number.
constexpr std::size_t kStepsOfLookup = 16;

// Some papers, which are `count`, have keys in this range.
struct Spread {
  KeyRange range = {};
  std::size_t count = 0;

  void add(std::int64_t key) {
    range.lowest = count == 0 ? key : std::min(range.lowest, key);
    range.highest = count == 0 ? key : std::max(range.highest, key);
    ++count;
  }
  // Whether to step over all papers of the range takes no longer than to look these up.
  bool is_dense() const {
    const auto others = static_cast<std::size_t>(range.highest - range.lowest);
    return count > 0 && others / count <= kStepsOfLookup;
  }
};

// Whether papers are in any of some categories, in any of their names, or archives. The first
// papers are looked up one by one, which is all that a selection of few papers takes. After them,
// or from the beginning if many are expected, all papers of the categories are read.
class CategoryFilter {
 public:
  enum class Expected { few, many };

  CategoryFilter(Connection& connection, const std::vector<std::string>& categories,
                 Expected expected);

  // No others will be asked for.
  void expect(const Spread& papers);
  // True for every paper if there are no categories.
  bool contains(std::int64_t paper);
  // The same if the paper's categories are known, divided by blanks.
  bool contains_one_of(std::string_view names) const;

 private:
  bool look_up(std::int64_t paper);

  Connection& connection_;
  const std::vector<std::string>& categories_;
  CategoryNames names_;
  int lookups_left_;
  std::optional<Statement> row_;  // of the look-ups
  std::optional<KeySet> papers_;
};

CategoryFilter::CategoryFilter(Connection& connection, const std::vector<std::string>& categories,
                               Expected expected)
    : connection_(connection),
      categories_(categories),
      lookups_left_(expected == Expected::few ? kFewLookups : 0) {
  for (const std::string& category : categories) names_.add_category_or_archive(category);
}

void CategoryFilter::expect(const Spread& papers) {
  if (!papers.is_dense() || std::ranges::any_of(categories_, is_archive)) return;
  KeySet keys;
  for (const std::string& category : categories_) {
    keys |= QueryKeys(connection_).with_category(category, papers.range);
  }
  papers_ = std::move(keys);
}

bool CategoryFilter::contains(std::int64_t paper) {
  if (categories_.empty()) return true;
  if (!papers_ && lookups_left_-- > 0) return look_up(paper);
  if (!papers_) papers_ = papers_in(connection_, categories_);
  return papers_->contains(paper);
}

bool CategoryFilter::contains_one_of(std::string_view names) const {
  return categories_.empty() || names_.has_any_of(names);
}

bool CategoryFilter::look_up(std::int64_t paper) {
  if (!row_) row_.emplace(connection_, "SELECT categories FROM paper WHERE key = ?");
  row_->bind(paper);
  return row_->step() && names_.has_any_of(row_->bytes(0));
}

std::optional<Date> last_of(const std::vector<PaperKey>& papers) {
  std::optional<Date> last;
  for (const PaperKey& paper : papers) last = std::max(last, paper.announced);
  return last;
}

}  // namespace

std::vector<PaperKey> Selector::select(const Selection& selection) const {
  std::optional<KeySet> keys = wanted(selection);
  if (!keys && !selection.since && !selection.categories.empty()) {
    Selection days_only;
    days_only.until = selection.until;
    return select(days_only, papers_in(connection_, selection.categories));
  }
  if (!keys) return *stepped(selection, nullptr, std::nullopt);
  return select(selection, *keys);
}

KeySet Selector::keys(const Selection& selection) const {
  const std::optional<KeySet> sought = wanted(selection);
  const bool has_days = selection.since.has_value() || selection.until.has_value();
  KeySet keys;
  if (sought || has_days) {
    for (const PaperKey& paper :
         sought ? select(selection, *sought) : *stepped(selection, nullptr, std::nullopt)) {
      keys.insert(paper.key);
    }
    return keys;
  }
  if (!selection.categories.empty()) return papers_in(connection_, selection.categories);
  Statement rows(connection_, "SELECT key FROM paper INDEXED BY paper_by_day");
  while (rows.step()) keys.insert(key_in(rows.number(0)));
  return keys;
}

std::vector<PaperKey> Selector::select(const Selection& selection, const KeySet& keys) const {
  const std::size_t affordable = keys.size() * kStepsOfLookup;
  const auto all = static_cast<std::size_t>(highest_key());
  // Days may hold fewer papers than there are keys, and it is found out by stepping over them.
  const bool has_days = selection.since.has_value() || selection.until.has_value();
  if (has_days || affordable >= all) {
    if (auto papers = stepped(selection, &keys, affordable)) return *std::move(papers);
  }
  return looked_up(selection, keys);
}

std::optional<std::vector<PaperKey>> Selector::stepped(const Selection& selection,
                                                       const KeySet* keys,
                                                       std::optional<std::size_t> most) const {
  const bool is_narrow = keys != nullptr || selection.since.has_value();
  CategoryFilter categories(
      connection_, selection.categories,
      is_narrow ? CategoryFilter::Expected::few : CategoryFilter::Expected::many);
  const NumberRange range = days_of({selection.since, selection.until});
  if (is_narrow && !selection.categories.empty()) {
    Spread spread;
    if (keys != nullptr) {
      keys->for_each([&](std::int64_t key) { spread.add(key); });
    } else {
      Statement days(
          connection_,
          "SELECT key FROM paper INDEXED BY paper_by_day WHERE announced BETWEEN ? AND ?",
          range.from, range.to);
      while (days.step()) spread.add(key_in(days.number(0)));
    }
    categories.expect(spread);
  }
  Statement rows(connection_,
                 "SELECT key, id, announced FROM paper INDEXED BY paper_by_day"
                 " WHERE announced BETWEEN ? AND ?",
                 range.from, range.to);
  std::vector<PaperKey> papers;
  papers.reserve(is_narrow ? 0 : static_cast<std::size_t>(std::min(highest_key(), kMostReserved)));
  for (std::size_t steps = 0; rows.step(); ++steps) {
    if (most && steps > *most) return std::nullopt;
    const std::int64_t key = key_in(rows.number(0));
    if ((keys != nullptr && !keys->contains(key)) || !categories.contains(key)) continue;
    papers.push_back({key, rows.get<ArxivId>(1), rows.get<Date>(2)});
  }
  return papers;
}

std::vector<PaperKey> Selector::looked_up(const Selection& selection, const KeySet& keys) const {
  const CategoryFilter categories(connection_, selection.categories, CategoryFilter::Expected::few);
  const NumberRange range = days_of({selection.since, selection.until});
  std::vector<PaperKey> papers;
  Statement row(connection_, "SELECT announced, id, categories FROM paper WHERE key = ?");
  keys.for_each([&](std::int64_t key) {
    row.bind(key);
    if (!row.step() || row.number(0) < range.from || row.number(0) > range.to) return;
    if (!categories.contains_one_of(row.bytes(2))) return;
    papers.push_back({key, row.get<ArxivId>(1), row.get<Date>(0)});
  });
  return papers;
}

std::int64_t Selector::highest_key() const {
  const auto highest = connection_.first<std::int64_t>("SELECT max(key) FROM paper");
  return highest ? key_in(*highest) : 0;
}

std::optional<Date> Selector::last_day(const Selection& selection) const {
  const std::optional<KeySet> keys = wanted(selection);
  CategoryFilter categories(connection_, selection.categories, CategoryFilter::Expected::few);
  const NumberRange range = days_of({selection.since, selection.until});
  Statement rows(connection_,
                 "SELECT key, announced FROM paper INDEXED BY paper_by_day"
                 " WHERE announced BETWEEN ? AND ? ORDER BY announced DESC",
                 range.from, range.to);
  std::size_t steps_left = keys ? keys->size() * kStepsOfLookup : 0;
  while (rows.step()) {
    const std::int64_t key = key_in(rows.number(0));
    if ((!keys || keys->contains(key)) && categories.contains(key)) return rows.get<Date>(1);
    if (keys && steps_left-- == 0) return last_of(looked_up(selection, *keys));
  }
  return std::nullopt;
}

std::vector<ArxivId> Selector::summaries(const std::string& category, Date since) const {
  const std::vector<std::string> names = {category};
  CategoryFilter categories(connection_, names, CategoryFilter::Expected::few);
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
  const QueryKeys queries(connection_);
  std::optional<KeySet> keys;
  if (selection.query) {
    keys = queries.matching(*selection.query);
  }
  if (!selection.authors.empty()) {
    KeySet any;
    for (const std::string& author : selection.authors) {
      std::optional<KeySet> found =
          queries.with_text_term({QueryField::author, author, TermMatch::phrase});
      if (!found) {
        throw Error{ErrorKind::usage, fmt::format("the author '{}' has no letter or digit", author),
                    "Give a word of the name, such as --author Adeyemi."};
      }
      any |= *found;
    }
    restrict(keys, std::move(any));
  }
  if (selection.arrived_after) restrict(keys, arrived_after(*selection.arrived_after));
  if (selection.states) restrict(keys, that_may_state(*selection.states));
  return keys;
}

KeySet Selector::that_may_state(const SignalWish& wish) const {
  const std::int64_t found_up_to = signals_found_up_to(connection_, wish.rules);
  std::optional<KeySet> keys;
  for (const SignalBits any : wish.any_of) {
    if (found_up_to > 0) restrict(keys, papers_stating_any(connection_, any));
  }
  // Rows beyond are of papers that changed since the rules did.
  KeySet result;
  if (keys) {
    keys->for_each([&](std::int64_t key) {
      if (key <= found_up_to) result.insert(key);
    });
  }
  Statement others(connection_, "SELECT key FROM paper WHERE key > ?", found_up_to);
  while (others.step()) result.insert(key_in(others.number(0)));
  return result;
}

KeySet Selector::arrived_after(std::int64_t arrival) const {
  KeySet keys;
  // Papers get their keys and their numbers of arrival in the same order.
  Statement papers(connection_, "SELECT key, arrival FROM paper ORDER BY key DESC");
  while (papers.step() && papers.number(1) > arrival) keys.insert(key_in(papers.number(0)));
  Statement listings(
      connection_, "SELECT paper FROM announcement WHERE arrival > ? AND kind IN ('new', 'cross')",
      arrival);
  while (listings.step()) keys.insert(key_in(listings.number(0)));
  return keys;
}

}  // namespace papercup::store
