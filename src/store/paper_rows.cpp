#include "store/paper_rows.hpp"

#include <algorithm>
#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"

namespace papercup::store {
namespace {

std::string joined(const std::vector<std::string>& parts, char separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::vector<std::string> divided(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

std::string category_text(const Paper& paper) {
  std::vector<std::string> names;
  for (const Category& category : paper.categories) names.push_back(category.to_string());
  return joined(names, ' ');
}

std::vector<Category> categories_of(const std::string& text) {
  std::vector<Category> categories;
  for (std::string& name : divided(text, ' ')) categories.emplace_back(std::move(name));
  return categories;
}

void bind_time(SQLite::Statement& statement, const char* name, const std::optional<Time>& time) {
  if (time) {
    statement.bind(name, static_cast<std::int64_t>(time->time_since_epoch().count()));
  } else {
    statement.bind(name);
  }
}

std::optional<Time> optional_time(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return time_in(column.getInt64());
}

// What the tables `paper` and `paper_version` have in common.
void bind_metadata(SQLite::Statement& statement, const Paper& paper) {
  if (paper.version) {
    statement.bind(":version", *paper.version);
  } else {
    statement.bind(":version");
  }
  statement.bind(":title", paper.title);
  statement.bind(":abstract", paper.abstract);
  statement.bind(":authors", joined(paper.authors, '\n'));
  statement.bind(":categories", category_text(paper));
  bind_time(statement, ":updated", paper.updated);
  statement.bind(":comment", paper.comment);
  statement.bind(":journal_ref", paper.journal_ref);
  statement.bind(":doi", paper.doi);
  statement.bind(":license", paper.license);
}

void bind_paper(SQLite::Statement& statement, const Known& known) {
  const Paper& paper = known.paper;
  statement.bind(":is_summary", known.detail == Detail::summary ? 1 : 0);
  bind_metadata(statement, paper);
  bind_time(statement, ":published", paper.published);
  statement.bind(":announced", paper.announced->days_since_epoch());
  statement.bind(":announced_is_estimate", paper.announced_is_estimate ? 1 : 0);
  if (paper.withdrawn) {
    statement.bind(":withdrawn", *paper.withdrawn ? 1 : 0);
  } else {
    statement.bind(":withdrawn");
  }
}

// Columns in the order of metadata_in.
#define PAPERCUP_METADATA \
  "version, title, abstract, authors, categories, updated, comment, journal_ref, doi, license"

Paper metadata_in(SQLite::Statement& row, ArxivId id) {
  Paper paper{.id = std::move(id)};
  if (!row.getColumn(0).isNull()) paper.version = small_count_in(row.getColumn(0).getInt64());
  paper.title = row.getColumn(1).getString();
  paper.abstract = row.getColumn(2).getString();
  paper.authors = divided(row.getColumn(3).getString(), '\n');
  paper.categories = categories_of(row.getColumn(4).getString());
  paper.updated = optional_time(row.getColumn(5));
  paper.comment = row.getColumn(6).getString();
  paper.journal_ref = row.getColumn(7).getString();
  paper.doi = row.getColumn(8).getString();
  paper.license = row.getColumn(9).getString();
  return paper;
}

#define PAPERCUP_PAPER                                                  \
  PAPERCUP_METADATA                                                     \
  ", id, published, announced, announced_is_estimate, withdrawn, key, " \
  "is_summary"

StoredPaper paper_in(SQLite::Statement& row) {
  Paper paper = metadata_in(row, id_in(row.getColumn(10).getString()));
  paper.published = optional_time(row.getColumn(11));
  paper.announced = day_in(row.getColumn(12).getInt64());
  paper.announced_is_estimate = row.getColumn(13).getInt() != 0;
  if (!row.getColumn(14).isNull()) paper.withdrawn = row.getColumn(14).getInt() != 0;
  const Detail detail = row.getColumn(16).getInt() != 0 ? Detail::summary : Detail::full;
  return {key_in(row.getColumn(15).getInt64()), {std::move(paper), detail}};
}

}  // namespace

std::optional<StoredPaper> PaperRows::find(const ArxivId& id) const {
  SQLite::Statement& row =
      connection_.prepared("SELECT " PAPERCUP_PAPER " FROM paper WHERE id = ?");
  row.bind(1, id.to_string());
  std::optional<StoredPaper> found;
  while (row.executeStep()) found = paper_in(row);
  return found;
}

std::optional<Paper> PaperRows::load(std::int64_t key) const {
  SQLite::Statement& row =
      connection_.prepared("SELECT " PAPERCUP_PAPER " FROM paper WHERE key = ?");
  row.bind(1, key);
  std::optional<Paper> found;
  while (row.executeStep()) found = paper_in(row).known.paper;
  return found;
}

std::int64_t PaperRows::insert(const Known& known, std::int64_t arrival) {
  SQLite::Statement& row = connection_.prepared(R"sql(
    INSERT INTO paper(id, version, title, abstract, authors, categories, published, updated, announced,
      announced_is_estimate, comment, journal_ref, doi, license, withdrawn, is_summary, arrival)
    VALUES (:id, :version, :title, :abstract, :authors, :categories, :published, :updated, :announced,
      :announced_is_estimate, :comment, :journal_ref, :doi, :license, :withdrawn, :is_summary, :arrival)
    )sql");
  bind_paper(row, known);
  row.bind(":id", known.paper.id.to_string());
  row.bind(":arrival", arrival);
  row.exec();
  const std::int64_t key = connection_.database().getLastInsertRowid();
  insert_categories(key, known.paper);
  return key;
}

void PaperRows::update(const StoredPaper& former, const Known& known) {
  SQLite::Statement& row = connection_.prepared(R"sql(
    UPDATE paper SET version = :version, title = :title, abstract = :abstract, authors = :authors,
      categories = :categories, published = :published, updated = :updated, announced = :announced,
      announced_is_estimate = :announced_is_estimate, comment = :comment, journal_ref = :journal_ref,
      doi = :doi, license = :license, withdrawn = :withdrawn, is_summary = :is_summary
    WHERE key = :key)sql");
  bind_paper(row, known);
  row.bind(":key", former.key);
  row.exec();
  const Paper& before = former.known.paper;
  if (before.categories == known.paper.categories) return;
  remove_categories(former.key, before);
  insert_categories(former.key, known.paper);
}

void PaperRows::remove(const StoredPaper& paper) {
  remove_categories(paper.key, paper.known.paper);
  for (const char* sql :
       {"DELETE FROM paper_features WHERE paper = ?", "DELETE FROM announcement WHERE paper = ?",
        "DELETE FROM paper_version WHERE paper = ?", "DELETE FROM paper WHERE key = ?"}) {
    SQLite::Statement& row = connection_.prepared(sql);
    row.bind(1, paper.key);
    row.exec();
  }
}

void PaperRows::remove_categories(std::int64_t key, const Paper& paper) {
  SQLite::Statement& row =
      connection_.prepared("DELETE FROM paper_category WHERE category = ? AND paper = ?");
  for (const Category& category : paper.categories) {
    row.reset();
    row.bind(1, category.to_string());
    row.bind(2, key);
    row.exec();
  }
}

void PaperRows::insert_categories(std::int64_t key, const Paper& paper) {
  SQLite::Statement& row =
      connection_.prepared("INSERT OR IGNORE INTO paper_category(category, paper) VALUES (?, ?)");
  for (const Category& category : paper.categories) {
    row.reset();
    row.bind(1, category.to_string());
    row.bind(2, key);
    row.exec();
  }
}

void PaperRows::set_features(std::int64_t key, const std::string& features) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO paper_features(paper, features) VALUES (?, ?)"
      " ON CONFLICT(paper) DO UPDATE SET features = excluded.features");
  row.bind(1, key);
  row.bindNoCopy(2, features.data(), static_cast<int>(features.size()));
  row.exec();
}

bool PaperRows::add_version(std::int64_t key, const Paper& paper) {
  SQLite::Statement& row = connection_.prepared(R"sql(
    INSERT OR IGNORE INTO paper_version(paper, version, title, abstract, authors, categories, updated,
      comment, journal_ref, doi, license)
    VALUES (:paper, :version, :title, :abstract, :authors, :categories, :updated,
      :comment, :journal_ref, :doi, :license))sql");
  bind_metadata(row, paper);
  row.bind(":paper", key);
  return row.exec() > 0;
}

std::vector<Paper> PaperRows::versions(const ArxivId& id) const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT " PAPERCUP_METADATA
      " FROM paper_version WHERE paper = (SELECT key FROM paper WHERE id = ?) ORDER BY version");
  row.bind(1, id.to_string());
  std::vector<Paper> versions;
  while (row.executeStep()) versions.push_back(metadata_in(row, id));
  return versions;
}

bool PaperRows::add_announcement(std::int64_t key, const Announcement& announcement,
                                 std::int64_t arrival) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT OR IGNORE INTO announcement(paper, category, day, kind, arrival) VALUES (?, ?, ?, ?, "
      "?)");
  row.bind(1, key);
  row.bind(2, announcement.category.to_string());
  row.bind(3, announcement.day.days_since_epoch());
  row.bind(4, std::string(to_string(announcement.kind)));
  row.bind(5, arrival);
  return row.exec() > 0;
}

std::vector<Announcement> PaperRows::announcements(const ArxivId& id) const {
  SQLite::Statement& row = connection_.prepared("SELECT key FROM paper WHERE id = ?");
  row.bind(1, id.to_string());
  if (!row.executeStep()) return {};
  const std::int64_t key = key_in(row.getColumn(0).getInt64());
  row.reset();
  return announcements(key);
}

std::vector<Announcement> PaperRows::announcements(std::int64_t key) const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT category, day, kind FROM announcement WHERE paper = ? ORDER BY day, category, kind");
  row.bind(1, key);
  std::vector<Announcement> announcements;
  while (row.executeStep()) {
    const auto kind = parse_announcement_kind(row.getColumn(2).getString());
    if (!kind) continue;  // written by a later version
    announcements.push_back(
        {Category{row.getColumn(0).getString()}, day_in(row.getColumn(1).getInt64()), *kind});
  }
  return announcements;
}

std::int64_t PaperRows::next_arrival() const {
  SQLite::Statement& row = connection_.prepared("SELECT next FROM arrival");
  std::int64_t next = 0;
  while (row.executeStep()) next = count_in(row.getColumn(0).getInt64());
  return next;
}

void PaperRows::set_next_arrival(std::int64_t number) {
  SQLite::Statement& row = connection_.prepared("UPDATE arrival SET next = ? WHERE rowid = 1");
  row.bind(1, number);
  row.exec();
}

void PaperRows::mark_arrival() {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO arrival_point(next, token) SELECT next, random() FROM arrival"
      " WHERE next NOT IN (SELECT next FROM arrival_point)");
  row.exec();
}

ArrivalPoint PaperRows::last_arrival() const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT next - 1, ifnull(token, 0) FROM arrival LEFT JOIN arrival_point USING (next)");
  ArrivalPoint point;
  while (row.executeStep()) point = {row.getColumn(0).getInt64(), row.getColumn(1).getInt64()};
  return point;
}

bool PaperRows::has_reached(const ArrivalPoint& point) const {
  SQLite::Statement& row = connection_.prepared(
      "SELECT count(*) FROM arrival_point WHERE next = ?1 + 1 AND token = ?2"
      " OR ?2 = 0 AND ?1 + 1 <= (SELECT min(next) FROM arrival_point)");
  row.bind(1, point.arrival);
  row.bind(2, point.token);
  bool has_reached = false;
  while (row.executeStep()) has_reached = row.getColumn(0).getInt64() > 0;
  return has_reached;
}

}  // namespace papercup::store
