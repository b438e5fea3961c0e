#include "papercup/store/mail_ledger.hpp"

#include <sstream>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"

namespace papercup::store {
namespace {

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }
Time time_of(const SQLite::Column& column) { return time_in(column.getInt64()); }

std::string bytes_of(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

MailBatch batch_of(SQLite::Statement& row) {
  return {count_in(row.getColumn("number").getInt64()),
          row.getColumn("focus").getText(),
          day_in(row.getColumn("day").getInt64()),
          time_of(row.getColumn("made")),
          count_in(row.getColumn("digest").getInt64()),
          count_in(row.getColumn("arrival").getInt64()),
          row.getColumn("token").getInt64(),
          bytes_of(row.getColumn("message"))};
}

std::vector<std::int64_t> numbers_in(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::int64_t> numbers;
  for (std::int64_t number = 0; stream >> number;) numbers.push_back(number);
  return numbers;
}

MailDelivery delivery_of(SQLite::Statement& row) {
  return {count_in(row.getColumn("batch").getInt64()), row.getColumn("recipient").getText(),
          // A state of a later papercup: what may have been sent is not sent again.
          parse_mail_state(row.getColumn("state").getText()).value_or(MailState::uncertain),
          time_of(row.getColumn("changed")), small_count_in(row.getColumn("attempts").getInt64()),
          row.getColumn("reply").getText(), bytes_of(row.getColumn("message")),
          numbers_in(row.getColumn("names").getText()),
          count_in(row.getColumn("named_in").getInt64())};
}

std::optional<MailBatch> first_batch(SQLite::Statement& row) {
  std::optional<MailBatch> batch;
  if (row.executeStep()) batch = batch_of(row);
  row.reset();
  return batch;
}

std::optional<Date> optional_day(SQLite::Statement& row) {
  std::optional<Date> day;
  if (row.executeStep() && !row.getColumn(0).isNull()) {
    day = day_in(row.getColumn(0).getInt64());
  }
  row.reset();
  return day;
}

std::vector<MailDelivery> all_deliveries(SQLite::Statement& rows) {
  std::vector<MailDelivery> deliveries;
  while (rows.executeStep()) deliveries.push_back(delivery_of(rows));
  rows.reset();
  return deliveries;
}

void bind_blob(SQLite::Statement& row, int at, const std::string& bytes) {
  row.bind(at, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
}

}  // namespace

std::int64_t MailLedger::add(const MailBatch& batch) {
  return connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO mail_batch(focus, day, made, digest, arrival, token, message)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)");
    row.bind(1, batch.focus);
    row.bind(2, batch.day.days_since_epoch());
    row.bind(3, seconds(batch.made));
    row.bind(4, batch.digest);
    row.bind(5, batch.arrival);
    row.bind(6, batch.token);
    bind_blob(row, 7, batch.message);
    row.exec();
    return connection_.database().getLastInsertRowid();
  });
}

std::optional<MailBatch> MailLedger::find(std::int64_t number) const {
  return connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared("SELECT * FROM mail_batch WHERE number = ?");
    row.bind(1, number);
    return first_batch(row);
  });
}

std::optional<MailBatch> MailLedger::find(const std::string& focus, Date day) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT * FROM mail_batch WHERE focus = ? AND day = ?");
    row.bind(1, focus);
    row.bind(2, day.days_since_epoch());
    return first_batch(row);
  });
}

std::optional<MailBatch> MailLedger::newest(const std::string& focus) const {
  return connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "SELECT * FROM mail_batch WHERE focus = ? ORDER BY number DESC LIMIT 1");
    row.bind(1, focus);
    return first_batch(row);
  });
}

std::optional<Date> MailLedger::first_day(const std::string& focus) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT min(day) FROM mail_batch WHERE focus = ?");
    row.bind(1, focus);
    return optional_day(row);
  });
}

std::optional<Date> MailLedger::last_settled_day(const std::string& focus, Date day) const {
  return connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "SELECT max(day) FROM mail_batch WHERE focus = ? AND day <= ? AND"
        " (number IN (SELECT batch FROM mail_delivery WHERE state = 'sent')"
        " OR number NOT IN (SELECT batch FROM mail_delivery))");
    row.bind(1, focus);
    row.bind(2, day.days_since_epoch());
    return optional_day(row);
  });
}

void MailLedger::add(const MailDelivery& delivery) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT OR IGNORE INTO mail_delivery(batch, recipient, state, changed, attempts, reply,"
        " message, names, named_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(1, delivery.batch);
    row.bind(2, delivery.recipient);
    row.bind(3, std::string(to_string(delivery.state)));
    row.bind(4, seconds(delivery.changed));
    row.bind(5, delivery.attempts);
    row.bind(6, delivery.reply);
    bind_blob(row, 7, delivery.message);
    row.bind(8, fmt::format("{}", fmt::join(delivery.names, " ")));
    row.bind(9, delivery.named_in);
    row.exec();
  });
}

std::vector<MailDelivery> MailLedger::deliveries(std::int64_t batch) const {
  return connection_.guarded([&] {
    SQLite::Statement& rows =
        connection_.prepared("SELECT * FROM mail_delivery WHERE batch = ? ORDER BY recipient");
    rows.bind(1, batch);
    return all_deliveries(rows);
  });
}

std::vector<MailDelivery> MailLedger::deliveries(MailState state) const {
  return connection_.guarded([&] {
    SQLite::Statement& rows = connection_.prepared(
        "SELECT * FROM mail_delivery WHERE state = ? ORDER BY batch, recipient");
    rows.bind(1, std::string(to_string(state)));
    return all_deliveries(rows);
  });
}

bool MailLedger::move(const MailDelivery& delivery, MailState from, MailState to,
                      const std::string& reply, Time now) {
  return connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "UPDATE mail_delivery SET state = ?, changed = ?, reply = ?, attempts = attempts + ?"
        " WHERE batch = ? AND recipient = ? AND state = ?");
    row.bind(1, std::string(to_string(to)));
    row.bind(2, seconds(now));
    row.bind(3, reply);
    row.bind(4, to == MailState::sending ? 1 : 0);
    row.bind(5, delivery.batch);
    row.bind(6, delivery.recipient);
    row.bind(7, std::string(to_string(from)));
    return row.exec() == 1;
  });
}

void MailLedger::give_up_sending(const std::string& reply, Time now) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "UPDATE mail_delivery SET state = 'uncertain', changed = ?, reply = ?"
        " WHERE state = 'sending'");
    row.bind(1, seconds(now));
    row.bind(2, reply);
    row.exec();
  });
}

std::vector<MailDelivery> MailLedger::unnamed(const std::string& focus,
                                              const std::string& recipient) const {
  return connection_.guarded([&] {
    SQLite::Statement& rows = connection_.prepared(
        "SELECT mail_delivery.* FROM mail_delivery JOIN mail_batch ON number = batch"
        " WHERE focus = ? AND recipient = ? AND state IN ('uncertain', 'refused')"
        " AND named_in = 0 ORDER BY batch");
    rows.bind(1, focus);
    rows.bind(2, recipient);
    return all_deliveries(rows);
  });
}

void MailLedger::set_named(std::int64_t batch, const std::string& recipient, std::int64_t in) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "UPDATE mail_delivery SET named_in = ? WHERE batch = ? AND recipient = ?");
    row.bind(1, in);
    row.bind(2, batch);
    row.bind(3, recipient);
    row.exec();
  });
}

void MailLedger::set_future_times(Time now) {
  connection_.guarded([&] {
    for (const char* sql : {"UPDATE mail_batch SET made = ?1 WHERE made > ?1",
                            "UPDATE mail_trouble SET since = ?1 WHERE since > ?1",
                            "UPDATE mail_trouble SET said = NULL WHERE said > ?1"}) {
      SQLite::Statement& row = connection_.prepared(sql);
      row.bind(1, seconds(now));
      row.exec();
    }
  });
}

void MailLedger::drop_old_messages() {
  connection_.guarded([&] {
    connection_.execute(
        "UPDATE mail_delivery SET message = x'' WHERE length(message) > 0"
        " AND state NOT IN ('pending', 'sending')");
    connection_.execute(
        "UPDATE mail_batch SET message = x'' WHERE length(message) > 0"
        " AND number NOT IN (SELECT max(number) FROM mail_batch GROUP BY focus)"
        " AND number NOT IN"
        " (SELECT batch FROM mail_delivery WHERE state IN ('pending', 'sending'))");
  });
}

std::optional<MailTrouble> MailLedger::trouble(const std::string& what) const {
  return connection_.guarded([&] {
    SQLite::Statement& row =
        connection_.prepared("SELECT since, said FROM mail_trouble WHERE what = ?");
    row.bind(1, what);
    std::optional<MailTrouble> trouble;
    if (row.executeStep()) {
      trouble = MailTrouble{time_of(row.getColumn(0))};
      if (!row.getColumn(1).isNull()) trouble->said = time_of(row.getColumn(1));
    }
    row.reset();
    return trouble;
  });
}

void MailLedger::set_trouble(const std::string& what, const MailTrouble& trouble) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared(
        "INSERT OR REPLACE INTO mail_trouble(what, since, said) VALUES (?, ?, ?)");
    row.bind(1, what);
    row.bind(2, seconds(trouble.since));
    if (trouble.said) row.bind(3, seconds(*trouble.said));
    row.exec();
  });
}

std::vector<std::string> MailLedger::troubles() const {
  return connection_.guarded([&] {
    SQLite::Statement& rows = connection_.prepared("SELECT what FROM mail_trouble ORDER BY what");
    std::vector<std::string> troubles;
    while (rows.executeStep()) troubles.emplace_back(rows.getColumn(0).getText());
    rows.reset();
    return troubles;
  });
}

void MailLedger::end_trouble(const std::string& what) {
  connection_.guarded([&] {
    SQLite::Statement& row = connection_.prepared("DELETE FROM mail_trouble WHERE what = ?");
    row.bind(1, what);
    row.exec();
  });
}

}  // namespace papercup::store
