#include "papercup/store/fetch_state.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"

namespace papercup::store {
namespace {

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

Date day_of(const SQLite::Column& column) { return list_day_in(column.getInt64()); }

Listing list_of(SQLite::Statement& row) {
  Listing record{row.getColumn("category").getText(), day_of(row.getColumn("day"))};
  // A word of a later papercup that means nothing to this one: not complete.
  record.state =
      parse_listing_state(row.getColumn("state").getText()).value_or(ListingState::waiting);
  record.looked = time_in(row.getColumn("looked").getInt64());
  if (!row.getColumn("new_papers").isNull()) {
    record.counts = {count_in(row.getColumn("new_papers").getInt64()),
                     count_in(row.getColumn("cross_lists").getInt64()),
                     count_in(row.getColumn("replacements").getInt64())};
  }
  record.note = row.getColumn("note").getText();
  return record;
}

void bind_optional(SQLite::Statement& row, int at, const std::optional<std::int64_t>& value) {
  if (value) {
    row.bind(at, *value);
  } else {
    row.bind(at);
  }
}

std::optional<std::int64_t> days(const std::optional<Date>& day) {
  return day ? std::optional<std::int64_t>(day->days_since_epoch()) : std::nullopt;
}

FetchTask::Kind kind_of(std::int64_t number) {
  if (number == 0) return FetchTask::Kind::window;
  if (number == 1) return FetchTask::Kind::harvest;
  refuse_row(fmt::format("there is no kind {} of fetching", number));
}

int number_of(FetchTask::Kind kind) { return static_cast<int>(kind); }

FetchTask task_of(SQLite::Statement& row) {
  FetchTask task{kind_of(row.getColumn("kind").getInt64()), row.getColumn("category").getText(),
                 time_in(row.getColumn("from_time").getInt64()),
                 time_in(row.getColumn("to_time").getInt64())};
  if (!row.getColumn("first_list").isNull()) {
    task.first_list = day_of(row.getColumn("first_list"));
    task.last_list = day_of(row.getColumn("last_list"));
  }
  task.received = count_in(row.getColumn("received").getInt64());
  task.total = count_in(row.getColumn("total").getInt64());
  task.token = row.getColumn("token").getText();
  task.failures = small_count_in(row.getColumn("failures").getInt64());
  return task;
}

}  // namespace

std::vector<std::string> FetchState::categories() const {
  return connection_.guarded([&] {
    std::vector<std::string> names;
    SQLite::Statement& rows =
        connection_.prepared("SELECT DISTINCT category FROM list ORDER BY category");
    while (rows.executeStep()) names.emplace_back(rows.getColumn(0).getText());
    return names;
  });
}

std::vector<Listing> FetchState::lists(const std::string& category) const {
  return connection_.guarded([&] {
    std::vector<Listing> records;
    SQLite::Statement& rows =
        connection_.prepared("SELECT * FROM list WHERE category = ? ORDER BY day");
    rows.bind(1, category);
    while (rows.executeStep()) records.push_back(list_of(rows));
    return records;
  });
}

void FetchState::set_list(const Listing& record) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO list(category, day, state, looked, new_papers, cross_lists, replacements,"
        " note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(category, day) DO UPDATE SET state = excluded.state,"
        " looked = excluded.looked, new_papers = ifnull(excluded.new_papers, new_papers),"
        " cross_lists = ifnull(excluded.cross_lists, cross_lists),"
        " replacements = ifnull(excluded.replacements, replacements), note = excluded.note");
    row.bind(1, record.category);
    row.bind(2, record.day.days_since_epoch());
    row.bind(3, std::string(to_string(record.state)));
    row.bind(4, seconds(record.looked));
    const auto& counts = record.counts;
    bind_optional(row, 5, counts ? std::optional(counts->new_papers) : std::nullopt);
    bind_optional(row, 6, counts ? std::optional(counts->cross_lists) : std::nullopt);
    bind_optional(row, 7, counts ? std::optional(counts->replacements) : std::nullopt);
    row.bind(8, record.note);
    row.exec();
  });
}

void FetchState::forget_lists_after(const std::string& category, Time moment) {
  connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("DELETE FROM list WHERE category = ? AND looked > ?");
    row.bind(1, category);
    row.bind(2, seconds(moment));
    row.exec();
  });
}

std::vector<FetchTask> FetchState::tasks(const std::string& category) const {
  return connection_.guarded([&] {
    std::vector<FetchTask> tasks;
    SQLite::Statement& rows = connection_.prepared(
        "SELECT * FROM fetch_task WHERE category = ? ORDER BY kind, from_time, to_time");
    rows.bind(1, category);
    while (rows.executeStep()) tasks.push_back(task_of(rows));
    return tasks;
  });
}

void FetchState::set_task(const FetchTask& task) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO fetch_task(category, kind, from_time, to_time, first_list, last_list,"
        " received, token, failures, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(category, kind, from_time, to_time) DO UPDATE SET"
        " first_list = excluded.first_list, last_list = excluded.last_list,"
        " received = excluded.received, token = excluded.token, failures = excluded.failures,"
        " total = excluded.total");
    row.bind(1, task.category);
    row.bind(2, number_of(task.kind));
    row.bind(3, seconds(task.from));
    row.bind(4, seconds(task.to));
    bind_optional(row, 5, days(task.first_list));
    bind_optional(row, 6, days(task.last_list));
    row.bind(7, task.received);
    row.bind(8, task.token);
    row.bind(9, task.failures);
    row.bind(10, task.total);
    row.exec();
  });
}

void FetchState::remove_task(const FetchTask& task) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "DELETE FROM fetch_task WHERE category = ? AND kind = ? AND from_time = ? AND to_time = ?");
    row.bind(1, task.category);
    row.bind(2, number_of(task.kind));
    row.bind(3, seconds(task.from));
    row.bind(4, seconds(task.to));
    row.exec();
  });
}

std::string FetchState::feed_tag(const std::string& category) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT feed_tag FROM fetch_mark WHERE category = ?");
    row.bind(1, category);
    std::string tag;
    while (row.executeStep()) tag = row.getColumn(0).getText();
    return tag;
  });
}

void FetchState::set_feed_tag(const std::string& category, const std::string& tag) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO fetch_mark(category, feed_tag) VALUES (?, ?)"
        " ON CONFLICT(category) DO UPDATE SET feed_tag = excluded.feed_tag");
    row.bind(1, category);
    row.bind(2, tag);
    row.exec();
  });
}

std::optional<Time> FetchState::followed_until(const std::string& category) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT followed_until FROM fetch_mark WHERE category = ?");
    row.bind(1, category);
    std::optional<Time> time;
    while (row.executeStep()) {
      if (!row.getColumn(0).isNull()) time = time_in(row.getColumn(0).getInt64());
    }
    return time;
  });
}

void FetchState::set_followed_until(const std::string& category, Time time) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO fetch_mark(category, feed_tag, followed_until) VALUES (?, '', ?)"
        " ON CONFLICT(category) DO UPDATE SET followed_until = excluded.followed_until");
    row.bind(1, category);
    row.bind(2, seconds(time));
    row.exec();
  });
}

std::vector<ArxivId> FetchState::unknown_within(std::chrono::seconds span, Time now) const {
  return connection_.guarded([&] {
    std::vector<ArxivId> ids;
    SQLite::Statement& rows = connection_.prepared(
        "SELECT id FROM unknown_paper WHERE asked BETWEEN ? AND ? ORDER BY id");
    rows.bind(1, seconds(now - span));
    rows.bind(2, seconds(now));
    while (rows.executeStep()) ids.push_back(id_in(rows.getColumn(0).getText()));
    return ids;
  });
}

void FetchState::set_unknown(const ArxivId& id, Time asked) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO unknown_paper(id, asked) VALUES (?, ?)"
        " ON CONFLICT(id) DO UPDATE SET asked = excluded.asked");
    row.bind(1, id.to_string());
    row.bind(2, seconds(asked));
    row.exec();
  });
}

std::int64_t FetchState::imported_entries(const std::string& file,
                                          const std::string& content) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT entries FROM import_task WHERE file = ? AND content = ?");
    row.bind(1, file);
    row.bind(2, content);
    const std::int64_t entries = row.executeStep() ? count_in(row.getColumn(0).getInt64()) : 0;
    row.reset();
    return entries;
  });
}

void FetchState::set_imported_entries(const std::string& file, const std::string& content,
                                      std::int64_t entries) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(R"sql(
      INSERT INTO import_task(file, content, entries) VALUES (?, ?, ?)
      ON CONFLICT(file) DO UPDATE SET content = excluded.content, entries = excluded.entries)sql");
    row.bind(1, file);
    row.bind(2, content);
    row.bind(3, entries);
    row.exec();
  });
}

void FetchState::forget_import(const std::string& file) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared("DELETE FROM import_task WHERE file = ?");
    row.bind(1, file);
    row.exec();
  });
}

}  // namespace papercup::store
