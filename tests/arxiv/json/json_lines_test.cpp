#include "arxiv/json/json_lines.hpp"

#include <sstream>

#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string line_of(const std::string& name, std::size_t index) {
  std::istringstream stream{fixture(name)};
  std::string line;
  for (std::size_t i = 0; i <= index; ++i) std::getline(stream, line);
  return line;
}

std::string line_error(std::string_view line) {
  return message_of([&] { parse_json_line(line); });
}

TEST(JsonLine, GivesEveryFieldOfItsOwnForm) {
  const Record record = parse_json_line(line_of("own.jsonl", 0));
  const Paper& paper = record.paper;
  EXPECT_EQ(paper.id.to_string(), "2611.90061");
  EXPECT_EQ(paper.version, 2);
  EXPECT_EQ(paper.title, "Cups, Line by Line");
  EXPECT_EQ(paper.abstract, "An invented abstract.");
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostado", "Øystein Kvern"));
  EXPECT_EQ(names(paper.categories), (Strings{"cs.LG", "cups.NW", "made", "up"}));
  EXPECT_EQ(paper.published, parse_rfc3339("2026-11-05T01:02:03Z"));
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-20T09:10:11Z"));
  EXPECT_EQ(paper.announced, Date(2026, 11, 6));
  EXPECT_TRUE(paper.announced_is_estimate);
  EXPECT_EQ(paper.comment, "7 pages");
  EXPECT_EQ(paper.journal_ref, "J. Invented Cups");
  EXPECT_EQ(paper.doi, "10.99999/cups.61");
  EXPECT_EQ(paper.license, "http://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(record.detail, Detail::full);
  EXPECT_THAT(record.announcements, IsEmpty());
  EXPECT_EQ(record.paper.withdrawn, std::nullopt);
}

TEST(JsonLine, TakesNullForAbsent) {
  const Paper paper = parse_json_line(line_of("own.jsonl", 2)).paper;
  EXPECT_EQ(paper.id.to_string(), "math/0611998");
  EXPECT_EQ(paper.comment, "");
  EXPECT_EQ(paper.announced, std::nullopt);
  EXPECT_EQ(parse_json_line(R"({"id":"2611.90061","title":"T","version":null,"authors":null})")
                .paper.version,
            std::nullopt);
}

TEST(JsonLine, TakesAnAnnouncementForStatedUnlessItSaysEstimated) {
  const Paper paper =
      parse_json_line(R"({"id":"2611.90061","title":"T","announced":"2026-11-08"})").paper;
  EXPECT_EQ(paper.announced, Date(2026, 11, 8));
  EXPECT_FALSE(paper.announced_is_estimate);
  EXPECT_FALSE(parse_json_line(R"({"id":"2611.90061","title":"T","announced_estimated":true})")
                   .paper.announced_is_estimate);
}

TEST(JsonLine, TakesTheVersionFromTheIdWhereNothingElseSaysIt) {
  EXPECT_EQ(parse_json_line(R"({"id":"2611.90061v3","title":"T"})").paper.version, 3);
  EXPECT_EQ(parse_json_line(R"({"id":"2611.90061v3","version":4,"title":"T"})").paper.version, 4);
}

TEST(JsonLine, GivesEveryFieldOfTheSnapshot) {
  const Record record = parse_json_line(line_of("snapshot.jsonl", 0));
  const Paper& paper = record.paper;
  EXPECT_EQ(paper.title, "Cups in a Snapshot");
  EXPECT_EQ(paper.abstract, "An invented abstract.");
  EXPECT_THAT(paper.authors, ElementsAre("Mirelle Tostadó", "Øystein Kvern Jr."));
  EXPECT_EQ(names(paper.categories), (Strings{"hep-ph", "hep-th"}));
  EXPECT_EQ(paper.version, 2);
  EXPECT_EQ(paper.published, parse_rfc3339("2026-11-02T19:18:42Z"));
  EXPECT_EQ(paper.updated, parse_rfc3339("2026-11-24T20:10:27Z"));
  EXPECT_EQ(paper.announced, std::nullopt);
  EXPECT_EQ(paper.comment, "7 pages");
  EXPECT_EQ(paper.journal_ref, "");
  EXPECT_EQ(paper.doi, "10.99999/cups.71");
  EXPECT_EQ(record.detail, Detail::full);
}

TEST(JsonLine, SplitsTheAuthorsOfASnapshotWithoutParsedOnes) {
  const Paper paper = parse_json_line(line_of("snapshot.jsonl", 1)).paper;
  EXPECT_THAT(paper.authors, ElementsAre("Q. Nobody", "S. Body"));
  EXPECT_EQ(paper.version, std::nullopt);
}

TEST(JsonLine, NeedsAnIdAndATitle) {
  EXPECT_THAT(line_error("{}"), HasSubstr("has no id"));
  EXPECT_THAT(line_error(R"({"id":"cups","title":"T"})"), HasSubstr("an id that is not arXiv's"));
  EXPECT_THAT(line_error(R"({"id":"2611.90061"})"), HasSubstr("has no title"));
  EXPECT_THAT(line_error(R"({"id":"2611.90061","title":" "})"), HasSubstr("has no title"));
}

TEST(JsonLine, IsAnObject) {
  for (const std::string line :
       {"[]", "7", "\"x\"", "null", "true", "1.5", "[{\"id\":\"2611.90061\"}]"}) {
    EXPECT_THAT(line_error(line), HasSubstr("is not a JSON object")) << line;
  }
  using std::string_literals::operator""s;
  for (const std::string& line :
       {""s, "{"s, "{\"id\":}"s, "{} {}"s, "{}x"s, "{\"id\":\"\xFF\"}"s}) {
    EXPECT_THAT(line_error(line), HasSubstr("is not valid JSON at byte ")) << line;
  }
  EXPECT_THAT(line_error("{\"id\":\"2611.90061\",\"title\":\"T\"}\0"s), HasSubstr("NUL byte"));
}

TEST(JsonLine, RefusesWrongTypesByName) {
  const Strings members = {R"("title":7)",
                           R"("title":["T"])",
                           R"("title":{"a":"b"})",
                           R"("version":"2")",
                           R"("version":2.5)",
                           R"("authors":7)",
                           R"("authors":[7])",
                           R"("authors":[["A"]])",
                           R"("categories":{})",
                           R"("announced":20261108)",
                           R"("comment":true)",
                           R"("versions":"v1")",
                           R"("versions":["v1"])",
                           R"("versions":[{"version":1}])",
                           R"("authors_parsed":["A"])",
                           R"("announced_estimated":"yes")"};
  for (const std::string& member : members) {
    const std::string name = member.substr(0, member.find(':'));
    EXPECT_THAT(line_error(R"({"id":"2611.90061",)" + member + "}"),
                HasSubstr("has a member " + name + " of a wrong type"))
        << member;
  }
}

TEST(JsonLine, RefusesValuesThatMeanNothing) {
  EXPECT_THAT(line_error(R"({"id":"2611.90061","title":"T","published":"soon"})"),
              HasSubstr("\"published\" that is not a time"));
  EXPECT_THAT(line_error(R"({"id":"2611.90061","title":"T","announced":"2026-02-30"})"),
              HasSubstr("\"announced\" that is not a day"));
  for (const std::string version : {"0", "-1", "99999999999"}) {
    EXPECT_THAT(line_error(R"({"id":"2611.90061","title":"T","version":)" + version + "}"),
                HasSubstr("not a whole number from 1"));
  }
}

TEST(JsonLine, PassesOverWhatItDoesNotKnow) {
  const Paper paper =
      parse_json_line(
          R"({"x":{"id":"2611.99999","title":"No","authors":[1]},"y":[[{"version":7}]],)"
          R"("id":"2611.90061","score":1e3,"title":"T","z":null})")
          .paper;
  EXPECT_EQ(paper.id.to_string(), "2611.90061");
  EXPECT_EQ(paper.title, "T");
  EXPECT_EQ(paper.version, std::nullopt);
}

TEST(JsonLine, LetsNoControlCharacterThrough) {
  const Paper paper =
      parse_json_line(
          R"({"id":"2611.90061","title":"A\u001b[31m\u0000 cup\n","authors":["U\u0007no"]})")
          .paper;
  EXPECT_EQ(paper.title.find('\x1B'), std::string::npos);
  EXPECT_EQ(paper.title.find('\0'), std::string::npos);
  EXPECT_EQ(paper.authors.at(0).find('\x07'), std::string::npos);
}

TEST(JsonLine, NeedsNoStackForDepth) {
  const std::string deep = R"({"x":)" + std::string(1'000'000, '[') + std::string(1'000'000, ']') +
                           R"(,"id":"2611.90061","title":"T"})";
  EXPECT_EQ(parse_json_line(deep).paper.title, "T");
  EXPECT_THAT(line_error(R"({"x":)" + std::string(1'000'000, '[')), HasSubstr("not valid JSON"));
}

TEST(JsonLine, OfATruncatedLineIsAnError) {
  for (const std::string& line : {line_of("own.jsonl", 0), line_of("snapshot.jsonl", 0)}) {
    for (std::size_t size = 0; size < line.size(); ++size) {
      EXPECT_THROW(parse_json_line(std::string_view{line}.substr(0, size)), Error) << size;
    }
  }
}

// The lines of a text that comes in pieces of `size` bytes; "!" for a line that is too long.
std::vector<std::string> lines_of(std::string_view text, std::size_t size) {
  std::vector<std::string> lines;
  LineSplitter splitter{
      {[&](std::string_view line, std::int64_t number) {
         lines.push_back(std::to_string(number) + ":" + std::string{line});
       },
       [&](std::int64_t number) { lines.push_back(std::to_string(number) + ":!"); }}};
  for (std::size_t at = 0; at < text.size(); at += size) splitter.feed(text.substr(at, size));
  splitter.finish();
  return lines;
}

TEST(LineSplitter, GivesTheSameLinesHoweverThePiecesFall) {
  for (std::size_t size = 1; size < 12; ++size) {
    EXPECT_THAT(lines_of("a\r\n\nbcd\nlast", size), ElementsAre("1:a", "2:", "3:bcd", "4:last"))
        << size;
    EXPECT_THAT(lines_of("a\nb\n", size), ElementsAre("1:a", "2:b")) << size;
  }
}

TEST(LineSplitter, PassesOverLinesThatAreTooLong) {
  const std::string longest(kLongestLine, 'x');
  for (const std::size_t size : {std::size_t{1} << 18, std::size_t{40} << 20}) {
    EXPECT_THAT(lines_of("a\n" + longest + "y\nb\n" + longest + "y", size),
                ElementsAre("1:a", "2:!", "3:b", "4:!"));
    EXPECT_EQ(lines_of(longest, size).at(0).size(), kLongestLine + 2);
  }
}

}  // namespace
}  // namespace papercup::arxiv
