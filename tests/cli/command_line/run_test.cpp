#include "papercup/cli/run.hpp"

#include <streambuf>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class RunTest : public CliTest {};

// A stream's end that takes nothing.
class BrokenPipe : public std::streambuf {
 public:
  explicit BrokenPipe(int error_number) : error_number_(error_number) {}

 protected:
  int overflow(int) override {
    errno = error_number_;
    return traits_type::eof();
  }

 private:
  int error_number_;
};

TEST_F(RunTest, TakesGlobalOptionsBeforeAndBehindTheCommand) {
  store(paper("2611.90001", "One"));
  const std::string other = (folder.path() / "other").string();
  std::filesystem::create_directories(other);
  EXPECT_EQ(run({"query", "--format", "ids"}).out, "2611.90001\n");
  EXPECT_EQ(run({"--data", other, "query", "--format", "ids"}).out, "");
  EXPECT_EQ(run({"query", "--data", other, "--format", "ids"}).out, "");
  EXPECT_EQ(run({"query", "--data=" + other, "--format", "ids"}).out, "");
}

TEST_F(RunTest, ARepeatableOptionTakesOneValueEachTime) {
  store(paper("2611.90001", "Diffusion") + paper("2611.90002", "Reward"));
  const Outcome outcome =
      run({"query", "--category", "cs.LG", "--category", "cs.CL", "ti:reward", "--format", "ids"});
  EXPECT_EQ(outcome.out, "2611.90002\n");
}

TEST_F(RunTest, ReadsNothingAsAnOptionBehindTwoDashes) {
  const Outcome outcome = run({"query", "--", "--format"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
}

TEST_F(RunTest, HelpIsGivenWhereTheRestIsWrong) {
  EXPECT_EQ(run({"query", "--sort", "nonsense", "--help"}).code, 0);
  EXPECT_THAT(run({"show", "--help"}).out, StartsWith("papercup show"));
}

TEST_F(RunTest, ResultsGoToOutputAndEverythingElseToErrors) {
  const Outcome outcome = run({"query", "ti:nothing", "--format", "jsonl"});
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("papercup: "));
  EXPECT_THAT(run({"query", "ti:nothing", "-q"}).err, IsEmpty());
}

TEST_F(RunTest, ErrorsAreSaidEvenWhenQuiet) {
  const Outcome outcome = run({"-q", "query", "ti:("});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("parenthesis"));
}

TEST_F(RunTest, ExitCodesFollowTheKindOfError) {
  EXPECT_EQ(run({"nonsense"}).code, 2);
  EXPECT_EQ(run({"show", "2611.90001"}).code, 1);
  std::filesystem::remove(folder.path() / "data");
  folder.write("data", "a file where the folder should be");
  EXPECT_EQ(run({"import", "-"}, paper("2611.90001", "One")).code, 5);
}

TEST_F(RunTest, ADatabaseThatIsNoneIsRefusedAndLeftAlone) {
  std::filesystem::create_directories(folder.path() / "data");
  const std::filesystem::path file =
      folder.write("data/papers.db", "This is no database, but text.");
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"query"}, {"import", "-"}, {"show", "2611.90001"}}) {
    const Outcome outcome = run(arguments, paper("2611.90001", "One"));
    EXPECT_EQ(outcome.code, 5);
    EXPECT_THAT(outcome.err, HasSubstr("papers.db"));
  }
  EXPECT_EQ(support::read_file(file), "This is no database, but text.");
}

TEST_F(RunTest, AMessageCannotSteerTheTerminal) {
  const Outcome outcome = run({"\x1b[31mquery"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, testing::Not(HasSubstr("\x1b")));
}

TEST_F(RunTest, TodayIsTheReadersDay) {
  store(paper("2611.90001", "One", "2026-11-24") + paper("2611.90002", "Two", "2026-11-25"));
  clock.time = Date(2026, 11, 24).days() + std::chrono::hours(20);
  EXPECT_EQ(run({"query", "--until", "today", "--format", "ids"}).out, "2611.90001\n");
  utc_offset = std::chrono::hours(9);
  EXPECT_EQ(run({"query", "--since", "today", "--format", "ids"}).out, "2611.90002\n");
}

TEST_F(RunTest, AVariableSetsTheClock) {
  store(paper("2611.90001", "One", "2026-11-20") + paper("2611.90002", "Two", "2026-11-24"));
  variables["PAPERCUP_NOW"] = "2026-11-20T09:00:00Z";
  EXPECT_EQ(run({"query", "--since", "today", "--until", "today", "--format", "ids"}).out,
            "2611.90001\n");
}

TEST_F(RunTest, AReaderWhoHasSeenEnoughIsNoFailure) {
  store(paper("2611.90001", "One"));
  for (const auto& [error_number, code] : std::map<int, int>{{EPIPE, 0}, {ENOSPC, 5}}) {
    BrokenPipe broken(error_number);
    std::istringstream in;
    std::ostream out(&broken);
    std::ostringstream err;
    Environment environment{
        in, out, err, clock, variables, terminal, [](Time) { return std::chrono::seconds(0); }};
    EXPECT_EQ(cli::run({"query"}, environment), code);
    EXPECT_EQ(err.str().empty(), code == 0) << err.str();
  }
}

}  // namespace
}  // namespace papercup::cli
