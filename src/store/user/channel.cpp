#include "papercup/store/channel.hpp"

#include <algorithm>

#include "papercup/text/hash.hpp"
#include "store/database/connection.hpp"
#include "store/user/user_rows.hpp"

namespace papercup::store {
namespace {

constexpr std::size_t kBytes = 8;
constexpr unsigned kByteBits = 8;

std::uint64_t hash_of(const ArxivId& id) { return text::Hasher().add(id.to_string()).value(); }

void set_cursor(Connection& connection, const std::string& channel, const ChannelMove& move) {
  connection.run(
      "INSERT INTO channel(name, focus, arrival, token, since) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT(name, focus) DO UPDATE SET arrival = excluded.arrival, token = excluded.token,"
      " since = ifnull(excluded.since, since)",
      channel, move.focus, move.cursor.arrival, move.cursor.token, move.since);
}

void drop_old(Connection& connection, const std::string& channel, const std::string& focus,
              Date today) {
#define PAPERCUP_OLD_ROWS                                                                      \
  " WHERE channel = ?1 AND focus = ?2 AND until < min(?3, (SELECT max(until) FROM considered"  \
  " WHERE channel = ?1 AND focus = ?2)) - ?4 AND number NOT IN (SELECT number FROM considered" \
  " WHERE channel = ?1 AND focus = ?2 ORDER BY number DESC LIMIT ?5)"
  for (const char* sql :
       {"UPDATE channel SET since = max(ifnull(since, 0), (SELECT max(until) + 1 FROM"
        " considered" PAPERCUP_OLD_ROWS
        ")) WHERE name = ?1 AND focus = ?2 AND EXISTS (SELECT 1 FROM considered" PAPERCUP_OLD_ROWS
        ")",
        "DELETE FROM considered" PAPERCUP_OLD_ROWS}) {
    connection.run(sql, channel, focus, today, kCandidateDays, kKeptDigests);
  }
#undef PAPERCUP_OLD_ROWS
}

}  // namespace

void ConsideredPapers::add(std::string_view bytes, Date until) {
  for (; bytes.size() >= kBytes; bytes.remove_prefix(kBytes)) {
    std::uint64_t hash = 0;
    for (std::size_t i = kBytes; i > 0; --i) {
      hash = hash << kByteBits | static_cast<unsigned char>(bytes[i - 1]);
    }
    hashes_.insert(hash);
  }
  until_ = std::max(until_.value_or(until), until);
}

bool ConsideredPapers::contains(const ArxivId& id) const { return hashes_.contains(hash_of(id)); }

std::string ConsideredPapers::bytes_of(const std::vector<ArxivId>& papers) {
  std::string bytes;
  bytes.reserve(papers.size() * kBytes);
  for (const ArxivId& id : papers) {
    const std::uint64_t hash = hash_of(id);
    for (std::size_t i = 0; i < kBytes; ++i) {
      bytes += static_cast<char>(hash >> (kByteBits * i));
    }
  }
  return bytes;
}

std::optional<ChannelState> channel_state(Connection& connection, const std::string& channel,
                                          const std::string& focus) {
  Statement row(connection,
                "SELECT arrival, token, since FROM channel WHERE name = ? AND focus = ?", channel,
                focus);
  if (!row.step()) return std::nullopt;
  return ChannelState{{row.get<std::int64_t>(0), row.number(1)}, row.get<std::optional<Date>>(2)};
}

ConsideredPapers considered_papers(Connection& connection, const std::string& channel,
                                   const std::string& focus) {
  Statement rows(connection, "SELECT until, papers FROM considered WHERE channel = ? AND focus = ?",
                 channel, focus);
  ConsideredPapers papers;
  while (rows.step()) papers.add(rows.bytes(1), rows.get<Date>(0));
  return papers;
}

std::optional<Date> day_reached_by_all(Connection& connection, const std::string& focus) {
  return connection.first<Date>(
      "SELECT min(until) FROM"
      " (SELECT max(until) AS until FROM considered WHERE focus = ? GROUP BY channel)",
      focus);
}

void move_channel(Connection& connection, const std::string& channel, const ChannelMove& move,
                  Date today) {
  set_cursor(connection, channel, move);
  if (!move.until || move.considered.empty()) return;
  connection.run(
      "INSERT INTO considered(channel, focus, until, batch, papers) VALUES (?, ?, ?, ?, ?)",
      channel, move.focus, *move.until, move.batch.value_or(0),
      Blob{ConsideredPapers::bytes_of(move.considered)});
  drop_old(connection, channel, move.focus, today);
}

void accept_mail(Connection& connection, const std::string& channel, const std::string& drafts,
                 const MailBatch& batch, Date today) {
  connection.run(
      "INSERT INTO channel(name, focus, arrival, token, since)"
      " SELECT ?1, ?3, ?4, ?5, (SELECT since FROM channel WHERE name = ?2 AND focus = ?3)"
      " WHERE true"
      " ON CONFLICT(name, focus) DO UPDATE SET arrival = excluded.arrival, token = excluded.token,"
      " since = ifnull(since, excluded.since)",
      channel, drafts, batch.focus, batch.arrival, batch.token);
  connection.run(
      "INSERT INTO considered(channel, focus, until, batch, papers)"
      " SELECT ?1, focus, until, batch, papers FROM considered AS draft WHERE channel = ?2"
      " AND focus = ?3 AND batch BETWEEN 1 AND ?4 AND batch NOT IN"
      " (SELECT batch FROM considered WHERE channel = ?1 AND focus = ?3) ORDER BY number",
      channel, drafts, batch.focus, batch.number);
  drop_old(connection, channel, batch.focus, today);
}

}  // namespace papercup::store
