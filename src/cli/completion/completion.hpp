#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/command.hpp"

namespace papercup::cli {

// What can be written at a place of the command line.
struct Completed {
  // list: some of the words, divided by commas.
  enum class Kind { nothing, words, list, files, folders, foci, categories };
  Kind kind = Kind::nothing;
  std::vector<std::string> words = {};
};

struct CompletedOption {
  std::vector<std::string> names;
  std::string help;
  bool takes_value = false;
  Completed value = {};
};

struct CompletedCommand {
  std::string name;  // of one word or two
  std::string summary;
  std::vector<CompletedOption> options;  // those of every command included
  Completed arguments = {};
};

// The command table as completion sees it. The first row, without a name, is a bare `papercup`.
std::vector<CompletedCommand> completed_commands();

// Scripts that complete papercup's command lines, to be read by the shell at its start.
std::string bash_completion(const std::vector<CompletedCommand>& commands);
std::string zsh_completion(const std::vector<CompletedCommand>& commands);
std::string fish_completion(const std::vector<CompletedCommand>& commands);

struct CompletedCategory {
  std::string name;
  std::string title;
};

// Active categories and the archives that are divided into them.
std::vector<CompletedCategory> completed_categories();

// First words of commands that have two ("focus"), each once, and the first words of all.
std::vector<std::string> group_words(const std::vector<CompletedCommand>& commands);
std::vector<std::string> first_words(const std::vector<CompletedCommand>& commands);
// The second words that may follow a first one.
std::vector<std::string> second_words(const std::vector<CompletedCommand>& commands,
                                      const std::string& first);
// Names of options that take a value, of all commands, each once.
std::vector<std::string> value_options(const std::vector<CompletedCommand>& commands);

// 'text' as one word of a shell.
std::string single_quoted(std::string_view text);

}  // namespace papercup::cli
