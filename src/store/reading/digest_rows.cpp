#include "store/reading/digest_rows.hpp"

#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "store/connection.hpp"

namespace papercup::store {
namespace {

std::string category_text(const std::vector<Category>& categories) {
  std::string text;
  for (const Category& category : categories) {
    text += (text.empty() ? "" : " ") + category.to_string();
  }
  return text;
}

std::vector<Category> categories_of(const std::string& text) {
  std::vector<Category> categories;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    categories.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return categories;
}

RecordedPaper paper_of(SQLite::Statement& row) {
  RecordedPaper paper{ArxivId::parse(row.getColumn("paper").getText()),
                      row.getColumn("rank").getInt(),
                      {row.getColumn("score").getDouble(), {}}};
  if (!row.getColumn("match").isNull()) {
    paper.standing =
        Standing{row.getColumn("match").getDouble(), row.getColumn("one_in").getInt64(),
                 row.getColumn("provisional").getInt() != 0};
  }
  paper.kind = parse_announcement_kind(row.getColumn("kind").getText());
  return paper;
}

}  // namespace

std::int64_t DigestRows::insert(const DigestRecord& digest) {
  SQLite::Statement& row =
      connection_.prepared("INSERT INTO digest(channel, shown, day) VALUES (?, ?, ?)");
  row.bind(1, digest.channel);
  row.bind(2, static_cast<std::int64_t>(digest.shown.time_since_epoch().count()));
  row.bind(3, digest.day.days_since_epoch());
  row.exec();
  const std::int64_t number = connection_.database().getLastInsertRowid();
  int position = 0;
  for (const RecordedSection& section : digest.sections) insert(number, position++, section);
  return number;
}

void DigestRows::insert(std::int64_t number, int position, const RecordedSection& section) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest_section(digest, position, focus, focus_name, focus_text, categories,"
      " since, until, considered, ranker, background) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, number);
  row.bind(2, position);
  row.bind(3, section.focus);
  row.bind(4, section.focus_name);
  row.bind(5, section.focus_text);
  row.bind(6, category_text(section.categories));
  row.bind(7, section.since.days_since_epoch());
  row.bind(8, section.until.days_since_epoch());
  row.bind(9, section.considered);
  row.bind(10, section.ranker);
  row.bind(11, section.background);
  row.exec();
  for (const RecordedPaper& paper : section.papers) insert(number, position, paper);
}

void DigestRows::insert(std::int64_t number, int section, const RecordedPaper& paper) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest_paper(digest, rank, section, paper, score, match, one_in, provisional,"
      " kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, number);
  row.bind(2, paper.rank);
  row.bind(3, section);
  row.bind(4, paper.id.to_string());
  row.bind(5, paper.score.value);
  if (paper.standing) {
    row.bind(6, paper.standing->match);
    row.bind(7, paper.standing->one_in);
  }
  row.bind(8, paper.standing && paper.standing->is_provisional ? 1 : 0);
  row.bind(9, paper.kind ? std::string(to_string(*paper.kind)) : std::string());
  row.exec();
  int position = 0;
  for (const Contribution& reason : paper.score.why) {
    SQLite::Statement& reason_row = connection_.prepared(
        "INSERT INTO digest_reason(digest, rank, position, kind, label, points)"
        " VALUES (?, ?, ?, ?, ?, ?)");
    reason_row.bind(1, number);
    reason_row.bind(2, paper.rank);
    reason_row.bind(3, position++);
    reason_row.bind(4, std::string(to_string(reason.kind)));
    reason_row.bind(5, reason.label);
    reason_row.bind(6, reason.points);
    reason_row.exec();
  }
}

std::optional<DigestRecord> DigestRows::find(std::int64_t number) {
  SQLite::Statement& row =
      connection_.prepared("SELECT channel, shown, day FROM digest WHERE number = ?");
  row.bind(1, number);
  if (!row.executeStep()) return std::nullopt;
  DigestRecord digest{row.getColumn(0).getText(),
                      Time{std::chrono::seconds{row.getColumn(1).getInt64()}},
                      Date::from_days_since_epoch(row.getColumn(2).getInt())};
  row.reset();
  digest.sections = sections(number);
  read_papers(number, digest.sections);
  return digest;
}

std::optional<DigestRecord> DigestRows::last(const std::string& channel, std::optional<Date> day) {
  SQLite::Statement& row = connection_.prepared(
      "SELECT number, shown, day FROM digest WHERE channel = ? AND (? IS NULL OR day = ?)"
      " ORDER BY number DESC LIMIT 1");
  row.bind(1, channel);
  if (day) {
    row.bind(2, day->days_since_epoch());
    row.bind(3, day->days_since_epoch());
  }
  if (!row.executeStep()) return std::nullopt;
  const std::int64_t number = row.getColumn(0).getInt64();
  DigestRecord digest{channel, Time{std::chrono::seconds{row.getColumn(1).getInt64()}},
                      Date::from_days_since_epoch(row.getColumn(2).getInt())};
  row.reset();
  digest.sections = sections(number);
  read_papers(number, digest.sections);
  return digest;
}

std::vector<DigestRecord> DigestRows::since(Date day) {
  SQLite::Statement& rows = connection_.prepared(
      "SELECT number, channel, shown, day FROM digest WHERE day >= ? ORDER BY number");
  rows.bind(1, day.days_since_epoch());
  std::vector<std::pair<std::int64_t, DigestRecord>> found;
  while (rows.executeStep()) {
    found.push_back(
        {rows.getColumn(0).getInt64(),
         {rows.getColumn(1).getText(), Time{std::chrono::seconds{rows.getColumn(2).getInt64()}},
          Date::from_days_since_epoch(rows.getColumn(3).getInt())}});
  }
  std::vector<DigestRecord> digests;
  for (auto& [number, digest] : found) {
    digest.sections = sections(number);
    read_papers(number, digest.sections);
    digests.push_back(std::move(digest));
  }
  return digests;
}

std::vector<RecordedSection> DigestRows::sections(std::int64_t number) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT * FROM digest_section WHERE digest = ? ORDER BY position");
  rows.bind(1, number);
  std::vector<RecordedSection> sections;
  while (rows.executeStep()) {
    RecordedSection section;
    section.focus = rows.getColumn("focus").getText();
    section.focus_name = rows.getColumn("focus_name").getText();
    section.focus_text = rows.getColumn("focus_text").getText();
    section.categories = categories_of(rows.getColumn("categories").getText());
    section.since = Date::from_days_since_epoch(rows.getColumn("since").getInt());
    section.until = Date::from_days_since_epoch(rows.getColumn("until").getInt());
    section.considered = rows.getColumn("considered").getInt64();
    section.ranker = rows.getColumn("ranker").getText();
    section.background = rows.getColumn("background").getText();
    sections.push_back(std::move(section));
  }
  return sections;
}

void DigestRows::read_papers(std::int64_t number, std::vector<RecordedSection>& sections) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT * FROM digest_paper WHERE digest = ? ORDER BY rank");
  rows.bind(1, number);
  while (rows.executeStep()) {
    RecordedPaper paper = paper_of(rows);
    paper.score.why = reasons(number, paper.rank);
    sections.at(static_cast<std::size_t>(rows.getColumn("section").getInt()))
        .papers.push_back(std::move(paper));
  }
}

std::vector<Contribution> DigestRows::reasons(std::int64_t number, int rank) {
  SQLite::Statement& rows = connection_.prepared(
      "SELECT kind, label, points FROM digest_reason WHERE digest = ? AND rank = ?"
      " ORDER BY position");
  rows.bind(1, number);
  rows.bind(2, rank);
  std::vector<Contribution> reasons;
  while (rows.executeStep()) {
    reasons.push_back({parse_evidence(rows.getColumn(0).getText()).value_or(Evidence::other),
                       rows.getColumn(1).getText(), rows.getColumn(2).getDouble()});
  }
  return reasons;
}

}  // namespace papercup::store
