#include "papercup/app/paper_search.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli_fixture.hpp"

namespace papercup::app {
namespace {

using testing::HasSubstr;

class SearchWordsTest : public cli::CliTest {
 protected:
  void SetUp() override {
    clock.time = Time{Date(2026, 11, 24).days()};
    store(paper("2611.91001", "Glucose sensing methods") + paper("2611.91002", "Glucose in tea") +
          paper("2611.91003", "The art of tea"));
  }

  static std::string paper(const std::string& id, const std::string& title) {
    return R"({"id": ")" + id + R"(", "title": ")" + title +
           R"(", "abstract": "Cups.", "authors": ["A. B"], "categories": ["cs.LG"], )" +
           R"("announced": "2026-11-24"})" + "\n";
  }

  std::string found(const std::string& words) {
    outcome_ = run({"search", words, "--format", "ids"});
    return outcome_.out;
  }

  const std::string& notes() const { return outcome_.err; }

 private:
  Outcome outcome_;
};

TEST_F(SearchWordsTest, AMinusLeavesPapersOut) {
  EXPECT_EQ(found("glucose -methods"), "2611.91002\n");
  EXPECT_THAT(notes(), HasSubstr("papers with methods are left out"));
  EXPECT_EQ(found("glucose -\"sensing methods\""), "2611.91002\n");
  EXPECT_EQ(found("tea -“glucose in” -nothing"), "2611.91003\n");
  EXPECT_EQ(found("self-glucose"), "");
}

TEST_F(SearchWordsTest, ExclusionAloneFindsNothing) {
  const Outcome outcome = run({"search", "--", "-methods"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("A minus excludes"));
}

TEST_F(SearchWordsTest, WhatIsLeftOutStaysOutIfNotAllWordsAreFound) {
  EXPECT_EQ(found("glucose zeppelin -methods"), "2611.91002\n");
}

TEST_F(SearchWordsTest, NoPaperIsFoundByStopWordsAlone) {
  EXPECT_EQ(found("the zeppelin"), "");
  EXPECT_THAT(notes(), HasSubstr("no stored paper matches"));
  EXPECT_EQ(found("the zeppelin of sensing"), "2611.91001\n");
  EXPECT_EQ(found("the of"), "2611.91003\n");
}

TEST_F(SearchWordsTest, OperatorsAndFieldsAreWordsAndTold) {
  found("glucose OR tea");
  EXPECT_THAT(notes(), HasSubstr("OR is searched for as a word like others"));
  found("ti:glucose");
  EXPECT_THAT(notes(), HasSubstr("ti: is searched for as a word like others"));
  found("\"glucose OR\" tea");
  EXPECT_THAT(notes(), testing::Not(HasSubstr("a word like others")));
}

TEST_F(SearchWordsTest, BlanksAndQuotesMayBeThoseOfUnicode) {
  EXPECT_EQ(found("glucose\u00A0tea"), "2611.91002\n");
  EXPECT_EQ(found("„art of“"), "2611.91003\n");
}

}  // namespace
}  // namespace papercup::app
