#include "cli/completion/completion.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/category.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

void add_once(std::vector<std::string>& words, std::string word) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

// Active categories and the archives that are divided into them.
std::vector<std::string> category_names() {
  std::vector<std::string> names;
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status != CategoryStatus::active) continue;
    const std::string archive(info.archive);
    const bool is_first =
        is_divided_archive(archive) && divisions_of(archive).front() == std::string(info.id);
    if (is_first) names.push_back(archive);
    names.emplace_back(info.id);
  }
  return names;
}

// What `papercup help` may be followed by.
std::vector<std::string> explained_words() {
  std::vector<std::string> words = {"all"};
  for (const Command& command : commands()) {
    add_once(words, std::string(command.name.substr(0, command.name.find(' '))));
  }
  for (const Topic& topic : topics()) words.emplace_back(topic.name);
  return words;
}

// A placeholder stands for one kind of thing wherever it is used.
Completed of_placeholder(std::string_view placeholder, std::string_view option) {
  if (placeholder == "FILE") return {Kind::files};
  if (placeholder == "DIR") return {Kind::folders};
  if (placeholder == "C") return {Kind::words, category_names()};
  if (placeholder == "VERB") return {Kind::words, {"like", "dislike", "save", "done"}};
  if (placeholder == "DATE") return {Kind::words, {"today", "yesterday", "7d", "2w", "30d"}};
  if (placeholder == "SHELL") return {Kind::words, {"bash", "zsh", "fish"}};
  if (placeholder == "COMMAND|TOPIC") return {Kind::words, explained_words()};
  if (option == "--focus") return {Kind::foci};
  return {};
}

Completed arguments_of(const Command& command, const CLI::App& app) {
  const CLI::Option* argument = argument_of(app);
  if (!argument) return {};
  const std::string placeholder = argument->get_type_name();
  const bool names_focus = command.name.rfind("focus ", 0) == 0 && command.name != "focus new";
  if (names_focus && placeholder == "NAME") return {Kind::foci};
  return of_placeholder(placeholder, "");
}

std::vector<CompletedOption> options_of(const CLI::App& app) {
  std::vector<CompletedOption> result;
  const auto is_option = [](const CLI::Option* option) { return option->nonpositional(); };
  for (const CLI::Option* option : app.get_options(is_option)) {
    const std::string placeholder = option->get_type_name();
    CompletedOption completed{option_names(*option), option->get_description(),
                              !placeholder.empty()};
    const std::vector<std::string> choices = CLI::detail::split(placeholder, '|');
    completed.value = choices.size() > 1 ? Completed{Kind::words, choices}
                                         : of_placeholder(placeholder, completed.names.front());
    result.push_back(std::move(completed));
  }
  return result;
}

}  // namespace

std::vector<CompletedCommand> completed_commands() {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  std::vector<CompletedCommand> result;
  for (const Command& command : commands()) {
    const CLI::App& app = declare(command, *command_line, globals).app;
    result.push_back({std::string(command.name), std::string(command.summary), options_of(app),
                      arguments_of(command, app)});
  }
  const auto digest = std::ranges::find_if(
      result, [](const CompletedCommand& one) { return one.name == "digest"; });
  CompletedCommand bare = *digest;
  bare.name.clear();
  result.insert(result.begin(), std::move(bare));
  return result;
}

std::vector<std::string> first_words(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> words;
  for (const CompletedCommand& command : commands) {
    if (!command.name.empty()) add_once(words, command.name.substr(0, command.name.find(' ')));
  }
  return words;
}

std::vector<std::string> group_words(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> words = first_words(commands);
  std::erase_if(words,
                [&](const std::string& word) { return second_words(commands, word).empty(); });
  return words;
}

std::vector<std::string> second_words(const std::vector<CompletedCommand>& commands,
                                      const std::string& first) {
  std::vector<std::string> words;
  for (const CompletedCommand& command : commands) {
    if (command.name.starts_with(first + " "))
      words.push_back(command.name.substr(first.size() + 1));
  }
  return words;
}

std::vector<std::string> value_options(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> names;
  for (const CompletedCommand& command : commands) {
    for (const CompletedOption& option : command.options) {
      if (!option.takes_value) continue;
      for (const std::string& name : option.names) add_once(names, name);
    }
  }
  return names;
}

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

}  // namespace papercup::cli
