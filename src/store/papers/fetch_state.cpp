#include "papercup/store/fetch_state.hpp"

#include <fmt/format.h>

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"

namespace papercup::store {
namespace {

// One on which a list of arXiv's can have stood.
Date list_day(const Statement& row, int column) { return list_day_in(row.number(column)); }

#define PAPERCUP_LIST "category, day, state, looked, new_papers, cross_lists, replacements, note"

Listing list_of(const Statement& row) {
  Listing record{row.get<std::string>(0), list_day(row, 1)};
  // A word of a later papercup that means nothing to this one: not complete.
  record.state = parse_listing_state(row.bytes(2)).value_or(ListingState::waiting);
  record.looked = row.get<Time>(3);
  if (!row.is_null(4)) {
    record.counts = {row.get<std::int64_t>(4), row.get<std::int64_t>(5), row.get<std::int64_t>(6)};
  }
  record.note = row.get<std::string>(7);
  return record;
}

FetchTask::Kind kind_of(std::int64_t number) {
  if (number == 0) return FetchTask::Kind::window;
  if (number == 1) return FetchTask::Kind::harvest;
  refuse_row(fmt::format("there is no kind {} of fetching", number));
}

int number_of(FetchTask::Kind kind) { return static_cast<int>(kind); }

#define PAPERCUP_TASK                                                                     \
  "category, kind, from_time, to_time, first_list, last_list, received, token, failures," \
  " total"

FetchTask task_of(const Statement& row) {
  FetchTask task{kind_of(row.number(1)), row.get<std::string>(0), row.get<Time>(2),
                 row.get<Time>(3)};
  if (!row.is_null(4)) {
    task.first_list = list_day(row, 4);
    task.last_list = list_day(row, 5);
  }
  task.received = row.get<std::int64_t>(6);
  task.token = row.get<std::string>(7);
  task.failures = row.get<int>(8);
  task.total = row.get<std::int64_t>(9);
  return task;
}

}  // namespace

std::vector<std::string> FetchState::categories() const {
  return connection_.guarded([&] {
    return connection_.all<std::string>("SELECT DISTINCT category FROM list ORDER BY category");
  });
}

std::vector<Listing> FetchState::lists(const std::string& category) const {
  return connection_.guarded([&] {
    std::vector<Listing> records;
    Statement rows(connection_,
                   "SELECT " PAPERCUP_LIST " FROM list WHERE category = ? ORDER BY day", category);
    while (rows.step()) records.push_back(list_of(rows));
    return records;
  });
}

void FetchState::set_list(const Listing& record) {
  using Count = std::optional<std::int64_t>;
  const auto& counts = record.counts;
  connection_.guarded([&] {
    connection_.run("INSERT INTO list(" PAPERCUP_LIST
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT(category, day) DO UPDATE SET state = excluded.state,"
                    " looked = excluded.looked,"
                    " new_papers = ifnull(excluded.new_papers, new_papers),"
                    " cross_lists = ifnull(excluded.cross_lists, cross_lists),"
                    " replacements = ifnull(excluded.replacements, replacements),"
                    " note = excluded.note",
                    record.category, record.day, record.state, record.looked,
                    counts ? Count(counts->new_papers) : Count(),
                    counts ? Count(counts->cross_lists) : Count(),
                    counts ? Count(counts->replacements) : Count(), record.note);
  });
}

void FetchState::forget_lists_after(const std::string& category, Time moment) {
  connection_.guarded([&] {
    connection_.run("DELETE FROM list WHERE category = ? AND looked > ?", category, moment);
  });
}

std::vector<FetchTask> FetchState::tasks(const std::string& category) const {
  return connection_.guarded([&] {
    std::vector<FetchTask> tasks;
    Statement rows(connection_,
                   "SELECT " PAPERCUP_TASK
                   " FROM fetch_task WHERE category = ? ORDER BY kind, from_time, to_time",
                   category);
    while (rows.step()) tasks.push_back(task_of(rows));
    return tasks;
  });
}

void FetchState::set_task(const FetchTask& task) {
  connection_.guarded([&] {
    connection_.run("INSERT INTO fetch_task(" PAPERCUP_TASK
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT(category, kind, from_time, to_time) DO UPDATE SET"
                    " first_list = excluded.first_list, last_list = excluded.last_list,"
                    " received = excluded.received, token = excluded.token,"
                    " failures = excluded.failures, total = excluded.total",
                    task.category, number_of(task.kind), task.from, task.to, task.first_list,
                    task.last_list, task.received, task.token, task.failures, task.total);
  });
}

void FetchState::remove_task(const FetchTask& task) {
  connection_.guarded([&] {
    connection_.run(
        "DELETE FROM fetch_task WHERE category = ? AND kind = ? AND from_time = ? AND to_time = ?",
        task.category, number_of(task.kind), task.from, task.to);
  });
}

std::string FetchState::feed_tag(const std::string& category) const {
  return connection_.guarded([&] {
    return connection_
        .first<std::string>("SELECT feed_tag FROM fetch_mark WHERE category = ?", category)
        .value_or("");
  });
}

void FetchState::set_feed_tag(const std::string& category, const std::string& tag) {
  connection_.guarded([&] {
    connection_.run(
        "INSERT INTO fetch_mark(category, feed_tag) VALUES (?, ?)"
        " ON CONFLICT(category) DO UPDATE SET feed_tag = excluded.feed_tag",
        category, tag);
  });
}

std::optional<Time> FetchState::followed_until(const std::string& category) const {
  return connection_.guarded([&] {
    return connection_.first<Time>("SELECT followed_until FROM fetch_mark WHERE category = ?",
                                   category);
  });
}

void FetchState::set_followed_until(const std::string& category, Time time) {
  connection_.guarded([&] {
    connection_.run(
        "INSERT INTO fetch_mark(category, feed_tag, followed_until) VALUES (?, '', ?)"
        " ON CONFLICT(category) DO UPDATE SET followed_until = excluded.followed_until",
        category, time);
  });
}

std::vector<ArxivId> FetchState::unknown_within(std::chrono::seconds span, Time now) const {
  return connection_.guarded([&] {
    return connection_.all<ArxivId>(
        "SELECT id FROM unknown_paper WHERE asked BETWEEN ? AND ? ORDER BY id", now - span, now);
  });
}

void FetchState::set_unknown(const ArxivId& id, Time asked) {
  connection_.guarded([&] {
    connection_.run(
        "INSERT INTO unknown_paper(id, asked) VALUES (?, ?)"
        " ON CONFLICT(id) DO UPDATE SET asked = excluded.asked",
        id, asked);
  });
}

std::int64_t FetchState::imported_entries(const std::string& file,
                                          const std::string& content) const {
  return connection_.guarded([&] {
    return connection_
        .first<std::int64_t>("SELECT entries FROM import_task WHERE file = ? AND content = ?", file,
                             content)
        .value_or(0);
  });
}

void FetchState::set_imported_entries(const std::string& file, const std::string& content,
                                      std::int64_t entries) {
  connection_.guarded([&] {
    connection_.run(
        "INSERT INTO import_task(file, content, entries) VALUES (?, ?, ?)"
        " ON CONFLICT(file) DO UPDATE SET content = excluded.content, entries = excluded.entries",
        file, content, entries);
  });
}

void FetchState::forget_import(const std::string& file) {
  connection_.guarded([&] { connection_.run("DELETE FROM import_task WHERE file = ?", file); });
}

}  // namespace papercup::store
