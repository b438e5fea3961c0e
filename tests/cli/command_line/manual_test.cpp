#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/cli/run.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Names = std::set<std::string>;

// The sources of all pages by their names: "papercup-digest.1".
std::map<std::string, std::string> sources() {
  std::map<std::string, std::string> pages;
  for (const auto& file : std::filesystem::directory_iterator(support::source_folder() / "man")) {
    pages[file.path().stem().string()] = support::read_file(file.path());
  }
  return pages;
}

std::string page(const std::string& name) { return manual_page(sources().at(name), "2026-11-24"); }

std::string all_pages() {
  std::string text;
  for (const auto& [name, source] : sources()) text += manual_page(source, "2026-11-24");
  return text;
}

// As roff writes it.
std::string escaped(std::string_view text) {
  const std::map<char, std::string> written = {{'-', "\\-"},   {'\'', "\\(aq"}, {'"', "\\(dq"},
                                               {'^', "\\(ha"}, {'~', "\\(ti"},  {'`', "\\(ga"}};
  std::string result;
  for (const char c : text) {
    const auto found = written.find(c);
    result += found == written.end() ? std::string(1, c) : found->second;
  }
  return std::regex_replace(result, std::regex("ø"), "\\[u00F8]");
}

// The keys that papercup-files(5) explains under a heading that begins so.
Names keys_under(const std::string& heading) {
  const std::string text = page("papercup-files.5");
  const std::size_t begin = text.find(".SS " + heading);
  EXPECT_NE(begin, std::string::npos) << heading;
  const std::size_t end = std::min(text.find("\n.S", begin + 1), text.size());
  const std::string part = text.substr(begin, end - begin);
  Names keys;
  const std::regex key(R"(\.TP\n\\fB(\w+))");
  for (std::sregex_iterator at(part.begin(), part.end(), key), last; at != last; ++at) {
    keys.insert((*at)[1]);
  }
  return keys;
}

TEST(Manual, NamesEveryCommandWithItsOptionsAndExamples) {
  const std::string text = all_pages();
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  for (const Command& command : commands()) {
    EXPECT_THAT(page("papercup.1"), HasSubstr("\n\\fB" + escaped(command.name) + "\\fR\t"));
    // Help and completion, which have no page of their own, are explained by their own help.
    if (command.name == "help" || command.name == "completion") continue;
    EXPECT_THAT(text, HasSubstr("\\fBpapercup " + escaped(command.name) + "\\fR ["));
    const Declared declared = declare(command, *command_line, globals);
    for (const CLI::Option* option : declared.app.get_options({})) {
      if (is_hidden(*option)) continue;
      const bool is_argument = option->get_positional();
      const std::string mark = is_argument ? "\\fI" : "\\fB";
      EXPECT_THAT(text, HasSubstr(mark + escaped(option->get_name(is_argument)) + "\\fR"));
    }
    for (const Example& example : command.examples) {
      EXPECT_THAT(text, HasSubstr(escaped(example.command_line)));
    }
  }
  EXPECT_THAT(text, Not(testing::ContainsRegex("@[A-Z]+@")));
}

TEST(Manual, HasAPageForEachCommandThatNeedsOneAndForTheFiles) {
  Names names;
  for (const auto& [name, source] : sources()) names.insert(name);
  EXPECT_THAT(names,
              testing::IsSupersetOf({"papercup.1", "papercup-digest.1", "papercup-triage.1",
                                     "papercup-query.1", "papercup-focus.1", "papercup-fetch.1",
                                     "papercup-mail.1", "papercup-eval.1", "papercup-doctor.1",
                                     "papercup-files.5"}));
  for (const std::string& name : names) {
    if (name == "papercup.1") continue;
    EXPECT_THAT(page("papercup.1"), HasSubstr("BR " + escaped(name.substr(0, name.find('.')))));
  }
}

TEST(Manual, APageWithoutAPlaceForTheCommandsIsRefused) {
  EXPECT_THROW(manual_page("@VERSION@\n@OPTIONS@\n"), Error);
  EXPECT_THROW(manual_page("@VERSION@ @DATE@\n@OPTIONS@\n"), Error);
  EXPECT_NO_THROW(manual_page("@VERSION@ @DATE@\n@OPTIONS@\n@TOPIC exit@\n"));
}

TEST(Manual, WhatTheProgramDoesNotDefineIsRefused) {
  for (const char* mark : {"@TOPIC nothing@", "@COMMAND qurey@", "@SYNOPSIS@", "@OPTION query@"}) {
    EXPECT_THROW(manual_page(fmt::format("@VERSION@ @DATE@\n@COMMANDS@\n{}\n", mark)), Error)
        << mark;
  }
}

TEST(Manual, ShowsCharactersThatRoffWouldChange) {
  const std::string text = page("papercup-query.1");
  EXPECT_THAT(text, HasSubstr(R"(\(aqcat:astro\-ph.GA AND ti:\(dqdark matter\(dq\(aq)"));
  EXPECT_THAT(text, HasSubstr(R"(L. S\[u00F8]rby)"));
}

TEST(Manual, ExplainsThePartsOfADigest) {
  const std::string text = page("papercup-digest.1");
  const std::size_t begin = text.find(".SH READING A DIGEST");
  ASSERT_NE(begin, std::string::npos);
  for (const char* sign :
       {"1 in 300", "~1 in 22", "*", "the line", "the floor", "drawn by lot", "code", "data",
        "venue", "code promised", "replication", "negative result", "WITHDRAWN"}) {
    EXPECT_NE(text.find(fmt::format(".TP\n\\fB{}\\fR\n", escaped(sign)), begin), std::string::npos)
        << sign;
  }
}

TEST(Manual, ExplainsTheKeysThatConfigTomlMayHaveAndNoOther) {
  std::map<std::string, Names> known;
  std::string section;
  for (const std::string& line : CLI::detail::split(config::config_text({}), '\n')) {
    if (line.starts_with('[')) section = line.substr(1, line.find(']') - 1);
    if (const std::size_t end = line.find(" = "); end != std::string::npos) {
      known[section].insert(line.substr(0, end));
    }
  }
  ASSERT_EQ(known.size(), 3U);
  const support::TemporaryFolder folder;
  for (const auto& [name, keys] : known) {
    EXPECT_EQ(keys_under("[" + name + "]"), keys);
    for (const std::string& key : keys_under("[" + name + "]")) {
      // A value of a wrong type is an error, an unknown key a warning.
      const auto file = folder.write("config.toml", fmt::format("[{}]\n{} = {{}}\n", name, key));
      EXPECT_THROW(config::load_config(file), Error) << key;
    }
    const auto file = folder.write("config.toml", fmt::format("[{}]\ninvented = {{}}\n", name));
    EXPECT_THAT(config::load_config(file).warnings, testing::SizeIs(1));
  }
}

TEST(Manual, ExplainsTheKeysThatAFocusFileMayHaveAndNoOther) {
  Names known;
  for (const config::FocusKey& key : config::focus_keys()) known.emplace(key.name);
  EXPECT_EQ(keys_under("A focus file"), known);
  for (const std::string& key : keys_under("A focus file")) {
    EXPECT_THROW(config::parse_focus("a", key + " = {}\n"), Error) << key;
  }
  EXPECT_THAT(config::parse_focus("a", "invented = {}\n").warnings, testing::SizeIs(1));
  // The whole file that is shown.
  const std::string text = page("papercup-files.5");
  const std::size_t begin = text.find("\nname = ");
  std::string shown = text.substr(begin, text.find(".fi", begin) - begin);
  shown = std::regex_replace(shown, std::regex(R"(\\-)"), "-");
  shown = std::regex_replace(shown, std::regex(R"(\\\(/o)"), "ø");
  EXPECT_THAT(config::parse_focus("a", shown).warnings, IsEmpty());
}

TEST(Manual, ThePageOfMailExplainsEveryKeyOfItsSection) {
  const std::string text = sources().at("papercup-mail.1");
  const std::string explained = text.substr(text.find(".SH CONFIGURATION"));
  for (const config::OptionDescription& option : config::described_options()) {
    if (option.section != "mail") continue;
    EXPECT_THAT(explained, HasSubstr(std::string(option.key)));
  }
}

}  // namespace
}  // namespace papercup::cli
