#include "papercup/app/paper_search.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/cli_fixture.hpp"
#include "rank/invented_papers.hpp"

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

// Papers that cannot be among the nearest few are not looked at as closely.
TEST_F(SearchWordsTest, TheNearestFewAreThoseOfAll) {
  rank::Inventor inventor(5);
  std::string papers;
  for (int i = 0; i < 600; ++i) {
    std::string title = inventor.text(9);
    std::erase(title, '\\');  // as JSON would have it
    papers += paper(fmt::format("2611.{}", 92000 + i), title);
  }
  store(papers);
  for (const std::vector<std::string>& ids :
       {std::vector<std::string>{"2611.92003"}, {"2611.92004", "2611.92005", "2611.92100"}}) {
    std::vector<std::string> arguments = {"similar", "--format", "jsonl", "--limit"};
    arguments.push_back("0");
    arguments.insert(arguments.end(), ids.begin(), ids.end());
    const std::string all = run(arguments).out;
    EXPECT_GT(std::ranges::count(all, '\n'), 300);
    for (const char* limit : {"1", "7", "40"}) {
      arguments[4] = limit;
      const std::string nearest = run(arguments).out;
      EXPECT_EQ(std::ranges::count(nearest, '\n'), std::stoi(limit));
      EXPECT_TRUE(all.starts_with(nearest)) << limit;
    }
  }
}

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
