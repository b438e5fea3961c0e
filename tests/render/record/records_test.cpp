#include "papercup/render/records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "papercup/core/error.hpp"

namespace papercup::render {
namespace {

Paper json_paper() {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = "A \"Quoted\" Title";
  paper.abstract = "Ünïcode stays.";
  return paper;
}

Paper full_paper() {
  Paper paper = json_paper();
  paper.version = 2;
  paper.authors = {"Lena Sørby", "R. Adeyemi"};
  paper.categories = {Category("cs.LG"), Category("stat.ML")};
  paper.published = parse_rfc3339("2026-11-20T18:00:01Z");
  paper.updated = parse_rfc3339("2026-11-23T18:00:01Z");
  paper.announced = Date(2026, 11, 24);
  paper.announced_is_estimate = true;
  paper.comment = "9 pages";
  paper.journal_ref = "J. Inv. 1 (2026)";
  paper.doi = "10.0000/x";
  paper.license = "http://creativecommons.org/licenses/by/4.0/";
  return paper;
}

TEST(JsonObject, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(
      json_object(json_paper(), {}, {}),
      R"({"id":"2611.90001","title":"A \"Quoted\" Title","abstract":"Ünïcode stays.",)"
      R"("authors":[],"categories":[],"url":"https://arxiv.org/abs/2611.90001","signals":{}})");
}

TEST(JsonObject, HasTheDocumentedKeysInOrder) {
  const Annotation annotation{Score{0.5, {{Evidence::keyword, "dpo", 0.5}}}, 1, "ranker/1",
                              Percentile{0.9, 10, false}};
  const auto object = nlohmann::ordered_json::parse(json_object(full_paper(), annotation, {}));
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, json_keys());
  EXPECT_EQ(object["why"][0]["kind"], "keyword");
  EXPECT_EQ(object["announced"], "2026-11-24");
  EXPECT_EQ(object["published"], "2026-11-20T18:00:01Z");
}

TEST(JsonObject, GivesTheFieldsAskedForInTheirOrder) {
  const Annotation annotation{Score{0.25, {}}, {}, ""};
  EXPECT_EQ(json_object(full_paper(), annotation, {"score", "match", "one_in", "id", "rank"}),
            R"({"score":0.25,"id":"2611.90001"})");
}

TEST(JsonObject, SaysThatADayIsEstimatedOnlyWhereItIs) {
  Paper paper = full_paper();
  EXPECT_EQ(json_object(paper, {}, {"announced_estimated"}), R"({"announced_estimated":true})");
  paper.announced_is_estimate = false;
  EXPECT_EQ(json_object(paper, {}, {"announced_estimated"}), "{}");
}

TEST(JsonObject, PrintsNumbersThatReadBackTheSame) {
  const double value = 0.1 + 0.2;
  const auto object = nlohmann::json::parse(
      json_object(json_paper(), Annotation{Score{value, {}}, {}, ""}, {"score"}));
  EXPECT_EQ(object["score"].get<double>(), value);
}

TEST(JsonObject, KeepsLineFeedsAndControlCharactersInsideItsLine) {
  Paper paper = json_paper();
  paper.title = "two\nlines\x1b[31m";
  const std::string line = json_object(paper, {}, {"title"});
  EXPECT_EQ(line, R"({"title":"two\nlines\u001b[31m"})");
}

Paper titled(const std::string& title) {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = title;
  return paper;
}

std::string title_cell(const std::string& title) {
  const std::string row = csv_row(titled(title), {}, {"title"});
  return row.substr(0, row.size() - 2);
}

TEST(Csv, EndsLinesWithCrLfAndQuotesWhatHasToBe) {
  EXPECT_EQ(csv_header({"id", "title"}), "id,title\r\n");
  EXPECT_EQ(csv_row(titled("A \"quoted\", divided title"), {}, {"id", "title"}),
            "2611.90001,\"A \"\"quoted\"\", divided title\"\r\n");
}

TEST(Csv, HasACellForWhatIsNotKnown) {
  EXPECT_EQ(csv_row(titled("x"), {}, {"doi", "version", "title", "comment"}), ",,x,\r\n");
  EXPECT_EQ(csv_row(titled("x"), {}, {"doi"}), "\"\"\r\n");
}

TEST(Csv, PutsAnApostropheBeforeFormulas) {
  EXPECT_EQ(title_cell("=1+1"), "'=1+1");
  EXPECT_EQ(title_cell("+1"), "'+1");
  EXPECT_EQ(title_cell("-1"), "'-1");
  EXPECT_EQ(title_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(title_cell("＝1"), "'＝1");
  EXPECT_EQ(title_cell("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
}

TEST(Csv, FormulasCannotHideBehindBlanksControlsAndApostrophes) {
  EXPECT_EQ(title_cell("  =1"), "'  =1");
  EXPECT_EQ(title_cell("\xEF\xBB\xBF=1"), "'=1");
  EXPECT_EQ(title_cell("'=1"), "''=1");
  EXPECT_EQ(title_cell("\t=1"), "' =1");
}

TEST(Csv, LeavesOtherApostrophesAlone) {
  EXPECT_EQ(title_cell("'Tis a title"), "'Tis a title");
  EXPECT_EQ(title_cell("1-1=0"), "1-1=0");
}

TEST(Csv, PutsListsIntoOneCell) {
  Paper paper = titled("x");
  paper.authors = {"Lena Sørby", "R. Adeyemi"};
  paper.categories = {Category("cs.LG"), Category("stat.ML")};
  const Annotation annotation{Score{-0.25, {{Evidence::keyword, "dpo", 0.5}}}, 1, "", {}};
  EXPECT_EQ(csv_row(paper, annotation, {"authors", "categories", "why", "rank"}),
            "Lena Sørby; R. Adeyemi,cs.LG stat.ML,dpo 0.5000,1\r\n");
}

TEST(Csv, NumbersStayNumbers) {
  const Annotation annotation{Score{-0.25, {}}, {}, "", {}};
  EXPECT_EQ(csv_row(titled("x"), annotation, {"score"}), "-0.25\r\n");
}

TEST(Csv, HasColumnsOfTheFocusOnlyWithOne) {
  std::vector<std::string> keys = json_keys();
  std::erase(keys, "url");
  ASSERT_EQ(keys.front(), "id");
  keys.insert(keys.begin() + 1, "url");  // since readers take identifiers for numbers
  EXPECT_THAT(csv_columns({}, true), testing::ElementsAreArray(keys));
  EXPECT_THAT(csv_columns({}, false), testing::Not(testing::Contains("score")));
  EXPECT_THAT(csv_columns({}, false), testing::Contains("announced"));
  EXPECT_THAT(csv_columns({"title", "id"}, true), testing::ElementsAre("title", "id"));
}

TEST(MarkLine, IsReadAsItWasWritten) {
  Mark mark{Time{Date(2026, 11, 24).days()}, 2, MarkVerb::unmark, ArxivId::parse("2611.90001")};
  EXPECT_EQ(mark_line(mark),
            R"({"time":"2026-11-24T00:00:00Z","ordinal":2,"verb":"unmark","id":"2611.90001"})");
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
  mark.focus = "préférences";
  mark.known = true;
  mark.only = MarkVerb::save;
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
  EXPECT_EQ(mark_line(mark).find("logical"), std::string::npos) << "it is the clock's";
  mark.logical = mark.time + std::chrono::hours(24);
  EXPECT_NE(mark_line(mark).find(R"("logical":"2026-11-25T00:00:00Z")"), std::string::npos);
  EXPECT_EQ(parse_mark_line(mark_line(mark)), mark);
}

TEST(MarkLine, IsRefusedWhereItIsNone) {
  for (const char* line :
       {"", "[]", "{", "{}", R"({"time":"2026-11-24T00:00:00Z","verb":"like"})",
        R"({"time":"noon","verb":"like","id":"2611.90001"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"love","id":"2611.90001"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"nonsense"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","known":1})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","ordinal":-1})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","logical":"soon"})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":"2611.90001","logical":3})",
        R"({"time":"2026-11-24T00:00:00Z","verb":"like","id":7})"}) {
    EXPECT_THROW(parse_mark_line(line), Error) << line;
  }
}

}  // namespace

}  // namespace papercup::render
