#include "store/user/channel_rows.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"
#include "store/querying/row_scan.hpp"

namespace papercup::store {
namespace {

// The rows of so many digests stay, whatever their days are: a clock that was wrong for a while
// must not empty the account.
#define PAPERCUP_KEPT_ROWS "64"

void bind_day(SQLite::Statement& row, int at, const std::optional<Date>& day) {
  if (day) row.bind(at, day->days_since_epoch());
}

}  // namespace

std::optional<ChannelCursor> ChannelRows::cursor(const std::string& channel,
                                                 const std::string& focus) const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT arrival, token, since FROM channel WHERE name = ? AND focus = ?");
  row.bind(1, channel);
  row.bind(2, focus);
  std::optional<ChannelCursor> cursor;
  while (row.executeStep()) {
    cursor = ChannelCursor{{count_in(row.getColumn(0).getInt64()), row.getColumn(1).getInt64()}};
    if (!row.getColumn(2).isNull()) {
      cursor->since = day_in(row.getColumn(2).getInt64());
    }
  }
  return cursor;
}

ConsideredPapers ChannelRows::considered(const std::string& channel,
                                         const std::string& focus) const {
  RowScan rows(connection_, "SELECT until, papers FROM considered WHERE channel = ? AND focus = ?");
  rows.bind(1, channel);
  rows.bind(2, focus);
  ConsideredPapers papers;
  while (rows.step()) {
    papers.add(rows.bytes(1), day_in(rows.number(0)));
  }
  return papers;
}

std::optional<Date> ChannelRows::day_reached_by_all(const std::string& focus) const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT min(until) FROM"
      " (SELECT max(until) AS until FROM considered WHERE focus = ? GROUP BY channel)");
  row.bind(1, focus);
  std::optional<Date> day;
  while (row.executeStep()) {
    if (!row.getColumn(0).isNull()) day = day_in(row.getColumn(0).getInt64());
  }
  return day;
}

void ChannelRows::move(const std::string& channel, const ChannelMove& move, Date today) {
  set_cursor(channel, move);
  if (!move.until || move.considered.empty()) return;
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO considered(channel, focus, until, batch, papers) VALUES (?, ?, ?, ?, ?)");
  const std::string papers = ConsideredPapers::bytes_of(move.considered);
  row.bind(1, channel);
  row.bind(2, move.focus);
  row.bind(3, move.until->days_since_epoch());
  row.bind(4, move.batch.value_or(0));
  row.bind(5, static_cast<const void*>(papers.data()), static_cast<int>(papers.size()));
  row.exec();
  drop_old(channel, move.focus, today);
}

void ChannelRows::set_cursor(const std::string& channel, const ChannelMove& move) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO channel(name, focus, arrival, token, since) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT(name, focus) DO UPDATE SET arrival = excluded.arrival, token = excluded.token,"
      " since = ifnull(excluded.since, since)");
  row.bind(1, channel);
  row.bind(2, move.focus);
  row.bind(3, move.point.arrival);
  row.bind(4, move.point.token);
  bind_day(row, 5, move.since);
  row.exec();
}

void ChannelRows::drop_old(const std::string& channel, const std::string& focus, Date today) {
#define PAPERCUP_OLD_ROWS                                                                      \
  " WHERE channel = ?1 AND focus = ?2 AND until < min(?3, (SELECT max(until) FROM considered"  \
  " WHERE channel = ?1 AND focus = ?2)) - ?4 AND number NOT IN (SELECT number FROM considered" \
  " WHERE channel = ?1 AND focus = ?2 ORDER BY number DESC LIMIT " PAPERCUP_KEPT_ROWS ")"
  for (const char* sql :
       {"UPDATE channel SET since = max(ifnull(since, 0), (SELECT max(until) + 1 FROM"
        " considered" PAPERCUP_OLD_ROWS
        ")) WHERE name = ?1 AND focus = ?2 AND EXISTS (SELECT 1 FROM considered" PAPERCUP_OLD_ROWS
        ")",
        "DELETE FROM considered" PAPERCUP_OLD_ROWS}) {
    SQLite::Statement& row = connection_.prepared(sql);
    row.bind(1, channel);
    row.bind(2, focus);
    row.bind(3, today.days_since_epoch());
    row.bind(4, kCandidateDays);
    row.exec();
  }
#undef PAPERCUP_OLD_ROWS
}

void ChannelRows::accept(const std::string& channel, const std::string& drafts,
                         const MailBatch& batch, Date today) {
  SQLite::Statement& cursor = connection_.prepared(
      "INSERT INTO channel(name, focus, arrival, token, since)"
      " SELECT ?1, ?3, ?4, ?5, (SELECT since FROM channel WHERE name = ?2 AND focus = ?3)"
      " WHERE true"
      " ON CONFLICT(name, focus) DO UPDATE SET arrival = excluded.arrival, token = excluded.token,"
      " since = ifnull(since, excluded.since)");
  cursor.bind(1, channel);
  cursor.bind(2, drafts);
  cursor.bind(3, batch.focus);
  cursor.bind(4, batch.arrival);
  cursor.bind(5, batch.token);
  cursor.exec();
  SQLite::Statement& papers = connection_.prepared(
      "INSERT INTO considered(channel, focus, until, batch, papers)"
      " SELECT ?1, focus, until, batch, papers FROM considered AS draft WHERE channel = ?2"
      " AND focus = ?3 AND batch BETWEEN 1 AND ?4 AND batch NOT IN"
      " (SELECT batch FROM considered WHERE channel = ?1 AND focus = ?3) ORDER BY number");
  papers.bind(1, channel);
  papers.bind(2, drafts);
  papers.bind(3, batch.focus);
  papers.bind(4, batch.number);
  papers.exec();
  drop_old(channel, batch.focus, today);
}

}  // namespace papercup::store
