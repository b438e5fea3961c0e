#include "store/papers/paper_rows.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "papercup/core/calendar.hpp"
#include "papercup/core/category.hpp"
#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/papers/signal_rows.hpp"

namespace papercup::store {
namespace {

enum class Age { older, same, newer };

// A day of which the source (OAI-PMH's "arXiv" and "oai_dc") does not tell the time is its
// midnight. Whether `day` is the day of `time` without its time.
bool is_day_of(Time day, Time time) {
  return day != time && day == std::chrono::floor<std::chrono::days>(time);
}

// The age of the record's metadata against what is stored. If only one side's version is known,
// that side counts as newer, so that the order of arrival does not matter.
Age age_of(const Paper& record, const Paper& stored) {
  const auto compare = [](const auto& a, const auto& b) {
    return a < b ? Age::older : b < a ? Age::newer : Age::same;
  };
  if (record.version && stored.version) return compare(*record.version, *stored.version);
  if (record.updated && stored.updated && !is_day_of(*record.updated, *stored.updated) &&
      !is_day_of(*stored.updated, *record.updated)) {
    return compare(*record.updated, *stored.updated);
  }
  return compare(record.version.has_value(), stored.version.has_value());
}

template <typename T>
void fill(T& target, const T& source) {
  if (target == T{}) target = source;
}

// Takes from `other` what `paper` does not know. Days and the identifier are not touched.
void fill_absent(Paper& paper, const Paper& other) {
  fill(paper.title, other.title);
  fill(paper.abstract, other.abstract);
  fill(paper.authors, other.authors);
  fill(paper.categories, other.categories);
  fill(paper.comment, other.comment);
  fill(paper.journal_ref, other.journal_ref);
  fill(paper.doi, other.doi);
  fill(paper.license, other.license);
}

template <typename T>
std::optional<T> earliest(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

// The earliest, but rather a time than its day alone.
std::optional<Time> earliest_time(const std::optional<Time>& a, const std::optional<Time>& b) {
  if (a && b && (is_day_of(*a, *b) || is_day_of(*b, *a))) return std::max(*a, *b);
  return earliest(a, b);
}

std::optional<Date> stated_day(const Paper& paper) {
  return paper.announced_is_estimate ? std::nullopt : paper.announced;
}

std::optional<Date> stated_day(const Record& record) {
  std::optional<Date> first = stated_day(record.paper);
  for (const Announcement& announcement : record.announcements) {
    const bool counts = announcement.kind == AnnouncementKind::new_paper ||
                        announcement.kind == AnnouncementKind::cross_list;
    if (counts && (!first || announcement.day < *first)) first = announcement.day;
  }
  return first;
}

// A stated day, the first of several; else the calendar's estimate, or a source's own if it is
// later than what the identifier alone tells.
void set_day(Paper& paper, const std::optional<Date>& stated, const std::optional<Date>& guessed) {
  paper.announced_is_estimate = !stated;
  paper.announced =
      stated ? *stated : AnnouncementCalendar::arxiv().estimate(paper.published, paper.id.month());
  if (!stated && !paper.published && guessed && *guessed > *paper.announced)
    paper.announced = guessed;
}

// Both speak of the same version, or nothing tells that they do not.
Known with_same(const Known& stored, const Record& record, bool version_known) {
  const bool told_all = record.detail == Detail::full;
  Known known{told_all ? record.paper : stored.paper, told_all ? Detail::full : stored.detail};
  const Paper& other = told_all ? stored.paper : record.paper;
  if (told_all && version_known) {
    fill(known.paper.license, other.license);  // the API does not tell it
  } else {
    fill_absent(known.paper, other);
  }
  fill(known.paper.version, other.version);
  fill(known.paper.updated, other.updated);
  if (known.paper.updated && other.updated && is_day_of(*known.paper.updated, *other.updated)) {
    known.paper.updated = other.updated;
  }
  fill(known.paper.withdrawn, other.withdrawn);
  return known;
}

bool speaks_of_withdrawal(std::string_view comment) {
  return comment.find("ithdraw") != std::string_view::npos ||
         comment.find("ITHDRAW") != std::string_view::npos;
}

// What is known of a newer version, beside a former one. A version that was described in
// full has nothing that it lacks; else what the former one had is the best guess, but for its
// withdrawal: a paper that was withdrawn may come back.
Known over_former(Known newer, const Paper& former, bool versions_known) {
  const std::string comment = newer.paper.comment;
  if (!versions_known || newer.detail == Detail::summary) fill_absent(newer.paper, former);
  if (versions_known && speaks_of_withdrawal(former.comment)) newer.paper.comment = comment;
  if (!versions_known) {
    fill(newer.paper.version, former.version);
    fill(newer.paper.updated, former.updated);
  }
  return newer;
}

// What the tables `paper` and `paper_version` have in common, in the order of metadata_in and
// run_with_metadata.
#define PAPERCUP_METADATA \
  "version, title, abstract, authors, categories, updated, comment, journal_ref, doi, license"
#define PAPERCUP_METADATA_PLACES "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

Paper metadata_in(const Statement& row, ArxivId id) {
  Paper paper{.id = std::move(id)};
  paper.version = row.get<std::optional<int>>(0);
  paper.title = row.get<std::string>(1);
  paper.abstract = row.get<std::string>(2);
  paper.authors = divided(row.bytes(3), '\n');
  paper.categories = row.get<std::vector<Category>>(4);
  paper.updated = row.get<std::optional<Time>>(5);
  paper.comment = row.get<std::string>(6);
  paper.journal_ref = row.get<std::string>(7);
  paper.doi = row.get<std::string>(8);
  paper.license = row.get<std::string>(9);
  return paper;
}

// Runs a statement with a paper's metadata and more values after it; returns how many rows it has
// changed.
template <typename... Values>
int run_with_metadata(Connection& connection, const char* sql, const Paper& paper,
                      const Values&... values) {
  return connection.run(sql, paper.version, paper.title, paper.abstract,
                        joined(paper.authors, '\n'), paper.categories, paper.updated, paper.comment,
                        paper.journal_ref, paper.doi, paper.license, values...);
}

// The columns of `paper` that change, in the order of paper_in and run_with_paper.
#define PAPERCUP_PAPER \
  PAPERCUP_METADATA ", published, announced, announced_is_estimate, withdrawn, is_summary"
#define PAPERCUP_PAPER_PLACES PAPERCUP_METADATA_PLACES ", ?, ?, ?, ?, ?"

// Reads a row with the id and the key after these columns.
StoredPaper paper_in(const Statement& row) {
  Paper paper = metadata_in(row, row.get<ArxivId>(15));
  paper.published = row.get<std::optional<Time>>(10);
  paper.announced = row.get<Date>(11);
  paper.announced_is_estimate = row.get<bool>(12);
  paper.withdrawn = row.get<std::optional<bool>>(13);
  const Detail detail = row.get<bool>(14) ? Detail::summary : Detail::full;
  return {key_in(row.number(16)), {std::move(paper), detail}};
}

template <typename... Values>
void run_with_paper(Connection& connection, const char* sql, const Known& known,
                    const Values&... values) {
  const Paper& paper = known.paper;
  run_with_metadata(connection, sql, paper, paper.published, *paper.announced,
                    paper.announced_is_estimate, paper.withdrawn, known.detail == Detail::summary,
                    values...);
}

}  // namespace

Known first_of(const Record& record) {
  Known known{record.paper, record.detail};
  set_day(known.paper, stated_day(record), record.paper.announced);
  return known;
}

Merged merge(const Known& stored, const Record& record) {
  const bool versions_known = stored.paper.version && record.paper.version;
  Merged merged{stored, std::nullopt};
  switch (age_of(record.paper, stored.paper)) {
    case Age::same:
      merged.known = with_same(stored, record, versions_known);
      break;
    case Age::newer:
      merged.known = over_former({record.paper, record.detail}, stored.paper, versions_known);
      if (versions_known && stored.detail == Detail::full) merged.history = stored.paper;
      break;
    case Age::older:
      merged.known = over_former(stored, record.paper, versions_known);
      if (versions_known && record.detail == Detail::full) merged.history = record.paper;
      break;
  }
  Paper& paper = merged.known.paper;
  paper.published = earliest_time(stored.paper.published, record.paper.published);
  set_day(paper, earliest(stated_day(stored.paper), stated_day(record)),
          std::max(stored.paper.announced, record.paper.announced));
  return merged;
}

std::optional<StoredPaper> PaperRows::find(const ArxivId& id) const {
  Statement row(connection_, "SELECT " PAPERCUP_PAPER ", id, key FROM paper WHERE id = ?", id);
  return row.step() ? std::optional(paper_in(row)) : std::nullopt;
}

std::optional<Paper> PaperRows::load(std::int64_t key) const {
  Statement row(connection_, "SELECT " PAPERCUP_PAPER ", id, key FROM paper WHERE key = ?", key);
  return row.step() ? std::optional(paper_in(row).known.paper) : std::nullopt;
}

std::int64_t PaperRows::insert(const Known& known, std::int64_t arrival) {
  run_with_paper(connection_,
                 "INSERT INTO paper(" PAPERCUP_PAPER ", id, arrival) VALUES (" PAPERCUP_PAPER_PLACES
                 ", ?, ?)",
                 known, known.paper.id, arrival);
  const std::int64_t key = connection_.last_inserted_row();
  insert_categories(key, known.paper);
  return key;
}

void PaperRows::update(const StoredPaper& former, const Known& known) {
  run_with_paper(connection_,
                 "UPDATE paper SET (" PAPERCUP_PAPER ") = (" PAPERCUP_PAPER_PLACES
                 ") WHERE key = ?",
                 known, former.key);
  const Paper& before = former.known.paper;
  if (before.categories == known.paper.categories) return;
  remove_categories(former.key, before);
  insert_categories(former.key, known.paper);
}

void PaperRows::remove(const StoredPaper& paper) {
  remove_categories(paper.key, paper.known.paper);
  SignalRows(connection_).remove(paper.key);
  for (const char* sql :
       {"DELETE FROM paper_features WHERE paper = ?", "DELETE FROM announcement WHERE paper = ?",
        "DELETE FROM paper_version WHERE paper = ?", "DELETE FROM paper WHERE key = ?"}) {
    connection_.run(sql, paper.key);
  }
}

void PaperRows::remove_categories(std::int64_t key, const Paper& paper) {
  for (const Category& category : paper.categories) {
    connection_.run("DELETE FROM paper_category WHERE category = ? AND paper = ?",
                    category.to_string(), key);
  }
}

void PaperRows::insert_categories(std::int64_t key, const Paper& paper) {
  for (const Category& category : paper.categories) {
    connection_.run("INSERT OR IGNORE INTO paper_category(category, paper) VALUES (?, ?)",
                    category.to_string(), key);
  }
}

void PaperRows::set_features(std::int64_t key, const std::string& features) {
  connection_.run(
      "INSERT INTO paper_features(paper, features) VALUES (?, ?)"
      " ON CONFLICT(paper) DO UPDATE SET features = excluded.features",
      key, Blob{features});
}

bool PaperRows::add_version(std::int64_t key, const Paper& paper) {
  return run_with_metadata(connection_,
                           "INSERT OR IGNORE INTO paper_version(" PAPERCUP_METADATA
                           ", paper) VALUES (" PAPERCUP_METADATA_PLACES ", ?)",
                           paper, key) > 0;
}

std::vector<Paper> PaperRows::versions(const ArxivId& id) const {
  Statement rows(
      connection_,
      "SELECT " PAPERCUP_METADATA
      " FROM paper_version WHERE paper = (SELECT key FROM paper WHERE id = ?) ORDER BY version",
      id);
  std::vector<Paper> versions;
  while (rows.step()) versions.push_back(metadata_in(rows, id));
  return versions;
}

bool PaperRows::add_announcement(std::int64_t key, const Announcement& announcement,
                                 std::int64_t arrival) {
  return connection_.run(
             "INSERT OR IGNORE INTO announcement(paper, category, day, kind, arrival)"
             " VALUES (?, ?, ?, ?, ?)",
             key, announcement.category.to_string(), announcement.day, announcement.kind,
             arrival) > 0;
}

std::vector<Announcement> PaperRows::announcements(const ArxivId& id) const {
  const auto key = connection_.first<std::int64_t>("SELECT key FROM paper WHERE id = ?", id);
  return key ? announcements(key_in(*key)) : std::vector<Announcement>();
}

std::vector<Announcement> PaperRows::announcements(std::int64_t key) const {
  Statement rows(connection_,
                 "SELECT category, day, kind FROM announcement WHERE paper = ?"
                 " ORDER BY day, category, kind",
                 key);
  std::vector<Announcement> announcements;
  while (rows.step()) {
    const auto kind = parse_announcement_kind(rows.bytes(2));
    if (!kind) continue;  // written by a later version
    announcements.push_back({Category{rows.get<std::string>(0)}, rows.get<Date>(1), *kind});
  }
  return announcements;
}

std::vector<std::optional<AnnouncementKind>> PaperRows::listed_as(
    const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories) const {
  std::map<std::string, bool, std::less<>> known;  // few categories, and many papers in them
  const auto is_wanted = [&](std::string_view category) {
    auto found = known.find(category);
    if (found == known.end()) {
      const bool is_one = std::ranges::any_of(
          categories, [&](const std::string& name) { return belongs_to(category, name); });
      found = known.emplace(category, categories.empty() || is_one).first;
    }
    return found->second;
  };
  std::vector<std::optional<AnnouncementKind>> kinds;
  kinds.reserve(keys.size());
  Statement rows(connection_, "SELECT category, kind FROM announcement WHERE paper = ?");
  for (const std::int64_t key : keys) {
    std::optional<AnnouncementKind>& first = kinds.emplace_back();
    rows.bind(key);
    while (rows.step()) {
      const auto kind = parse_announcement_kind(rows.bytes(1));
      if (!kind || *kind > AnnouncementKind::cross_list || !is_wanted(rows.bytes(0))) continue;
      first = std::min(first.value_or(*kind), *kind);
    }
  }
  return kinds;
}

std::int64_t PaperRows::next_arrival() const {
  return connection_.first<std::int64_t>("SELECT next FROM arrival").value_or(0);
}

void PaperRows::set_next_arrival(std::int64_t number) {
  connection_.run("UPDATE arrival SET next = ? WHERE rowid = 1", number);
}

void PaperRows::mark_arrival() {
  connection_.run(
      "INSERT INTO arrival_point(next, token) SELECT next, random() FROM arrival"
      " WHERE next NOT IN (SELECT next FROM arrival_point)");
}

Cursor PaperRows::last_arrival() const {
  Statement row(connection_,
                "SELECT next - 1, ifnull(token, 0) FROM arrival"
                " LEFT JOIN arrival_point USING (next)");
  return row.step() ? Cursor{row.number(0), row.number(1)} : Cursor{};
}

bool PaperRows::has_reached(const Cursor& cursor) const {
  return connection_
      .first<bool>(
          "SELECT count(*) FROM arrival_point WHERE next = ?1 + 1 AND token = ?2"
          " OR ?2 = 0 AND ?1 + 1 <= (SELECT min(next) FROM arrival_point)",
          cursor.arrival, cursor.token)
      .value_or(false);
}

}  // namespace papercup::store
