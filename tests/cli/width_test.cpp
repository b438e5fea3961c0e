#include "papercup/text/width.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using Arguments = std::vector<std::string>;

// Every command that prints more than a few words, with results and with mistakes, in terminals of
// several widths.
class WidthTest : public CliTest, public testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    for (const char* stem : {"rewards", "a-focus-with-a-name-that-is-rather-long"}) {
      folder.write(".config/papercup/focus/" + std::string(stem) + ".toml",
                   "about = 'Reward models learnt from pairwise comparisons of answers, and what "
                   "becomes of them'\ncategories = ['cs.LG', 'cs.CL', 'stat.ML', 'cs.AI']\n"
                   "keywords = ['reward model', 'preference data', 'pairwise comparison']\n");
    }
    folder.write(".config/papercup/focus/broken.toml", "likes = [\n");
    store(paper("2611.90001", "Reward models that forget what they were not asked about at all") +
          paper("2611.90002", "Preference data of raters who disagree with themselves"));
    terminal.output_is_terminal = terminal.error_is_terminal = true;
    terminal.width = terminal.error_width = GetParam();
    terminal.height = 1000;
    variables["NO_COLOR"] = "1";
    variables["TERM"] = "dumb";
  }

  // A line to be copied, or one word or command line, however long it is; in a table after its
  // name.
  static bool may_be_wide(const std::string& line) {
    const std::size_t column = line.rfind("  ");
    const std::string value = column == std::string::npos ? line : line.substr(column + 2);
    return line.starts_with("    ") || text::wrap_message(value, 2).size() == 1;
  }

  void expect_fits(const Arguments& arguments, const std::string& output) {
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
      const bool fits = text::display_width(line) <= GetParam() || may_be_wide(line);
      EXPECT_TRUE(fits) << testing::PrintToString(arguments) << "\n" << line;
    }
  }

  // A path may end with the name, and a line may have nothing else.
  void expect_whole_commands(const Arguments& arguments, const std::string& output) {
    EXPECT_THAT(output, testing::Not(testing::ContainsRegex("[^ \n] papercup\n")))
        << testing::PrintToString(arguments);
  }
};

TEST_P(WidthTest, EveryLineFits) {
  const std::vector<Arguments> lines = {
      {"digest", "--focus", "rewards"},
      {"digest", "--focus", "rewards", "--since", "2026-01-01", "--until", "2026-01-02"},
      {"digest", "--focus-file", (folder.path() / ".config/papercup/focus/rewards.toml").string(),
       "--top", "1"},
      {"query"},
      {"search", "reward", "-nothing", "-models"},
      {"show", "2611.90001"},
      {"similar", "2611.90001"},
      {"status"},
      {"status", "--history"},
      {"status", "--check"},
      {"focus", "list"},
      {"focus", "show", "rewards"},
      {"focus", "show", "broken"},
      {"focus", "show", "reward"},
      {"focus", "check"},
      {"focus", "rename", "rewards", "broken"},
      {"focus", "rename", "rewards"},
      {"like", "2611.90001", "--focus", "rewards"},
      {"like", "2611.90001"},
      {"why", "2611.90001", "--focus", "rewards"},
      {"unmark", "2611.90009", "--focus", "rewards"},
      {"saved"},
      {"eval", "--focus", "rewards"},
      {"doctor"},
      {"prune"},
      {"config", "check"},
      {"init"},
      {"init", "--about", "Comets.", "--category", "astro-ph.EP", "--focus", "comets"},
      {"init", "--about", "Comets.", "--category", "astro-ph.EP", "--focus", "comets"},
      {"focus", "remove", "comets", "--yes"},
      {"focus", "remove", "comets"},
      {"fetch", "--category", "cs.LG"},
      {"mail"},
      {"query", "cat:cs"},
      {"query", "--has", "cod"},
      {"query", "ti:("},
      {"query", "--category", "cs.LGG"},
      {"query", "--limit", "-1"},
      {"qurey"},
      {"focus"},
      {"--data", "/nowhere/at/all/in/a/folder/that/is/not/there", "query"},
  };
  for (const Arguments& arguments : lines) {
    const Outcome outcome = run(arguments);
    expect_fits(arguments, outcome.out);
    expect_fits(arguments, outcome.err);
    expect_whole_commands(arguments, outcome.out + outcome.err);
  }
}

// The option means messages, too, wherever it stands, and whatever they go to.
TEST_P(WidthTest, TheOptionHoldsForMessages) {
  const std::string width = std::to_string(GetParam());
  terminal = {};
  for (const Arguments& arguments : std::vector<Arguments>{
           {"--width", width, "query", "--has", "cod"},
           {"query", "--sort", "relevance", "--width=" + width},
           {"digest", "--focus", "rewards", "--width", width, "--since", "2026-01-01"},
           {"qurey", "--width", width}}) {
    const Outcome outcome = run(arguments);
    expect_fits(arguments, outcome.out);
    expect_fits(arguments, outcome.err);
  }
}

// Of 40 columns, some reports take more.
INSTANTIATE_TEST_SUITE_P(Columns, WidthTest, testing::Values(60, 80, 120),
                         testing::PrintToStringParamName());

class MessageTest : public CliTest {};

TEST_F(MessageTest, GoesToAPipeLineByLine) {
  const std::string message = run({"query", "--has", "cod"}).err;
  EXPECT_GT(text::display_width(message.substr(0, message.find('\n'))), 40);
  EXPECT_EQ(run({"query", "--has", "cod", "--width", "20"})
                .err.find("papercup: --width takes a "
                          "whole number from 40"),
            0U)
      << "a wrong width is none";
}

}  // namespace
}  // namespace papercup::cli
