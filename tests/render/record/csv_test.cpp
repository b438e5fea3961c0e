#include "papercup/render/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::render {
namespace {

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
  EXPECT_THAT(csv_columns({}, true), testing::ElementsAreArray(json_keys()));
  EXPECT_THAT(csv_columns({}, false), testing::Not(testing::Contains("score")));
  EXPECT_THAT(csv_columns({}, false), testing::Contains("announced"));
  EXPECT_THAT(csv_columns({"title", "id"}, true), testing::ElementsAre("title", "id"));
}

}  // namespace
}  // namespace papercup::render
