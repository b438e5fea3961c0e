#include "store/papers/change_log.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"

namespace papercup::store {
namespace {

// About a month of following all of arXiv. Counting every paper anew takes no longer than what is
// further back.
constexpr std::int64_t kKeptArrivals = 30'000;

// A bound that is absent bounds nothing.
bool is_within(Date announced, std::optional<Date> until) { return !until || announced <= *until; }

std::int64_t last_day(std::optional<Date> until) {
  return until ? until->days_since_epoch() : std::numeric_limits<std::int64_t>::max();
}

// Visits the difference between the papers of a moment and those of now.
class Difference {
 public:
  Difference(Connection& connection, const PastPapers& past, std::optional<Date> until,
             const DifferenceVisitor& visit)
      : connection_(connection), past_(past), until_(until), visit_(visit) {}

  void visit() {
    find_last_known();
    visit_former();
    visit_changed();
    visit_new();
    visit_moved_bound();
  }

 private:
  // Papers get their keys and their numbers of arrival in the same order.
  void find_last_known() {
    Statement papers(connection_, "SELECT key, arrival FROM paper ORDER BY key DESC");
    while (papers.step()) {
      if (papers.number(1) > past_.end.arrival) continue;
      last_known_ = papers.number(0);
      return;
    }
  }

  // Papers as they were then, which is how they were before the first change since.
  void visit_former() {
    Statement rows(connection_,
                   "SELECT paper, announced, features FROM former_paper WHERE arrival > ?"
                   " ORDER BY arrival",
                   past_.end.arrival);
    while (rows.step()) {
      const std::int64_t paper = rows.number(0);
      if (paper > last_known_ || !changed_.insert(paper).second) continue;
      if (is_within(rows.get<Date>(1), past_.until)) visit_(PaperMove::left, rows.bytes(2));
    }
  }

  void visit_changed() {
    Statement row(connection_,
                  "SELECT announced, ifnull(features, x'') FROM paper"
                  " LEFT JOIN paper_features ON paper = key WHERE key = ?");
    for (const std::int64_t paper : changed_) {
      row.bind(paper);
      if (row.step() && is_within(row.get<Date>(0), until_))
        visit_(PaperMove::joined, row.bytes(1));
    }
  }

  void visit_new() {
    Statement rows(connection_,
                   "SELECT announced, ifnull(features, x'') FROM paper"
                   " LEFT JOIN paper_features ON paper = key WHERE key > ?",
                   last_known_);
    while (rows.step()) {
      if (is_within(rows.get<Date>(0), until_)) visit_(PaperMove::joined, rows.bytes(1));
    }
  }

  // Papers that did not change, between the bound of then and that of now.
  void visit_moved_bound() {
    const std::int64_t then = last_day(past_.until);
    const std::int64_t now = last_day(until_);
    if (then == now) return;
    Statement rows(connection_,
                   "SELECT key, ifnull(features, x'') FROM paper INDEXED BY paper_by_day"
                   " LEFT JOIN paper_features ON paper = key"
                   " WHERE announced > ? AND announced <= ? AND key <= ?",
                   std::min(then, now), std::max(then, now), last_known_);
    while (rows.step()) {
      if (changed_.contains(rows.number(0))) continue;
      visit_(then < now ? PaperMove::joined : PaperMove::left, rows.bytes(1));
    }
  }

  Connection& connection_;
  const PastPapers& past_;
  const std::optional<Date> until_;
  const DifferenceVisitor& visit_;
  std::int64_t last_known_ = 0;               // the last paper that was stored then
  std::unordered_set<std::int64_t> changed_;  // of those that were
};

}  // namespace

void ChangeLog::add(std::int64_t arrival, std::int64_t paper) {
  Statement former(connection_,
                   "SELECT announced, ifnull(features, x'') FROM paper"
                   " LEFT JOIN paper_features ON paper = key WHERE key = ?",
                   paper);
  if (!former.step()) return;
  connection_.run(
      "INSERT OR IGNORE INTO former_paper(arrival, paper, announced, features)"
      " VALUES (?, ?, ?, ?)",
      arrival, paper, former.number(0), Blob{former.bytes(1)});
}

void ChangeLog::trim(std::int64_t next) {
  const std::int64_t first = next - kKeptArrivals;
  if (connection_.run("UPDATE change_log SET first = ?1 WHERE first < ?1", first) == 0) return;
  connection_.run("DELETE FROM former_paper WHERE arrival < ?", first);
}

void ChangeLog::restart(std::int64_t next) {
  connection_.run("UPDATE change_log SET first = ?", next);
  connection_.execute("DELETE FROM former_paper");
}

bool ChangeLog::visit_difference(const PastPapers& past, std::optional<Date> until,
                                 const DifferenceVisitor& visit) const {
  // A database of a former papercup that cannot be written to has none.
  if (!connection_.first<bool>("SELECT count(*) FROM sqlite_schema WHERE name = 'change_log'")
           .value_or(false)) {
    return false;
  }
  const auto first = connection_.first<std::int64_t>("SELECT first FROM change_log");
  if (!first || past.end.arrival + 1 < *first) return false;
  Difference(connection_, past, until, visit).visit();
  return true;
}

}  // namespace papercup::store
