#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kEscape = "\x1b[";
constexpr const char* kLink = "\x1b]8;";

class TerminalTest : public CliTest {
 protected:
  void SetUp() override {
    store(paper("2611.90001", "A title that is somewhat longer than forty columns of a terminal"));
    terminal.output_is_terminal = true;
    terminal.width = 80;
  }

  std::string query() {
    const Outcome outcome = run({"query"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
};

TEST_F(TerminalTest, GetsColourAndLinks) {
  EXPECT_THAT(query(), HasSubstr(kEscape));
  EXPECT_THAT(query(), HasSubstr(kLink));
}

TEST_F(TerminalTest, APipeGetsNeither) {
  terminal.output_is_terminal = false;
  EXPECT_THAT(query(), Not(HasSubstr("\x1b")));
}

TEST_F(TerminalTest, NoColorTurnsThemOffUnlessItIsEmpty) {
  variables["NO_COLOR"] = "1";
  EXPECT_THAT(query(), Not(HasSubstr("\x1b")));
  variables["NO_COLOR"] = "";
  EXPECT_THAT(query(), HasSubstr(kEscape));
}

TEST_F(TerminalTest, AnOptionIsStrongerThanTheEnvironment) {
  variables["NO_COLOR"] = "1";
  EXPECT_THAT(run({"query", "--color", "always"}).out, HasSubstr(kEscape));
  variables.clear();
  variables["PAPERCUP_DATA"] = (folder.path() / "data").string();
  EXPECT_THAT(run({"query", "--color=never"}).out, Not(HasSubstr("\x1b")));
}

TEST_F(TerminalTest, ADumbOneGetsPlainText) {
  variables["TERM"] = "dumb";
  EXPECT_THAT(query(), Not(HasSubstr("\x1b")));
}

TEST_F(TerminalTest, OneThatDoesNotSayWhatItIsGetsPlainText) {
  variables["TERM"] = "";
  EXPECT_THAT(query(), Not(HasSubstr("\x1b")));
  variables.erase("TERM");
  EXPECT_THAT(query(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(run({"query", "--color", "always"}).out, HasSubstr(kEscape));
}

TEST_F(TerminalTest, DecidesTheWidth) {
  variables["NO_COLOR"] = "1";
  EXPECT_THAT(query(), HasSubstr("somewhat longer than forty columns of a terminal\n"));
  terminal.width = 40;
  EXPECT_THAT(query(), HasSubstr("    forty columns of a terminal\n"));
  variables["COLUMNS"] = "100";
  EXPECT_THAT(query(), HasSubstr("somewhat longer than forty columns of a terminal\n"));
  EXPECT_THAT(run({"query", "--width", "40"}).out, HasSubstr("    forty columns of a terminal\n"));
}

TEST_F(TerminalTest, ANarrowOneIsTakenForFortyColumns) {
  variables["NO_COLOR"] = "1";
  terminal.width = 40;
  const std::string at_forty = query();
  terminal.width = 3;
  EXPECT_EQ(query(), at_forty);
  variables["COLUMNS"] = "none";
  EXPECT_EQ(query(), at_forty);
}

TEST_F(TerminalTest, TextOfAPaperCannotSteerIt) {
  variables["NO_COLOR"] = "1";
  store(paper("2611.90002", R"(Red \u001b[31m and \u009b31m and \u202e turned)"));
  const std::string shown = query() + run({"show", "2611.90002"}).out;
  EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown, Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(shown, Not(HasSubstr("\xe2\x80\xae")));
}

}  // namespace
}  // namespace papercup::cli
