#include <map>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

CommandArguments find(const Words& arguments) {
  GlobalOptions globals;
  return find_command_name(*make_command_line(globals), arguments);
}

// The command that is found, and the arguments left to it, in one line: "query: ti:x -q".
std::string found(const Words& arguments) {
  const CommandArguments line = find(arguments);
  std::string text = line.command ? std::string(line.command->name) + ":" : ":";
  for (const std::string& argument : line.arguments) text += " " + argument;
  return text;
}

std::string mistake(const Words& arguments) {
  try {
    find(arguments);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message();
  }
  return "";
}

TEST(CommandLine, OptionsOfEveryCommandMayPrecedeIt) {
  EXPECT_EQ(found({"query", "ti:x", "-q"}), "query: ti:x -q");
  EXPECT_EQ(found({"-q", "--data", "query", "query", "mail"}), "query: -q --data query mail");
  EXPECT_EQ(found({"-qv", "--data=x", "focus", "list", "-q"}), "focus list: -qv --data=x -q");
  EXPECT_EQ(found({"--color", "blue", "--plain=x", "query"}), "query: --color blue --plain=x");
  EXPECT_EQ(found({"--data=", "query"}), "query: --data=");
  EXPECT_EQ(found({"--help", "query"}), "query: --help");
  EXPECT_EQ(found({"-qn5", "query"}), "query: -qn5");
}

TEST(CommandLine, WhatFollowsACommandIsLeftToIt) {
  EXPECT_EQ(found({"search", "mail", "focus", "list"}), "search: mail focus list");
  EXPECT_EQ(found({"search", "--", "mail", "--data", "x"}), "search: -- mail --data x");
  EXPECT_EQ(found({"search", "c", "++", "help"}), "search: c ++ help");
  EXPECT_EQ(found({"config", "path", "show"}), "config path: show");
  EXPECT_EQ(found({"query", "--data"}), "query: --data");
}

TEST(CommandLine, WithoutACommandNoneIsFound) {
  EXPECT_EQ(found({}), ":");
  EXPECT_EQ(found({"-q", "--width", "60"}), ": -q --width 60");
  EXPECT_EQ(found({"--channel", "mail"}), ": --channel mail");
  EXPECT_EQ(found({"--data"}), ": --data");
  EXPECT_EQ(found({"--color", "blue"}), ": --color blue");
  EXPECT_EQ(found({"-"}), ": -");
  EXPECT_EQ(found({"--help"}), ": --help");
}

TEST(CommandLine, OptionsOfACommandMayPrecedeIt) {
  EXPECT_EQ(found({"--top", "5", "query"}), "query: --top 5");
  EXPECT_EQ(found({"--limit", "5", "--focus", "query", "query", "ti:x"}),
            "query: --limit 5 --focus query ti:x");
  EXPECT_EQ(found({"-n", "5", "-qn", "6", "query"}), "query: -n 5 -qn 6");
  EXPECT_EQ(found({"--top", "5", "focus", "show"}), "focus show: --top 5");
  EXPECT_EQ(found({"--top=5", "digest"}), "digest: --top=5");
  EXPECT_EQ(mistake({"-n5", "focus", "nope"}), "unknown focus command 'nope'");
}

TEST(CommandLine, OptionsMayStandBetweenTheWordsOfACommand) {
  EXPECT_EQ(found({"focus", "-q", "list"}), "focus list: -q");
  EXPECT_EQ(found({"focus", "--width", "60", "show", "rlhf"}), "focus show: --width 60 rlhf");
  EXPECT_EQ(found({"focus", "--about", "list", "learn", "f.bib"}),
            "focus learn: --about list f.bib");
  EXPECT_EQ(found({"marks", "--data", "x", "--", "export", "-"}), "marks export: --data x -- -");
}

TEST(CommandLine, AfterTheEndOfOptionsEveryArgumentIsAWord) {
  EXPECT_EQ(found({"--", "query"}), "query: --");
  EXPECT_EQ(found({"query", "--", "-q"}), "query: -- -q");
  EXPECT_EQ(mistake({"--", "--top"}), "unknown command '--top'");
}

// The option is the mistake that is told, not its value.
TEST(CommandLine, AnUnknownOptionIsLeftToTheCommandToRefuse) {
  EXPECT_EQ(found({"-5", "query"}), "query: -5");
  EXPECT_EQ(found({"--zzz=", "query"}), "query: --zzz=");
  EXPECT_EQ(found({"--tpo", "5"}), ": --tpo 5");
  EXPECT_EQ(found({"--tpo", "5", "query"}), ": --tpo 5 query");
}

// Where a command's word is to be found depends on it.
TEST(CommandLine, AnOptionTakesAValueInAllCommandsOrInNone) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> line = make_command_line(globals);
  std::map<std::string, bool> takes_value;
  for (const Command& command : commands()) {
    const CLI::App& app = declare(command, *line, globals).app;
    for (const CLI::Option* option : app.get_options({})) {
      for (const std::string& name : option_names(*option)) {
        const bool takes = option->get_expected_max() > 0;
        EXPECT_EQ(takes_value.emplace(name, takes).first->second, takes) << command.name << name;
      }
    }
  }
  EXPECT_GT(takes_value.size(), 40U);
}

TEST(CommandLine, AnUnknownCommandIsToldWithTheNearest) {
  EXPECT_EQ(mistake({"qurey"}), "unknown command 'qurey'; did you mean query?");
  EXPECT_EQ(mistake({"-q", "focsu", "list"}), "unknown command 'focsu'; did you mean focus?");
  EXPECT_EQ(mistake({"list"}), "unknown command 'list'; did you mean like?");
  EXPECT_EQ(mistake({"focus list"}), "unknown command 'focus list'");
  EXPECT_EQ(mistake({""}), "unknown command ''");
  EXPECT_EQ(mistake({"++", "query"}), "unknown command '++'");
  EXPECT_EQ(mistake({"zzzzzzz", "--help"}), "unknown command 'zzzzzzz'");
}

TEST(CommandLine, ACommandOfTwoWordsNeedsBoth) {
  EXPECT_EQ(mistake({"config"}), "config needs a subcommand: path, show, check");
  EXPECT_EQ(mistake({"-q", "focus", "lst"}), "unknown focus command 'lst'; did you mean list?");
  EXPECT_EQ(mistake({"marks", "--data", "export"}), mistake({"marks"}));
  for (const char* between : {"++", "", "-"}) {
    EXPECT_EQ(mistake({"marks", between, "export"}),
              "unknown marks command '" + std::string(between) + "'");
  }
}

TEST(CommandLine, HelpIsACommandOfItsOwn) {
  EXPECT_EQ(found({"help"}), "help:");
  EXPECT_EQ(found({"-q", "help", "query", "x"}), "help: -q query x");
  EXPECT_EQ(found({"help", "focus", "list"}), "help: focus list");
  EXPECT_EQ(found({"help", "help", "query"}), "help: help query");
}

TEST(CommandLine, AGroupThatIsAskedForHelpIsExplained) {
  EXPECT_EQ(found({"focus", "--help"}), "help: focus");
  EXPECT_EQ(found({"-q", "focus", "-h", "--width", "60"}), "help: -q focus --width 60");
  EXPECT_EQ(found({"--help", "marks"}), "help: marks");
  EXPECT_EQ(found({"focus", "list", "--help"}), "focus list: --help");
  EXPECT_EQ(mistake({"focus", "lst", "--help"}), "unknown focus command 'lst'; did you mean list?");
  EXPECT_EQ(mistake({"focus"}),
            "focus needs a subcommand: list, show, new, edit, rename, split, remove, check, learn");
}

TEST(CommandLine, OnlyTheOptionsOfACommandAreDeclared) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> line = make_command_line(globals);
  const Declared query = declare(*find_command("query"), *line, globals);
  EXPECT_FALSE(parse(query.app, {"--sort", "date", "--data", "x", "-q"}));
  EXPECT_EQ(globals.data, "x");
  EXPECT_TRUE(globals.quiet);
  EXPECT_THROW(parse(declare(*find_command("show"), *line, globals).app, {"1", "--sort", "date"}),
               Error);
}

}  // namespace
}  // namespace papercup::cli
