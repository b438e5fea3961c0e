#include "cli/command_line/help.hpp"

#include <set>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class HelpTest : public CliTest {};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST_F(HelpTest, TheFirstHelpFitsOneScreen) {
  const Outcome outcome = run({"--help"});
  EXPECT_EQ(outcome.code, 0);
  const std::vector<std::string> lines = lines_of(outcome.out);
  EXPECT_LT(lines.size(), 24U) << "the prompt needs a line, too";
  EXPECT_GT(lines.size(), 15U);
  for (const std::string& line : lines) EXPECT_LE(text::display_width(line), 80) << line;
  EXPECT_THAT(outcome.out, HasSubstr("papercup help all"));
  for (const Topic& topic : topics()) EXPECT_THAT(outcome.out, HasSubstr(std::string(topic.name)));
  EXPECT_EQ(run({"help"}).out, outcome.out);
  EXPECT_EQ(run({"-h"}).out, outcome.out);
}

TEST_F(HelpTest, OfACommandIsTheSameWhicheverWayItIsAskedFor) {
  for (const Command& command : commands()) {
    std::vector<std::string> words;
    std::istringstream name{std::string(command.name)};
    for (std::string word; name >> word;) words.push_back(word);
    std::vector<std::string> asked = {"help"};
    asked.insert(asked.end(), words.begin(), words.end());
    words.emplace_back("--help");
    const Outcome outcome = run(asked);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("papercup " + std::string(command.name) + ": "));
    EXPECT_EQ(run(words).out, outcome.out);
  }
}

TEST_F(HelpTest, OfAllNamesEveryCommandAndTopic) {
  const std::string text = run({"help", "all"}).out;
  for (const Command& command : commands()) {
    EXPECT_THAT(text, HasSubstr("\n  " + std::string(command.name) + " "));
  }
  for (const Topic& topic : topics()) EXPECT_THAT(text, HasSubstr(std::string(topic.title)));
  EXPECT_THAT(text, HasSubstr("--no-pager"));
}

TEST_F(HelpTest, OfAGroupNamesItsCommands) {
  std::set<std::string> groups;
  for (const Command& command : commands()) {
    const std::size_t blank = command.name.find(' ');
    if (blank == std::string_view::npos) continue;
    const std::string group(command.name.substr(0, blank));
    groups.insert(group);
    const Outcome outcome = run({group, "--help"});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("\n  " + std::string(command.name) + " "));
    EXPECT_EQ(run({"help", group}).out, outcome.out);
    EXPECT_EQ(run({"--help", group}).out, outcome.out);
    EXPECT_EQ(run({group, "-q", "-h"}).out, outcome.out);
  }
  EXPECT_GE(groups.size(), 3U);
}

TEST_F(HelpTest, OfATopicFitsTheWidth) {
  for (const Topic& topic : topics()) {
    EXPECT_EQ(find_command(topic.name), nullptr) << topic.name;
    EXPECT_THAT(std::string(group_title(topic.name)), IsEmpty());
    for (const char* width : {"40", "80"}) {
      const Outcome outcome = run({"help", std::string(topic.name), "--width", width});
      EXPECT_EQ(outcome.code, 0) << outcome.err;
      for (const std::string& line : lines_of(outcome.out)) {
        EXPECT_LE(text::display_width(line), std::stoi(width)) << line;
      }
    }
    for (const std::string_view command : topic.commands) {
      ASSERT_NE(find_command(command), nullptr) << command;
    }
  }
}

TEST_F(HelpTest, OfWhatIsUnknownIsAnErrorWithTheNearest) {
  const auto mistake = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.out, IsEmpty());
    return outcome.err;
  };
  EXPECT_THAT(mistake({"help", "qurey"}),
              HasSubstr("unknown command or topic 'qurey'; did you mean query?"));
  EXPECT_THAT(mistake({"help", "gramar"}), HasSubstr("did you mean grammar?"));
  EXPECT_THAT(mistake({"help", "focus", "lern"}),
              HasSubstr("unknown focus command 'lern'; did you mean learn?"));
  EXPECT_THAT(mistake({"help", "reading", "x"}), HasSubstr("unexpected argument 'x'"));
  EXPECT_THAT(mistake({"help", "query", "x"}), HasSubstr("unexpected argument 'x'"));
  EXPECT_THAT(mistake({"focus", "lst", "--help"}), HasSubstr("did you mean list?"));
}

TEST_F(HelpTest, NeedsNoConfigurationFolder) {
  EXPECT_EQ(run({"help", "files", "--config", (folder.path() / "nowhere").string()}).code, 0);
}

TEST_F(HelpTest, ALongOneIsPagedOnATerminal) {
  terminal.output_is_terminal = true;
  terminal.height = 24;
  terminal.width = 80;
  std::string paged;
  run_pager = [&](const std::string&, std::string_view text) {
    paged = text;
    return true;
  };
  EXPECT_THAT(run({"help", "all"}).out, IsEmpty());
  EXPECT_THAT(paged, StartsWith("papercup: "));
}

TEST_F(HelpTest, TheVersionHasAShortOption) {
  EXPECT_EQ(run({"-V"}).out, run({"--version"}).out);
  EXPECT_THAT(run({"-V"}).out, StartsWith("papercup "));
}

}  // namespace
}  // namespace papercup::cli
