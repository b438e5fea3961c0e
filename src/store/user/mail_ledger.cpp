#include "papercup/store/mail_ledger.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

#define PAPERCUP_BATCH "focus, day, made, digest, arrival, token, message"
#define PAPERCUP_SELECT_BATCH "SELECT number, " PAPERCUP_BATCH " FROM mail_batch "

template <typename... Values>
std::optional<MailBatch> first_batch(Connection& connection, const char* sql,
                                     const Values&... values) {
  Statement row(connection, sql, values...);
  if (!row.step()) return std::nullopt;
  return MailBatch{row.get<std::int64_t>(0),
                   row.get<std::string>(1),
                   row.get<Date>(2),
                   row.get<Time>(3),
                   row.get<std::int64_t>(4),
                   row.get<std::int64_t>(5),
                   row.number(6),
                   row.get<std::string>(7)};
}

#define PAPERCUP_DELIVERY \
  "batch, recipient, state, changed, attempts, reply, message, names, named_in"

std::vector<std::int64_t> numbers_in(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::int64_t> numbers;
  for (std::int64_t number = 0; stream >> number;) numbers.push_back(number);
  return numbers;
}

MailDelivery delivery_of(const Statement& row) {
  return {row.get<std::int64_t>(0), row.get<std::string>(1),
          // A state of a later papercup: what may have been sent is not sent again.
          parse_mail_state(row.bytes(2)).value_or(MailState::uncertain), row.get<Time>(3),
          row.get<int>(4), row.get<std::string>(5), row.get<std::string>(6),
          numbers_in(row.get<std::string>(7)), row.get<std::int64_t>(8)};
}

template <typename... Values>
std::vector<MailDelivery> all_deliveries(Connection& connection, const char* sql,
                                         const Values&... values) {
  std::vector<MailDelivery> deliveries;
  for (Statement rows(connection, sql, values...); rows.step();) {
    deliveries.push_back(delivery_of(rows));
  }
  return deliveries;
}

}  // namespace

std::int64_t MailLedger::add(const MailBatch& batch) {
  return connection_.guarded([&] {
    connection_.run("INSERT INTO mail_batch(" PAPERCUP_BATCH ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                    batch.focus, batch.day, batch.made, batch.digest, batch.arrival, batch.token,
                    Blob{batch.message});
    return connection_.last_inserted_row();
  });
}

std::optional<MailBatch> MailLedger::find(std::int64_t number) const {
  return connection_.guarded(
      [&] { return first_batch(connection_, PAPERCUP_SELECT_BATCH "WHERE number = ?", number); });
}

std::optional<MailBatch> MailLedger::find(const std::string& focus, Date day) const {
  return connection_.guarded([&] {
    return first_batch(connection_, PAPERCUP_SELECT_BATCH "WHERE focus = ? AND day = ?", focus,
                       day);
  });
}

std::optional<MailBatch> MailLedger::newest(const std::string& focus) const {
  return connection_.guarded([&] {
    return first_batch(connection_,
                       PAPERCUP_SELECT_BATCH "WHERE focus = ? ORDER BY number DESC LIMIT 1", focus);
  });
}

std::optional<Date> MailLedger::first_day(const std::string& focus) const {
  return connection_.guarded([&] {
    return connection_.first<Date>("SELECT min(day) FROM mail_batch WHERE focus = ?", focus);
  });
}

std::optional<Date> MailLedger::last_settled_day(const std::string& focus, Date day) const {
  return connection_.guarded([&] {
    return connection_.first<Date>(
        "SELECT max(day) FROM mail_batch WHERE focus = ? AND day <= ? AND"
        " (number IN (SELECT batch FROM mail_delivery WHERE state = 'sent')"
        " OR number NOT IN (SELECT batch FROM mail_delivery))",
        focus, day);
  });
}

void MailLedger::add(const MailDelivery& delivery) {
  connection_.guarded([&] {
    connection_.run("INSERT OR IGNORE INTO mail_delivery(" PAPERCUP_DELIVERY
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    delivery.batch, delivery.recipient, delivery.state, delivery.changed,
                    delivery.attempts, delivery.reply, Blob{delivery.message},
                    fmt::format("{}", fmt::join(delivery.names, " ")), delivery.named_in);
  });
}

std::vector<MailDelivery> MailLedger::deliveries(std::int64_t batch) const {
  return connection_.guarded([&] {
    return all_deliveries(connection_,
                          "SELECT " PAPERCUP_DELIVERY
                          " FROM mail_delivery WHERE batch = ? ORDER BY recipient",
                          batch);
  });
}

std::vector<MailDelivery> MailLedger::deliveries(MailState state) const {
  return connection_.guarded([&] {
    return all_deliveries(connection_,
                          "SELECT " PAPERCUP_DELIVERY
                          " FROM mail_delivery WHERE state = ? ORDER BY batch, recipient",
                          state);
  });
}

bool MailLedger::move(const MailDelivery& delivery, MailState from, MailState to,
                      const std::string& reply, Time now) {
  return connection_.guarded([&] {
    return connection_.run(
               "UPDATE mail_delivery SET state = ?, changed = ?, reply = ?, attempts = attempts + ?"
               " WHERE batch = ? AND recipient = ? AND state = ?",
               to, now, reply, to == MailState::sending ? 1 : 0, delivery.batch, delivery.recipient,
               from) == 1;
  });
}

void MailLedger::give_up_sending(const std::string& reply, Time now) {
  connection_.guarded([&] {
    connection_.run(
        "UPDATE mail_delivery SET state = 'uncertain', changed = ?, reply = ?"
        " WHERE state = 'sending'",
        now, reply);
  });
}

std::vector<MailDelivery> MailLedger::unnamed(const std::string& focus,
                                              const std::string& recipient) const {
  return connection_.guarded([&] {
    return all_deliveries(
        connection_,
        "SELECT batch, recipient, state, changed, attempts, reply, mail_delivery.message, names,"
        " named_in FROM mail_delivery JOIN mail_batch ON number = batch"
        " WHERE focus = ? AND recipient = ? AND state IN ('uncertain', 'refused')"
        " AND named_in = 0 ORDER BY batch",
        focus, recipient);
  });
}

void MailLedger::set_named(std::int64_t batch, const std::string& recipient, std::int64_t in) {
  connection_.guarded([&] {
    connection_.run("UPDATE mail_delivery SET named_in = ? WHERE batch = ? AND recipient = ?", in,
                    batch, recipient);
  });
}

void MailLedger::set_future_times(Time now) {
  connection_.guarded([&] {
    for (const char* sql : {"UPDATE mail_batch SET made = ?1 WHERE made > ?1",
                            "UPDATE mail_trouble SET since = ?1 WHERE since > ?1",
                            "UPDATE mail_trouble SET said = NULL WHERE said > ?1"}) {
      connection_.run(sql, now);
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
  return connection_.guarded([&]() -> std::optional<MailTrouble> {
    Statement row(connection_, "SELECT since, said FROM mail_trouble WHERE what = ?", what);
    if (!row.step()) return std::nullopt;
    return MailTrouble{row.get<Time>(0), row.get<std::optional<Time>>(1)};
  });
}

void MailLedger::set_trouble(const std::string& what, const MailTrouble& trouble) {
  connection_.guarded([&] {
    connection_.run("INSERT OR REPLACE INTO mail_trouble(what, since, said) VALUES (?, ?, ?)", what,
                    trouble.since, trouble.said);
  });
}

std::vector<std::string> MailLedger::troubles() const {
  return connection_.guarded(
      [&] { return connection_.all<std::string>("SELECT what FROM mail_trouble ORDER BY what"); });
}

void MailLedger::end_trouble(const std::string& what) {
  connection_.guarded([&] { connection_.run("DELETE FROM mail_trouble WHERE what = ?", what); });
}

}  // namespace papercup::store
