#include "papercup/store/user_store.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/core/file_output.hpp"
#include "store/database/connection.hpp"
#include "store/database/database_file.hpp"
#include "store/database/row_values.hpp"
#include "store/database/schema.hpp"
#include "store/database/sql_error.hpp"
#include "store/querying/row_scan.hpp"
#include "store/user/channel_rows.hpp"
#include "store/user/digest_rows.hpp"

namespace papercup::store {
namespace {

constexpr int kPrivate = 0600;

// SQLite makes a file that all may read, and its journals like the file.
void make_private(const std::filesystem::path& file) {
  make_folder(file.parent_path(), "Name another with --data or PAPERCUP_DATA.");
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

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

Time time_of(const SQLite::Column& column) { return time_in(column.getInt64()); }

Mark mark_of(SQLite::Statement& row) {
  Mark mark{time_of(row.getColumn("time")), small_count_in(row.getColumn("ordinal").getInt64()),
            // An event of a later papercup that means nothing to this one takes nothing back.
            parse_mark_verb(row.getColumn("verb").getText()).value_or(MarkVerb::unmark),
            id_in(row.getColumn("paper").getText()), row.getColumn("focus").getText(),
            row.getColumn("known").getInt() != 0,
            parse_mark_verb(row.getColumn("only_verb").getText())};
  const SQLite::Column logical = row.getColumn("logical");
  if (!logical.isNull()) mark.logical = time_of(logical);
  return mark;
}

// Everything that tells an event from others.
void bind_event(SQLite::Statement& row, const Mark& mark) {
  row.bind(1, seconds(mark.time));
  row.bind(2, mark.ordinal);
  row.bind(3, std::string(to_string(mark.verb)));
  row.bind(4, mark.id.to_string());
  row.bind(5, mark.focus);
  row.bind(6, mark.known ? 1 : 0);
  row.bind(7, mark.only ? std::string(to_string(*mark.only)) : std::string());
}

void bind_logical_time(SQLite::Statement& row, const Mark& mark) {
  if (mark.logical && *mark.logical != mark.time) row.bind(8, seconds(*mark.logical));
}

// The later one counts, so that the order in which logs are added does not matter.
void merge_logical_time(Connection& connection, const Mark& mark) {
  SQLite::Statement& row = connection.prepared(
      "UPDATE mark SET logical = max(ifnull(logical, time), ?8) WHERE time = ?1 AND ordinal = ?2"
      " AND verb = ?3 AND paper = ?4 AND focus = ?5 AND known = ?6 AND only_verb = ?7"
      " AND ?8 > ifnull(logical, time)");
  bind_event(row, mark);
  bind_logical_time(row, mark);
  row.exec();
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

  Connection connection;
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
    std::size_t added = 0;
    for (const Mark& mark : marks) {
      SQLite::Statement& row = database_->connection.prepared(
          "INSERT OR IGNORE INTO mark(time, ordinal, verb, paper, focus, known, only_verb, logical)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      bind_event(row, mark);
      bind_logical_time(row, mark);
      const bool is_new = row.exec() > 0;
      added += is_new ? 1 : 0;
      // The same event, from an export of a papercup that knew no logical times.
      if (!is_new && mark.logical) merge_logical_time(database_->connection, mark);
    }
    return added;
  });
}

Mark UserStore::append(Mark mark, Time now) {
  return database_->guarded([&] {
    SQLite::Statement& last =
        database_->connection.prepared("SELECT max(ifnull(logical, time)) FROM mark");
    Time logical = now;
    while (last.executeStep()) {
      if (!last.getColumn(0).isNull()) logical = std::max(now, time_of(last.getColumn(0)));
    }
    mark.time = now;
    mark.logical = logical == now ? std::nullopt : std::optional(logical);
    SQLite::Statement& next = database_->connection.prepared(
        "SELECT ifnull(max(ordinal) + 1, 0) FROM mark WHERE ifnull(logical, time) = ?1"
        " OR time = ?2");
    next.bind(1, seconds(logical));
    next.bind(2, seconds(now));
    while (next.executeStep()) mark.ordinal = small_count_in(next.getColumn(0).getInt64());
    add({mark});
    return mark;
  });
}

std::vector<Mark> UserStore::marks() const {
  return database_->guarded([&] {
    std::vector<Mark> marks;
    SQLite::Statement& rows = database_->connection.prepared("SELECT * FROM mark");
    while (rows.executeStep()) marks.push_back(mark_of(rows));
    return marks;
  });
}

std::optional<ChannelCursor> UserStore::cursor(const std::string& channel,
                                               const std::string& focus) const {
  return database_->guarded(
      [&] { return ChannelRows{database_->connection}.cursor(channel, focus); });
}

ConsideredPapers UserStore::considered(const std::string& channel, const std::string& focus) const {
  return database_->guarded(
      [&] { return ChannelRows{database_->connection}.considered(channel, focus); });
}

std::optional<Date> UserStore::day_reached_by_all(const std::string& focus) const {
  return database_->guarded(
      [&] { return ChannelRows{database_->connection}.day_reached_by_all(focus); });
}

void UserStore::move_channel(const std::string& channel, const ChannelMove& move, Date today) {
  database_->guarded([&] { ChannelRows{database_->connection}.move(channel, move, today); });
}

void UserStore::accept_mail(const MailBatch& batch, Date today) {
  database_->guarded([&] {
    ChannelRows{database_->connection}.accept(kMailChannel, kMailDraftChannel, batch, today);
  });
}

std::set<ArxivId> UserStore::papers_shown(const std::string& channel,
                                          const std::string& focus) const {
  return database_->guarded([&] {
    SQLite::Statement& rows = database_->connection.prepared(
        "SELECT digest_paper.paper FROM digest JOIN digest_section ON digest_section.digest = "
        "number"
        " JOIN digest_paper ON digest_paper.digest = number AND section = digest_section.position"
        " WHERE channel = ?1 AND focus = ?2"
        " UNION SELECT digest_folded.paper FROM digest"
        " JOIN digest_section ON digest_section.digest = number"
        " JOIN digest_paper ON digest_paper.digest = number AND section = digest_section.position"
        " JOIN digest_folded ON digest_folded.digest = number"
        " AND digest_folded.rank = digest_paper.rank"
        " WHERE channel = ?1 AND focus = ?2");
    rows.bind(1, channel);
    rows.bind(2, focus);
    std::set<ArxivId> papers;
    while (rows.executeStep()) papers.insert(id_in(rows.getColumn(0).getText()));
    return papers;
  });
}

std::set<ArxivId> UserStore::papers_shown(const std::string& channel, Date since) const {
  return database_->guarded([&] {
    SQLite::Statement& rows = database_->connection.prepared(
        "WITH recent AS (SELECT number FROM digest WHERE channel = ?1 AND day >= ?2"
        // A clock that was wrong for a while makes no digest old.
        " UNION SELECT * FROM"
        " (SELECT number FROM digest WHERE channel = ?1 ORDER BY number DESC LIMIT 64))"
        " SELECT digest_paper.paper FROM recent JOIN digest_paper ON digest_paper.digest = number"
        " UNION SELECT digest_folded.paper FROM recent"
        " JOIN digest_folded ON digest_folded.digest = number");
    rows.bind(1, channel);
    rows.bind(2, since.days_since_epoch());
    std::set<ArxivId> papers;
    while (rows.executeStep()) papers.insert(id_in(rows.getColumn(0).getText()));
    return papers;
  });
}

std::map<ArxivId, Told> UserStore::told(const std::string& channel) const {
  return database_->guarded([&] {
    SQLite::Statement& rows = database_->connection.prepared(
        "SELECT paper, version, withdrawn, published FROM told WHERE channel = ?");
    rows.bind(1, channel);
    std::map<ArxivId, Told> papers;
    while (rows.executeStep()) {
      Told told;
      if (!rows.getColumn(1).isNull()) told.version = small_count_in(rows.getColumn(1).getInt64());
      told.withdrawn = rows.getColumn(2).getInt() != 0;
      told.published = rows.getColumn(3).getString();
      papers.emplace(id_in(rows.getColumn(0).getText()), std::move(told));
    }
    return papers;
  });
}

void UserStore::set_told(const std::string& channel, const ArxivId& id, const Told& told) {
  database_->guarded([&] {
    SQLite::Statement& row = database_->connection.prepared(
        "INSERT INTO told(channel, paper, version, withdrawn, published) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(channel, paper) DO UPDATE SET version = excluded.version,"
        " withdrawn = excluded.withdrawn, published = excluded.published");
    row.bind(1, channel);
    row.bind(2, id.to_string());
    if (told.version) row.bind(3, *told.version);
    row.bind(4, told.withdrawn ? 1 : 0);
    row.bind(5, told.published);
    row.exec();
  });
}

std::int64_t UserStore::record(const DigestRecord& digest) {
  return database_->guarded([&] { return DigestRows{database_->connection}.insert(digest); });
}

std::optional<DigestRecord> UserStore::digest(std::int64_t number) const {
  return database_->guarded([&] { return DigestRows{database_->connection}.find(number); });
}

MailLedger UserStore::mail_ledger() { return MailLedger{database_->connection}; }

std::optional<DigestRecord> UserStore::last_digest(const std::string& channel) const {
  return database_->guarded(
      [&] { return DigestRows{database_->connection}.last(channel, std::nullopt); });
}

std::optional<DigestRecord> UserStore::last_digest(const std::string& channel, Date day) const {
  return database_->guarded([&] { return DigestRows{database_->connection}.last(channel, day); });
}

std::vector<DigestRecord> UserStore::digests_since(Date day) const {
  return database_->guarded([&] { return DigestRows{database_->connection}.since(day); });
}

std::optional<DigestRecord> UserStore::last_shown() const {
  return database_->guarded([&]() -> std::optional<DigestRecord> {
    SQLite::Statement& row = database_->connection.prepared(
        "SELECT channel FROM digest WHERE channel IN (?, ?) ORDER BY number DESC LIMIT 1");
    row.bind(1, kTerminalChannel);
    row.bind(2, kGlanceChannel);
    if (!row.executeStep()) return std::nullopt;
    const std::string channel = row.getColumn(0).getText();
    row.reset();
    return DigestRows{database_->connection}.last(channel, std::nullopt);
  });
}

bool UserStore::visit_model(const std::string& focus, std::string_view key,
                            const std::function<void(std::string_view)>& visit) const {
  return database_->guarded([&] {
    RowScan row(database_->connection, "SELECT model FROM model WHERE focus = ? AND key = ?");
    row.bind(1, focus);
    row.bind(2, key);
    if (!row.step()) return false;
    visit(row.bytes(0));
    return true;
  });
}

void UserStore::keep_model(const std::string& focus, std::string_view key, std::string_view model) {
  database_->guarded([&] {
    SQLite::Statement& row = database_->connection.prepared(
        "INSERT INTO model(focus, key, model) VALUES (?, ?, ?)"
        " ON CONFLICT(focus) DO UPDATE SET key = excluded.key, model = excluded.model");
    row.bind(1, focus);
    row.bind(2, std::string(key));
    row.bind(3, model.data(), static_cast<int>(model.size()));
    row.exec();
  });
}

}  // namespace papercup::store
