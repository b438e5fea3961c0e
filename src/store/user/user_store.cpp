#include "papercup/store/user_store.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"
#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"
#include "store/database/sql_error.hpp"
#include "store/user/user_rows.hpp"

namespace papercup::store {
namespace {

constexpr int kPrivate = 0600;

// SQLite makes a file that all may read, and its journals like the file.
void make_private(const std::filesystem::path& file) {
  system::make_folder(file.parent_path(), "Name another with --data or PAPERCUP_DATA.");
  require_writable(file);
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kPrivate);
  if (descriptor < 0) {
    throw Error(ErrorKind::storage,
                fmt::format("{} cannot be written to: {}", file.string(),
                            std::generic_category().message(errno)),
                "The file and its folder have to be yours to write; --data or PAPERCUP_DATA names "
                "another folder.");
  }
  ::close(descriptor);
  // Best effort: not every file system has modes.
  std::error_code error;
  std::filesystem::permissions(file, std::filesystem::perms(kPrivate), error);
}

// What tells an event from others, and then its logical time.
#define PAPERCUP_MARK "time, ordinal, verb, paper, focus, known, only_verb, logical"

Mark mark_of(const Statement& row) {
  return {row.get<Time>(0), row.get<int>(1),
          // An event of a later papercup that means nothing to this one takes nothing back.
          parse_mark_verb(row.bytes(2)).value_or(MarkVerb::unmark), row.get<ArxivId>(3),
          row.get<std::string>(4), row.get<bool>(5), parse_mark_verb(row.bytes(6)),
          row.get<std::optional<Time>>(7)};
}

// Returns how many rows it has changed.
int run_with(Connection& connection, const char* sql, const Mark& mark) {
  const bool has_own_time = mark.logical && *mark.logical != mark.time;
  return connection.run(sql, mark.time, mark.ordinal, mark.verb, mark.id, mark.focus, mark.known,
                        mark.only ? to_string(*mark.only) : "",
                        has_own_time ? mark.logical : std::nullopt);
}

constexpr const char* kInsertMark =
    "INSERT OR IGNORE INTO mark(" PAPERCUP_MARK ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
// The later logical time counts, so that the order in which logs are added does not matter.
constexpr const char* kMergeLogicalTime =
    "UPDATE mark SET logical = max(ifnull(logical, time), ?8) WHERE time = ?1 AND ordinal = ?2"
    " AND verb = ?3 AND paper = ?4 AND focus = ?5 AND known = ?6 AND only_verb = ?7"
    " AND ?8 > ifnull(logical, time)";

template <typename... Values>
std::set<ArxivId> ids_of(Connection& connection, const char* sql, const Values&... values) {
  std::set<ArxivId> ids;
  for (Statement rows(connection, sql, values...); rows.step();) ids.insert(rows.get<ArxivId>(0));
  return ids;
}

}  // namespace

class UserStore::Database {
 public:
  Database(const std::filesystem::path& file, OpenMode mode)
      : connection(file, user_schema(), mode, journal_for(file)),
        is_writable(mode == OpenMode::create) {}

  template <typename Work>
  auto guarded(Work work) {
    return connection.guarded(std::move(work));
  }

  // The digest whose number the statement gives; nothing if it gives none.
  template <typename... Values>
  std::optional<DigestRecord> last_digest(const char* sql, const Values&... values) {
    return guarded([&]() -> std::optional<DigestRecord> {
      const auto number = connection.first<std::int64_t>(sql, values...);
      return number ? find_digest(connection, *number) : std::nullopt;
    });
  }

  Connection connection;
  MailLedger mail_ledger{connection};
  bool is_writable;
};

UserStore::UserStore(const std::filesystem::path& database, OpenMode mode) {
  if (mode == OpenMode::create) make_private(database);
  database_ = guarded(database, DatabaseKind::user,
                      [&] { return std::make_unique<Database>(database, mode); });
}

UserStore::~UserStore() = default;
UserStore::UserStore(UserStore&&) noexcept = default;
UserStore& UserStore::operator=(UserStore&&) noexcept = default;

bool UserStore::is_writable() const { return database_->is_writable; }

void UserStore::transaction(const std::function<void()>& work) {
  database_->guarded([&] { database_->connection.transaction(work); });
}

std::size_t UserStore::add(const std::vector<Mark>& marks) {
  return database_->guarded([&] {
    Connection& connection = database_->connection;
    std::size_t added = 0;
    for (const Mark& mark : marks) {
      const bool is_new = run_with(connection, kInsertMark, mark) > 0;
      added += is_new ? 1 : 0;
      // The same event, from an export of a papercup that knew no logical times.
      if (!is_new && mark.logical) run_with(connection, kMergeLogicalTime, mark);
    }
    return added;
  });
}

Mark UserStore::append(Mark mark, Time now) {
  return database_->guarded([&] {
    Connection& connection = database_->connection;
    const Time last =
        connection.first<Time>("SELECT max(ifnull(logical, time)) FROM mark").value_or(now);
    const Time logical = std::max(now, last);
    mark.time = now;
    mark.logical = logical == now ? std::nullopt : std::optional(logical);
    mark.ordinal = connection
                       .first<int>(
                           "SELECT max(ordinal) + 1 FROM mark WHERE ifnull(logical, time) = ?1"
                           " OR time = ?2",
                           logical, now)
                       .value_or(0);
    add({mark});
    return mark;
  });
}

std::vector<Mark> UserStore::marks() const {
  return database_->guarded([&] {
    std::vector<Mark> marks;
    Statement rows(database_->connection, "SELECT " PAPERCUP_MARK " FROM mark");
    while (rows.step()) marks.push_back(mark_of(rows));
    return marks;
  });
}

std::optional<ChannelState> UserStore::channel_state(const std::string& channel,
                                                     const std::string& focus) const {
  return database_->guarded(
      [&] { return store::channel_state(database_->connection, channel, focus); });
}

ConsideredPapers UserStore::considered(const std::string& channel, const std::string& focus) const {
  return database_->guarded(
      [&] { return considered_papers(database_->connection, channel, focus); });
}

std::optional<Date> UserStore::day_reached_by_all(const std::string& focus) const {
  return database_->guarded(
      [&] { return store::day_reached_by_all(database_->connection, focus); });
}

void UserStore::move_channel(const std::string& channel, const ChannelMove& move, Date today) {
  database_->guarded([&] { store::move_channel(database_->connection, channel, move, today); });
}

void UserStore::accept_mail(const MailBatch& batch, Date today) {
  database_->guarded([&] {
    store::accept_mail(database_->connection, kMailChannel, kMailDraftChannel, batch, today);
  });
}

std::set<ArxivId> UserStore::papers_shown(const std::string& channel,
                                          const std::string& focus) const {
  return database_->guarded([&] {
    return ids_of(database_->connection,
                  "WITH shown AS (SELECT digest_paper.digest, rank, paper FROM digest"
                  " JOIN digest_section ON digest_section.digest = number"
                  " JOIN digest_paper ON digest_paper.digest = number"
                  " AND section = digest_section.position WHERE channel = ? AND focus = ?)"
                  " SELECT paper FROM shown"
                  " UNION SELECT digest_folded.paper FROM shown"
                  " JOIN digest_folded USING (digest, rank)",
                  channel, focus);
  });
}

bool UserStore::has_shown(const std::string& channel, const std::string& focus,
                          const ArxivId& paper) const {
  return database_->guarded([&] {
    Statement row(database_->connection,
                  "SELECT 1 FROM (SELECT digest AS number, section FROM digest_paper"
                  " INDEXED BY digest_paper_by_paper WHERE paper = ?1"
                  " UNION ALL SELECT digest, section FROM digest_folded"
                  " INDEXED BY digest_folded_by_paper JOIN digest_paper USING (digest, rank)"
                  " WHERE digest_folded.paper = ?1)"
                  " JOIN digest USING (number)"
                  " JOIN digest_section ON digest = number AND position = section"
                  " WHERE channel = ?2 AND focus = ?3 LIMIT 1",
                  paper, channel, focus);
    return row.step();
  });
}

std::set<ArxivId> UserStore::papers_shown(const std::string& channel, Date since) const {
  return database_->guarded([&] {
    return ids_of(
        database_->connection,
        "WITH recent AS (SELECT number FROM digest WHERE channel = ?1 AND day >= ?2"
        " UNION SELECT * FROM"
        " (SELECT number FROM digest WHERE channel = ?1 ORDER BY number DESC LIMIT ?3))"
        " SELECT digest_paper.paper FROM recent JOIN digest_paper ON digest_paper.digest = number"
        " UNION SELECT digest_folded.paper FROM recent"
        " JOIN digest_folded ON digest_folded.digest = number",
        channel, since, kKeptDigests);
  });
}

std::map<ArxivId, NotifiedState> UserStore::notified(const std::string& channel) const {
  return database_->guarded([&] {
    Statement rows(database_->connection,
                   "SELECT paper, version, withdrawn, published FROM told WHERE channel = ?",
                   channel);
    std::map<ArxivId, NotifiedState> papers;
    while (rows.step()) {
      papers.emplace(rows.get<ArxivId>(0),
                     NotifiedState{rows.get<std::optional<int>>(1), rows.get<bool>(2),
                                   rows.get<std::string>(3)});
    }
    return papers;
  });
}

void UserStore::set_notified(const std::string& channel, const ArxivId& id,
                             const NotifiedState& state) {
  database_->guarded([&] {
    database_->connection.run(
        "INSERT INTO told(channel, paper, version, withdrawn, published) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(channel, paper) DO UPDATE SET version = excluded.version,"
        " withdrawn = excluded.withdrawn, published = excluded.published",
        channel, id, state.version, state.withdrawn, state.published);
  });
}

std::int64_t UserStore::record(const DigestRecord& digest) {
  return database_->guarded([&] { return insert_digest(database_->connection, digest); });
}

std::optional<DigestRecord> UserStore::digest(std::int64_t number) const {
  return database_->guarded([&] { return find_digest(database_->connection, number); });
}

MailLedger& UserStore::mail_ledger() { return database_->mail_ledger; }

const MailLedger& UserStore::mail_ledger() const { return database_->mail_ledger; }

std::optional<DigestRecord> UserStore::last_digest(const std::string& channel) const {
  return database_->last_digest("SELECT max(number) FROM digest WHERE channel = ?", channel);
}

std::optional<DigestRecord> UserStore::last_digest(const std::string& channel, Date day) const {
  return database_->last_digest("SELECT max(number) FROM digest WHERE channel = ? AND day = ?",
                                channel, day);
}

std::optional<DigestRecord> UserStore::last_shown() const {
  return database_->last_digest("SELECT max(number) FROM digest WHERE channel IN (?, ?)",
                                kTerminalChannel, kGlanceChannel);
}

std::vector<DigestRecord> UserStore::digests_since(Date day) const {
  return database_->guarded([&] { return store::digests_since(database_->connection, day); });
}

FocusTraces UserStore::traces_of(const std::string& focus) const {
  return database_->guarded([&] { return focus_traces(database_->connection, focus); });
}

void UserStore::rename_focus(const std::string& from, const std::string& to) {
  database_->guarded([&] { store::rename_focus(database_->connection, from, to); });
}

}  // namespace papercup::store
