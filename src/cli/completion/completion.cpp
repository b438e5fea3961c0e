#include "cli/completion/completion.hpp"

#include <algorithm>
#include <utility>

#include "cli/command_line/session.hpp"
#include "papercup/core/category.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

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

// A placeholder stands for one kind of thing wherever it is used.
Completed of_placeholder(std::string_view placeholder, std::string_view option) {
  if (placeholder == "FILE") return {Kind::files};
  if (placeholder == "DIR") return {Kind::folders};
  if (placeholder == "C") return {Kind::words, category_names()};
  if (placeholder == "VERB") return {Kind::words, {"like", "dislike", "save", "done"}};
  if (placeholder == "DATE") return {Kind::words, {"today", "yesterday", "7d", "2w", "30d"}};
  if (placeholder == "SHELL") return {Kind::words, {"bash", "zsh", "fish"}};
  if (option == "--focus") return {Kind::foci};
  return {};
}

Completed arguments_of(const Command& command, const OptionSet& options) {
  const auto& positional = options.positional();
  if (!positional) return {};
  const bool names_focus = command.name.rfind("focus ", 0) == 0 && command.name != "focus new";
  if (names_focus && positional->placeholder == "NAME") return {Kind::foci};
  return of_placeholder(positional->placeholder, "");
}

std::vector<CompletedOption> options_of(const OptionSet& own, const OptionSet& globals) {
  std::vector<CompletedOption> result;
  for (const OptionSet* set : {&own, &globals}) {
    for (const OptionSet::Option& option : set->options()) {
      CompletedOption completed{option.names, option.help, option.takes_value()};
      completed.value = option.choices.empty()
                            ? of_placeholder(option.placeholder, option.names.front())
                            : Completed{Kind::words, option.choices};
      result.push_back(std::move(completed));
    }
  }
  return result;
}

void add_once(std::vector<std::string>& words, std::string word) {
  if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

}  // namespace

std::vector<CompletedCommand> completed_commands() {
  GlobalOptions targets;
  OptionSet globals;
  declare_global_options(globals, targets);
  std::vector<CompletedCommand> result;
  for (const Command& command : commands()) {
    OptionSet own;
    const Action action = command.declare(own);
    result.push_back({std::string(command.name), std::string(command.summary),
                      options_of(own, globals), arguments_of(command, own)});
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
  std::vector<std::string> words;
  for (const CompletedCommand& command : commands) {
    const std::size_t blank = command.name.find(' ');
    if (blank != std::string::npos) add_once(words, command.name.substr(0, blank));
  }
  return words;
}

std::vector<std::string> second_words(const std::vector<CompletedCommand>& commands,
                                      std::string_view first) {
  std::vector<std::string> words;
  for (const CompletedCommand& command : commands) {
    const std::size_t blank = command.name.find(' ');
    if (blank != std::string::npos && command.name.substr(0, blank) == first) {
      words.push_back(command.name.substr(blank + 1));
    }
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
