#include "store/user/digest_rows.hpp"

#include <utility>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include "store/database/connection.hpp"
#include "store/database/row_values.hpp"

namespace papercup::store {
namespace {

constexpr const char* kExploration = "exploration";

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

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
  RecordedPaper paper{id_in(row.getColumn("paper").getText()),
                      small_count_in(row.getColumn("rank").getInt64()),
                      {finite_in(row.getColumn("score").getDouble()), {}}};
  if (!row.getColumn("match").isNull()) {
    paper.standing = Standing{finite_in(row.getColumn("match").getDouble()),
                              count_in(row.getColumn("one_in").getInt64()),
                              row.getColumn("provisional").getInt() != 0};
  }
  paper.kind = parse_announcement_kind(row.getColumn("kind").getText());
  return paper;
}

}  // namespace

std::int64_t DigestRows::insert(const DigestRecord& digest) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest(channel, shown, day, week_since, week_until, replications,"
      " negative_results) VALUES (?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, digest.channel);
  row.bind(2, seconds(digest.shown));
  row.bind(3, digest.day.days_since_epoch());
  if (digest.week) {
    row.bind(4, digest.week->since.days_since_epoch());
    row.bind(5, digest.week->until.days_since_epoch());
    row.bind(6, digest.week->replications);
    row.bind(7, digest.week->negative_results);
  }
  row.exec();
  const std::int64_t number = connection_.database().getLastInsertRowid();
  int position = 0;
  for (const RecordedSection& section : digest.sections) insert(number, position++, section);
  position = 0;
  for (const RecordedNews& news : digest.news) insert(number, position++, news);
  return number;
}

void DigestRows::insert(std::int64_t number, int position, const RecordedNews& news) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest_news(digest, position, kind, paper, version, mark, marked, statement,"
      " stated_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, number);
  row.bind(2, position);
  row.bind(3, std::string(to_string(news.kind)));
  row.bind(4, news.id.to_string());
  if (news.version) row.bind(5, *news.version);
  row.bind(6, std::string(to_string(news.mark)));
  if (news.marked) row.bind(7, seconds(*news.marked));
  row.bind(8, news.statement);
  row.bind(9, news.stated_in);
  row.exec();
}

void DigestRows::insert(std::int64_t number, int position, const RecordedSection& section) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest_section(digest, position, focus, focus_name, focus_text, categories,"
      " since, until, considered, ranker, background, new_papers, cross_lists, reached, too_common)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
  row.bind(12, section.new_papers);
  row.bind(13, section.cross_lists);
  row.bind(14, section.reached);
  row.bind(15, section.too_common);
  row.exec();
  for (const RecordedPaper& paper : section.papers) insert(number, position, paper, Role::listed);
  if (section.exploration) insert(number, position, *section.exploration, Role::exploration);
}

void DigestRows::insert(std::int64_t number, int section, const RecordedPaper& paper, Role role) {
  SQLite::Statement& row = connection_.prepared(
      "INSERT INTO digest_paper(digest, rank, section, paper, score, match, one_in, provisional,"
      " kind, role) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
  row.bind(10, role == Role::exploration ? kExploration : "");
  row.exec();
  insert_under(number, paper);
}

// What hangs on a paper.
void DigestRows::insert_under(std::int64_t number, const RecordedPaper& paper) {
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
  position = 0;
  for (const ArxivId& id : paper.folded) {
    SQLite::Statement& row = connection_.prepared(
        "INSERT INTO digest_folded(digest, rank, position, paper) VALUES (?, ?, ?, ?)");
    row.bind(1, number);
    row.bind(2, paper.rank);
    row.bind(3, position++);
    row.bind(4, id.to_string());
    row.exec();
  }
}

std::optional<DigestRecord> DigestRows::find(std::int64_t number) {
  SQLite::Statement& row = connection_.prepared(
      "SELECT channel, shown, day, week_since, week_until, replications, negative_results"
      " FROM digest WHERE number = ?");
  row.bind(1, number);
  if (!row.executeStep()) return std::nullopt;
  DigestRecord digest{row.getColumn(0).getText(), time_in(row.getColumn(1).getInt64()),
                      day_in(row.getColumn(2).getInt64())};
  if (!row.getColumn(3).isNull()) {
    digest.week =
        WeekCount{day_in(row.getColumn(3).getInt64()), day_in(row.getColumn(4).getInt64()),
                  count_in(row.getColumn(5).getInt64()), count_in(row.getColumn(6).getInt64())};
  }
  row.reset();
  std::map<std::int64_t, RecordedSection> by_position = sections(number);
  read_papers(number, by_position);
  for (auto& entry : by_position) digest.sections.push_back(std::move(entry.second));
  digest.news = news(number);
  return digest;
}

std::optional<DigestRecord> DigestRows::last(const std::string& channel, std::optional<Date> day) {
  SQLite::Statement& row = connection_.prepared(
      "SELECT max(number) FROM digest WHERE channel = ? AND (? IS NULL OR day = ?)");
  row.bind(1, channel);
  if (day) {
    row.bind(2, day->days_since_epoch());
    row.bind(3, day->days_since_epoch());
  }
  std::optional<std::int64_t> number;
  if (row.executeStep() && !row.getColumn(0).isNull()) number = row.getColumn(0).getInt64();
  row.reset();
  return number ? find(*number) : std::nullopt;
}

std::vector<DigestRecord> DigestRows::since(Date day) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT number FROM digest WHERE day >= ? ORDER BY number");
  rows.bind(1, day.days_since_epoch());
  std::vector<std::int64_t> numbers;
  while (rows.executeStep()) numbers.push_back(rows.getColumn(0).getInt64());
  std::vector<DigestRecord> digests;
  for (const std::int64_t number : numbers) {
    std::optional<DigestRecord> digest = find(number);
    if (!digest) refuse_row(fmt::format("digest {} is not found by its number", number));
    digests.push_back(*std::move(digest));
  }
  return digests;
}

std::map<std::int64_t, RecordedSection> DigestRows::sections(std::int64_t number) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT * FROM digest_section WHERE digest = ? ORDER BY position");
  rows.bind(1, number);
  std::map<std::int64_t, RecordedSection> sections;
  while (rows.executeStep()) {
    RecordedSection section;
    section.focus = rows.getColumn("focus").getText();
    section.focus_name = rows.getColumn("focus_name").getText();
    section.focus_text = rows.getColumn("focus_text").getText();
    section.categories = categories_of(rows.getColumn("categories").getText());
    section.since = day_in(rows.getColumn("since").getInt64());
    section.until = day_in(rows.getColumn("until").getInt64());
    section.considered = count_in(rows.getColumn("considered").getInt64());
    section.new_papers = count_in(rows.getColumn("new_papers").getInt64());
    section.cross_lists = count_in(rows.getColumn("cross_lists").getInt64());
    section.reached = count_in(rows.getColumn("reached").getInt64());
    section.too_common = count_in(rows.getColumn("too_common").getInt64());
    section.ranker = rows.getColumn("ranker").getText();
    section.background = rows.getColumn("background").getText();
    sections.emplace(rows.getColumn("position").getInt64(), std::move(section));
  }
  return sections;
}

void DigestRows::read_papers(std::int64_t number,
                             std::map<std::int64_t, RecordedSection>& sections) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT * FROM digest_paper WHERE digest = ? ORDER BY rank");
  rows.bind(1, number);
  while (rows.executeStep()) {
    RecordedPaper paper = paper_of(rows);
    paper.score.why = reasons(number, paper.rank);
    paper.folded = folded(number, paper.rank);
    const auto place = sections.find(rows.getColumn("section").getInt64());
    if (place == sections.end()) refuse_row("a paper stands in a section that its digest lacks");
    RecordedSection& section = place->second;
    if (rows.getColumn("role").getString() == kExploration) {
      section.exploration = std::move(paper);
    } else {
      section.papers.push_back(std::move(paper));
    }
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
                       rows.getColumn(1).getText(), finite_in(rows.getColumn(2).getDouble())});
  }
  return reasons;
}

std::vector<ArxivId> DigestRows::folded(std::int64_t number, int rank) {
  SQLite::Statement& rows = connection_.prepared(
      "SELECT paper FROM digest_folded WHERE digest = ? AND rank = ? ORDER BY position");
  rows.bind(1, number);
  rows.bind(2, rank);
  std::vector<ArxivId> ids;
  while (rows.executeStep()) ids.push_back(id_in(rows.getColumn(0).getText()));
  return ids;
}

std::vector<RecordedNews> DigestRows::news(std::int64_t number) {
  SQLite::Statement& rows =
      connection_.prepared("SELECT * FROM digest_news WHERE digest = ? ORDER BY position");
  rows.bind(1, number);
  std::vector<RecordedNews> result;
  while (rows.executeStep()) {
    const auto kind = parse_news_kind(rows.getColumn("kind").getText());
    if (!kind) continue;  // of a later papercup
    RecordedNews news{*kind, id_in(rows.getColumn("paper").getText())};
    if (const SQLite::Column version = rows.getColumn("version"); !version.isNull()) {
      news.version = small_count_in(version.getInt64());
    }
    news.mark = parse_mark_verb(rows.getColumn("mark").getText()).value_or(MarkVerb::save);
    if (const SQLite::Column marked = rows.getColumn("marked"); !marked.isNull()) {
      news.marked = time_in(marked.getInt64());
    }
    news.statement = rows.getColumn("statement").getString();
    news.stated_in = rows.getColumn("stated_in").getString();
    result.push_back(std::move(news));
  }
  return result;
}

}  // namespace papercup::store
