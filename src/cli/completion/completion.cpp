#include "cli/completion/completion.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/render/records.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

void add_once(std::vector<std::string>& words, std::string word) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

std::vector<std::string> signal_names() {
  std::vector<std::string> names;
  for (const digest::SignalKind kind : digest::signal_kinds()) names.emplace_back(to_string(kind));
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
Completed of_placeholder(std::string_view placeholder) {
  if (placeholder == "FILE") return {Kind::files};
  if (placeholder == "DIR") return {Kind::folders};
  if (placeholder == "C") return {Kind::categories};
  if (placeholder == "VERB") return {Kind::words, {"like", "dislike", "save", "done"}};
  if (placeholder == "SIGNAL") return {Kind::words, signal_names()};
  if (placeholder == "DATE") return {Kind::words, {"today", "yesterday", "7d", "2w", "30d"}};
  if (placeholder == "SHELL") return {Kind::words, {"bash", "zsh", "fish"}};
  if (placeholder == "COMMAND|TOPIC") return {Kind::words, explained_words()};
  return {};
}

Completed value_of(const CLI::Option& option) {
  const std::string name = option_names(option).front();
  const std::string placeholder = option.get_type_name();
  if (name == "--focus") return {Kind::foci};
  if (name == "--like") return {Kind::files};  // or an identifier
  if (name == "--fields") return {Kind::list, render::json_keys()};
  if (name == "--ranker") return {Kind::list, ranker_names()};
  const std::vector<std::string> choices = CLI::detail::split(placeholder, '|');
  return choices.size() > 1 ? Completed{Kind::words, choices} : of_placeholder(placeholder);
}

Completed arguments_of(const Command& command, const CLI::App& app) {
  const CLI::Option* argument = argument_of(app);
  if (!argument) return {};
  const std::string placeholder = argument->get_type_name();
  const bool names_focus = command.name.rfind("focus ", 0) == 0 && command.name != "focus new";
  const bool is_name = placeholder == "NAME" || placeholder == "OLD NEW";
  if (names_focus && is_name) return {Kind::foci};
  return of_placeholder(placeholder);
}

std::vector<CompletedOption> options_of(const CLI::App& app) {
  std::vector<CompletedOption> result;
  const auto is_option = [](const CLI::Option* option) {
    return option->nonpositional() && !is_hidden(*option);
  };
  for (const CLI::Option* option : app.get_options(is_option)) {
    CompletedOption completed{option_names(*option), option->get_description(),
                              !option->get_type_name().empty()};
    if (completed.takes_value) completed.value = value_of(*option);
    result.push_back(std::move(completed));
  }
  return result;
}

}  // namespace

std::vector<CompletedCategory> completed_categories() {
  std::vector<CompletedCategory> categories;
  for (const CategoryInfo& info : taxonomy()) {
    if (info.status != CategoryStatus::active) continue;
    const std::string archive(info.archive);
    const bool is_first =
        is_divided_archive(archive) && divisions_of(archive).front() == std::string(info.id);
    if (is_first) {
      categories.push_back({archive, fmt::format("all of {}", info.archive_name)});
    }
    categories.push_back({std::string(info.id), std::string(info.name)});
  }
  return categories;
}

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
