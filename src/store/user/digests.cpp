#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "store/database/connection.hpp"
#include "store/database/statement.hpp"
#include "store/user/user_rows.hpp"

namespace papercup::store {
namespace {

// What `role` says of a paper from below the line; and of one that is the first on a term, which
// follows.
constexpr std::string_view kExploration = "exploration";
constexpr std::string_view kFirstOn = "first on ";

std::string role_of(const RecordedPaper& paper) {
  return paper.first_on.empty() ? "" : std::string(kFirstOn) + paper.first_on;
}

// By position, of which a salvaged digest may lack some.
using Sections = std::map<std::int64_t, RecordedSection>;

// The columns of `digest_section` and what they hold, for writing and for reading.
constexpr std::tuple kSectionColumns{
    std::pair{"focus", &RecordedSection::focus},
    std::pair{"focus_name", &RecordedSection::focus_name},
    std::pair{"focus_text", &RecordedSection::focus_text},
    std::pair{"categories", &RecordedSection::categories},
    std::pair{"since", [](auto& section) -> auto& {return section.window.since;
}  // namespace
}  // namespace papercup::store
, std::pair{"until", [](auto& section) -> auto& {return section.window.until;
}
}
, std::pair{"considered", &RecordedSection::considered},
    std::pair{"ranker", &RecordedSection::ranker},
    std::pair{"background", &RecordedSection::background},
    std::pair{"new_papers", &RecordedSection::new_papers},
    std::pair{"cross_lists", &RecordedSection::cross_lists},
    std::pair{"reached", &RecordedSection::reached},
    std::pair{"too_common", &RecordedSection::too_common},
}
;

// Calls `visit` with each column's name and its value in `section`.
template <typename Section, typename Visit>
void for_each_section_column(Section& section, Visit visit) {
  std::apply(
      [&](const auto&... column) {
        (visit(column.first, std::invoke(column.second, section)), ...);
      },
      kSectionColumns);
}

// Puts the names of the columns, and a place for each, into `form`; each begins with a comma.
std::string section_sql(std::string_view form) {
  std::string names;
  std::string places;
  const RecordedSection none;
  for_each_section_column(none, [&](const char* name, const auto& /*value*/) {
    names += fmt::format(", {}", name);
    places += ", ?";
  });
  return fmt::format(fmt::runtime(form), fmt::arg("names", names), fmt::arg("places", places));
}

const char* insert_section_sql() {
  static const std::string sql =
      section_sql("INSERT INTO digest_section(digest, position{names}) VALUES (?, ?{places})");
  return sql.c_str();
}

const char* select_sections_sql() {
  static const std::string sql =
      section_sql("SELECT position{names} FROM digest_section WHERE digest = ? ORDER BY position");
  return sql.c_str();
}

// The rows that depend on a paper.
void insert_under(Connection& connection, std::int64_t number, const RecordedPaper& paper) {
  int position = 0;
  for (const Contribution& reason : paper.score.why) {
    connection.run(
        "INSERT INTO digest_reason(digest, rank, position, kind, label, points)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        number, paper.rank, position++, reason.kind, reason.label, reason.points);
  }
  position = 0;
  for (const ArxivId& id : paper.near_duplicates) {
    connection.run("INSERT INTO digest_folded(digest, rank, position, paper) VALUES (?, ?, ?, ?)",
                   number, paper.rank, position++, id);
  }
}

void insert_paper(Connection& connection, std::int64_t number, int section,
                  const RecordedPaper& paper, std::string_view role) {
  const auto& percentile = paper.percentile;
  connection.run(
      "INSERT INTO digest_paper(digest, rank, section, paper, score, match, one_in, provisional,"
      " kind, role) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      number, paper.rank, section, paper.id, paper.score.value,
      percentile ? std::optional(percentile->match) : std::nullopt,
      percentile ? std::optional(percentile->one_in) : std::nullopt,
      percentile && percentile->is_provisional, paper.kind ? to_string(*paper.kind) : "", role);
  insert_under(connection, number, paper);
}

void insert_section(Connection& connection, std::int64_t number, int position,
                    const RecordedSection& section) {
  Statement row(connection, insert_section_sql(), number, position);
  int parameter = 2;
  for_each_section_column(
      section, [&](const char* /*name*/, const auto& value) { row.bind_at(++parameter, value); });
  row.run();
  for (const RecordedPaper& paper : section.papers) {
    insert_paper(connection, number, position, paper, role_of(paper));
  }
  if (section.exploration) {
    insert_paper(connection, number, position, *section.exploration, kExploration);
  }
}

void insert_news(Connection& connection, std::int64_t number, int position,
                 const RecordedNews& news) {
  connection.run(
      "INSERT INTO digest_news(digest, position, kind, paper, version, mark, marked, statement,"
      " stated_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      number, position, news.kind, news.id, news.version, news.mark, news.marked, news.statement,
      news.stated_in);
}

Sections sections_of(Connection& connection, std::int64_t number) {
  Sections sections;
  for (Statement rows(connection, select_sections_sql(), number); rows.step();) {
    RecordedSection section;
    int column = 1;
    for_each_section_column(section, [&](const char* /*name*/, auto& value) {
      value = rows.get<std::remove_reference_t<decltype(value)>>(column++);
    });
    sections.emplace(rows.number(0), std::move(section));
  }
  return sections;
}

std::vector<Contribution> reasons_of(Connection& connection, std::int64_t number, int rank) {
  Statement rows(connection,
                 "SELECT kind, label, points FROM digest_reason WHERE digest = ? AND rank = ?"
                 " ORDER BY position",
                 number, rank);
  std::vector<Contribution> reasons;
  while (rows.step()) {
    reasons.push_back({parse_evidence(rows.bytes(0)).value_or(Evidence::other),
                       rows.get<std::string>(1), rows.get<double>(2)});
  }
  return reasons;
}

// Columns in the order in which insert_papers reads them.
RecordedPaper paper_of(Connection& connection, std::int64_t number, const Statement& row) {
  RecordedPaper paper{row.get<ArxivId>(0), row.get<int>(1), {row.get<double>(2), {}}};
  if (!row.is_null(3)) {
    paper.percentile = Percentile{row.get<double>(3), row.get<std::int64_t>(4), row.get<bool>(5)};
  }
  paper.kind = parse_announcement_kind(row.bytes(6));
  paper.score.why = reasons_of(connection, number, paper.rank);
  paper.near_duplicates = connection.all<ArxivId>(
      "SELECT paper FROM digest_folded WHERE digest = ? AND rank = ? ORDER BY position", number,
      paper.rank);
  return paper;
}

void read_papers(Connection& connection, std::int64_t number, Sections& sections) {
  Statement rows(connection,
                 "SELECT paper, rank, score, match, one_in, provisional, kind, section, role"
                 " FROM digest_paper WHERE digest = ? ORDER BY rank",
                 number);
  while (rows.step()) {
    RecordedPaper paper = paper_of(connection, number, rows);
    const auto place = sections.find(rows.number(7));
    if (place == sections.end()) refuse_row("a paper is in a section that its digest lacks");
    RecordedSection& section = place->second;
    const std::string role = rows.get<std::string>(8);
    if (role.starts_with(kFirstOn)) paper.first_on = role.substr(kFirstOn.size());
    if (role == kExploration) {
      section.exploration = std::move(paper);
    } else {
      section.papers.push_back(std::move(paper));
    }
  }
}

std::vector<RecordedNews> news_of(Connection& connection, std::int64_t number) {
  Statement rows(connection,
                 "SELECT kind, paper, version, mark, marked, statement, stated_in FROM digest_news"
                 " WHERE digest = ? ORDER BY position",
                 number);
  std::vector<RecordedNews> news;
  while (rows.step()) {
    const auto kind = parse_news_kind(rows.bytes(0));
    if (!kind) continue;  // of a later papercup
    news.push_back({*kind, rows.get<ArxivId>(1), rows.get<std::optional<int>>(2),
                    parse_mark_verb(rows.bytes(3)).value_or(MarkVerb::save),
                    rows.get<std::optional<Time>>(4), rows.get<std::string>(5),
                    rows.get<std::string>(6)});
  }
  return news;
}

}  // namespace

std::int64_t insert_digest(Connection& connection, const DigestRecord& digest) {
  Statement row(connection,
                "INSERT INTO digest(channel, shown, day, week_since, week_until, replications,"
                " negative_results) VALUES (?, ?, ?, ?, ?, ?, ?)",
                digest.channel, digest.shown, digest.day);
  if (const auto& week = digest.week) {
    row.bind(digest.channel, digest.shown, digest.day, week->since, week->until, week->replications,
             week->negative_results);
  }
  row.run();
  const std::int64_t number = connection.last_inserted_row();
  int position = 0;
  for (const RecordedSection& section : digest.sections) {
    insert_section(connection, number, position++, section);
  }
  position = 0;
  for (const RecordedNews& news : digest.news) insert_news(connection, number, position++, news);
  return number;
}

std::optional<DigestRecord> find_digest(Connection& connection, std::int64_t number) {
  Statement row(connection,
                "SELECT channel, shown, day, week_since, week_until, replications,"
                " negative_results FROM digest WHERE number = ?",
                number);
  if (!row.step()) return std::nullopt;
  DigestRecord digest{row.get<std::string>(0), row.get<Time>(1), row.get<Date>(2)};
  if (!row.is_null(3)) {
    digest.week = WeekCount{row.get<Date>(3), row.get<Date>(4), row.get<std::int64_t>(5),
                            row.get<std::int64_t>(6)};
  }
  Sections sections = sections_of(connection, number);
  read_papers(connection, number, sections);
  for (auto& entry : sections) digest.sections.push_back(std::move(entry.second));
  digest.news = news_of(connection, number);
  return digest;
}

std::vector<DigestRecord> digests_since(Connection& connection, Date day) {
  std::vector<DigestRecord> digests;
  for (const std::int64_t number : connection.all<std::int64_t>(
           "SELECT number FROM digest WHERE day >= ? ORDER BY number", day)) {
    std::optional<DigestRecord> digest = find_digest(connection, number);
    if (!digest) refuse_row(fmt::format("digest {} is not found by its number", number));
    digests.push_back(*std::move(digest));
  }
  return digests;
}

}  // namespace papercup::store
