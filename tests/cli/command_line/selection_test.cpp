#include "cli/command_line/selection.hpp"

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using testing::ElementsAre;

TEST(OptionValues, ANumberIsWholeAndWithinItsBounds) {
  EXPECT_EQ(parse_number("--top", "7", 1, 10), 7);
  for (const char* text : {"", "0", "11", "7.5", "7x", " 7", "+7", "99999999999999999999"}) {
    EXPECT_THROW(parse_number("--top", text, 1, 10), Error) << text;
  }
}

TEST(OptionValues, AnErrorOfADateNamesTheOption) {
  EXPECT_EQ(parse_date("--since", std::nullopt, Date(2026, 11, 24)), std::nullopt);
  EXPECT_EQ(parse_date("--since", "2d", Date(2026, 11, 24)), Date(2026, 11, 22));
  try {
    parse_date("--since", "soon", Date(2026, 11, 24));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), testing::HasSubstr("--since"));
  }
}

TEST(OptionValues, FieldsKeepTheirOrderAndComeOnce) {
  EXPECT_THAT(parse_fields("title,id,title"), ElementsAre("title", "id"));
  EXPECT_THROW(parse_fields(""), Error);
  EXPECT_THROW(parse_fields("id,"), Error);
}

class PapersOfArguments : public CliTest {
 protected:
  void SetUp() override {
    store(paper("2611.91001", "First") + paper("2611.91002", "Second") +
          paper("hep-th/9901001", "Third", "1999-01-04"));
  }

  std::string shown(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), "show");
    arguments.insert(arguments.end(), {"--format", "jsonl"});
    const Outcome outcome = run(arguments, input);
    EXPECT_EQ(outcome.err, "");
    std::string ids;
    const std::string key = "{\"id\":\"";
    for (std::size_t at = 0; (at = outcome.out.find(key, at)) != std::string::npos;) {
      at += key.size();
      ids += outcome.out.substr(at, outcome.out.find('"', at) - at) + " ";
    }
    return ids;
  }
};

TEST_F(PapersOfArguments, AreReadInEveryForm) {
  EXPECT_EQ(shown({"arXiv:2611.91001v2 [cs.CL]", "(arXiv:hep-th/9901001)", "2611.91002v1.pdf"}),
            "2611.91001 hep-th/9901001 2611.91002 ");
  EXPECT_EQ(shown({"arXiv:2611.91001v2", "[cs.CL]", "hep-th9901001"}),
            "2611.91001 hep-th/9901001 ");
  EXPECT_EQ(shown({"2611.91001, 2611.91002"}), "2611.91001 2611.91002 ");
}

TEST_F(PapersOfArguments, AreReadFromLines) {
  EXPECT_EQ(shown({"-"},
                  "arXiv:2611.91001v2 [cs.CL]\r\n\n- https://alphaxiv.org/abs/2611.91002\n"
                  "2611.91001 hep-th/9901001\n"),
            "2611.91001 2611.91002 hep-th/9901001 ");
}

TEST_F(PapersOfArguments, WhatIsNoneIsShownWhole) {
  EXPECT_THAT(run({"show", "cups of tea"}).err, testing::HasSubstr("'cups of tea' is not"));
  EXPECT_THAT(run({"show", ""}).err, testing::HasSubstr("'' is not an arXiv identifier"));
  EXPECT_THAT(run({"show", "2611.91001 tea"}).err, testing::HasSubstr("'tea' is not"));
  EXPECT_THAT(run({"show", "[cs.CL]"}).err, testing::HasSubstr("is not an arXiv identifier"));
}

TEST_F(PapersOfArguments, AreNotComparedEachWithEach) {
  std::string lines;
  for (int i = 1; i < 60'000; ++i) {
    const std::string number = std::to_string(100'000 + i).substr(1);
    lines += "2610." + number + " 2609." + number + "\n";
  }
  const Outcome outcome = run({"show", "-"}, lines);
  EXPECT_THAT(outcome.err, testing::HasSubstr("119998 of 119998 papers are not stored"));
}

}  // namespace
}  // namespace papercup::cli
