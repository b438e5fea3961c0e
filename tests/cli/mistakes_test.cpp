#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using Arguments = std::vector<std::string>;

class MistakesTest : public CliTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    for (const char* stem : {"rewards", "comets"}) {
      folder.write(".config/papercup/focus/" + std::string(stem) + ".toml", "about = 'rewards'\n");
    }
    store(paper("2611.90001", "Reward models"));
  }

  // What happened and why on the first line, what to do next behind it.
  void expect_next(const Arguments& arguments) {
    const Outcome outcome = run(arguments);
    std::string line;
    for (const std::string& argument : arguments) line += " '" + argument + "'";
    EXPECT_GT(outcome.code, 0) << line;
    EXPECT_THAT(outcome.err, testing::StartsWith("papercup: ")) << line;
    EXPECT_GE(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 2) << line << outcome.err;
    EXPECT_THAT(outcome.err, testing::Not(testing::HasSubstr("unexpected error"))) << line;
  }
};

TEST_F(MistakesTest, EachOneSaysWhatToDoNext) {
  const std::vector<Arguments> mistakes = {
      {"digst"},
      {"focus"},
      {"focus", "lst"},
      {"--tpo", "3"},
      {"--data"},
      {"digest", "--top"},
      {"digest", "--top", "0"},
      {"digest", "--coffee", "much"},
      {"digest", "--focus", "nope"},
      {"digest", "--focus-file", "nope.toml"},
      {"digest", "--focus-file", "/"},
      {"digest", "--focus", "rewards", "--focus-file", "f"},
      {"digest", "--since", "yesterdy"},
      {"digest", "--as-of", "2026-02-30"},
      {"digest", "--since", "2026-11-24", "--until", "2026-11-20"},
      {"digest", "--channel", ""},
      {"digest", "--channel", "x", "--since", "7d"},
      {"digest", "--fetch", "--no-fetch"},
      {"digest", "--format", "xml"},
      {"digest", "--output", "/dev/null/x"},
      {"digest", "--width", "10"},
      {"digest", "--color", "some"},
      {"digest", "--plain=yes"},
      {"triage"},
      {"like"},
      {"like", "1"},
      {"like", "nonsense"},
      {"like", "2611.90001"},
      {"like", "2611.90001", "--focus", "nope"},
      {"save", ""},
      {"unmark", "2611.90001", "--only", "likes"},
      {"open", "2611.90001"},
      {"why", "2611.99999", "--focus", "rewards"},
      {"query", "ti:("},
      {"query", "tii:x"},
      {"query", "a", "b"},
      {"query", "--category", "cs.LGG"},
      {"query", "--category", ""},
      {"query", "--author", "."},
      {"query", "--sort", "best"},
      {"query", "--sort", "score"},
      {"query", "--sort", "relevance"},
      {"query", "--limit", "-1"},
      {"query", "--fields", "foo", "--format", "jsonl"},
      {"query", "--marked", "liked"},
      {"search"},
      {"search", "!!!"},
      {"similar", "2611.99999"},
      {"show"},
      {"show", "x"},
      {"status", "--check", "--history"},
      {"init"},
      {"init", "--about", "x", "--category", "nope"},
      {"fetch", "--source", "foo"},
      {"import"},
      {"import", "nofile"},
      {"import", "/"},
      {"focus", "show"},
      {"focus", "show", "nope"},
      {"focus", "new"},
      {"focus", "new", " "},
      {"focus", "new", "rewards"},
      {"focus", "edit", "rewards"},
      {"config", "path", "x"},
      {"marks", "export"},
      {"marks", "export", "/dev/null/x"},
      {"marks", "import", "nofile"},
      {"completion"},
      {"completion", "csh"}};
  for (const Arguments& arguments : mistakes) expect_next(arguments);
}

TEST_F(MistakesTest, ThoseOfAFileNameTheCheck) {
  folder.write(".config/papercup/config.toml", "[digest]\ncoffee = 'x'\n");
  expect_next({"digest"});
  EXPECT_THAT(run({"digest"}).err, testing::HasSubstr("papercup config check lists every fault"));
  expect_next({"config", "check"});
  std::filesystem::remove(folder.path() / ".config/papercup/config.toml");
  folder.write(".config/papercup/focus/comets.toml", "about = \n");
  expect_next({"focus", "check"});
}

TEST_F(MistakesTest, AMisusedFlagIsNamedAsItIsWritten) {
  EXPECT_THAT(run({"digest", "--plain=yes"}).err, testing::HasSubstr("--plain takes no value"));
}

}  // namespace
}  // namespace papercup::cli
