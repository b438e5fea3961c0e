#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using Words = std::vector<std::string>;

// A shell's words, as far as examples use them: quotes, and | || > >> between commands.
std::vector<Words> commands_of(std::string_view line) {
  std::vector<Words> result(1);
  std::string word;
  char quote = 0;
  bool is_word = false;
  const auto end_word = [&] {
    if (is_word) result.back().push_back(word);
    word.clear();
    is_word = false;
  };
  for (const char c : line) {
    if (quote != 0 ? c == quote : (c == '\'' || c == '"')) {
      quote = quote != 0 ? '\0' : c;
      is_word = true;
    } else if (quote == 0 && (c == '|' || c == '>')) {
      end_word();
      result.emplace_back();
    } else if (quote == 0 && c == ' ') {
      end_word();
    } else {
      word += c;
      is_word = true;
    }
  }
  end_word();
  return result;
}

// The arguments of each papercup in the line.
std::vector<Words> papercups_in(std::string_view line) {
  std::vector<Words> result;
  for (const Words& words : commands_of(line)) {
    const auto found = std::find(words.begin(), words.end(), "papercup");
    if (found != words.end()) result.emplace_back(found + 1, words.end());
  }
  return result;
}

// The command that these arguments call, after they were parsed as the program does.
std::string parse_line(const Words& arguments) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  const CommandArguments line = find_command_name(*command_line, arguments);
  const Command& command = line.command ? *line.command : *find_command("digest");
  const Declared declared = declare(command, *command_line, globals);
  parse(declared.app, line.arguments);
  return std::string(command.name);
}

TEST(CommandTable, EveryCommandHasTwoExamplesThatParse) {
  ASSERT_GT(commands().size(), 20U);
  for (const Command& command : commands()) {
    EXPECT_GE(command.examples.size(), 2U) << command.name;
    for (const Example& example : command.examples) {
      EXPECT_FALSE(example.effect.empty()) << example.command_line;
      std::set<std::string> called;
      for (const Words& arguments : papercups_in(example.command_line)) {
        EXPECT_NO_THROW(called.insert(parse_line(arguments))) << example.command_line;
      }
      EXPECT_THAT(called, testing::Contains(std::string(command.name))) << example.command_line;
    }
  }
}

TEST(CommandTable, TheGeneralExamplesParse) {
  ASSERT_GE(general_examples().size(), 2U);
  for (const Example& example : general_examples()) {
    EXPECT_FALSE(papercups_in(example.command_line).empty());
    for (const Words& arguments : papercups_in(example.command_line)) {
      EXPECT_NO_THROW(parse_line(arguments)) << example.command_line;
    }
  }
}

TEST(CommandTable, ATestOfExamplesCanFail) {
  EXPECT_THROW(parse_line({"query", "--limt", "3"}), Error);
  EXPECT_EQ(papercups_in("ssh x papercup marks export - | papercup marks import 'a b'"),
            (std::vector<Words>{{"marks", "export", "-"}, {"marks", "import", "a b"}}));
}

TEST(CommandTable, NamesAndSummariesAreShortLines) {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_LE(command.summary.size(), 80U) << command.name;
    EXPECT_NE(command.summary.back(), '.') << command.name;
  }
}

TEST(CommandTable, EveryOptionSaysWhatItDoes) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  for (const Command& command : commands()) {
    const Declared declared = declare(command, *command_line, globals);
    for (const CLI::Option* option : declared.app.get_options({})) {
      if (is_hidden(*option)) continue;
      EXPECT_GT(option->get_description().size(), 5U) << command.name << " " << option->get_name();
      EXPECT_NE(option->get_positional(), option->get_lnames().size() == 1) << command.name;
    }
  }
}

TEST(CommandTable, AfterTheEndOfOptionsEveryArgumentOfACommandIsTaken) {
  for (const Command& command : commands()) {
    GlobalOptions globals;
    const std::shared_ptr<CLI::App> line = make_command_line(globals);
    const Declared declared = declare(command, *line, globals);
    if (argument_of(declared.app) == nullptr) {
      EXPECT_THROW(parse(declared.app, {"--", "-x"}), Error) << command.name;
    } else {
      EXPECT_NO_THROW(parse(declared.app, {"-q", "--", "--quiet"})) << command.name;
      EXPECT_EQ(argument_of(declared.app)->results(), std::vector<std::string>{"--quiet"});
    }
  }
}

}  // namespace
}  // namespace papercup::cli
