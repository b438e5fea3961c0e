#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/command.hpp"

namespace papercup::cli {

// What is explained beside the commands, in `papercup help TOPIC` and in the manual.
struct Topic {
  struct Entry {
    std::string term;  // what is explained; empty: the text is a paragraph
    std::string text;
  };
  struct Part {
    std::string title;  // empty: what comes before the first title
    std::vector<Entry> entries;
  };

  std::string_view name;  // one word, which is no command's
  std::string_view title;
  std::vector<std::string_view> commands;  // whose help names this topic
  std::vector<Part> parts;
};

// Every topic, in the order in which they are listed.
const std::vector<Topic>& topics();

// The topic of this name, or null.
const Topic* find_topic(std::string_view name);

// The keys of config.toml and of focus files, with their meanings and defaults, as parts of a
// topic: made of what the readers of these files know.
std::vector<Topic::Part> key_parts();

// What the commands that begin with `word` are about; empty if they are no group ("focus" is one).
std::string_view group_title(std::string_view word);

// The commands whose names begin with `word` and have a second word.
std::vector<const Command*> commands_of_group(std::string_view word);

// The examples of `papercup --help`.
const std::vector<Example>& general_examples();

// The names of CommandGroup's values, as titles.
std::string_view title_of(CommandGroup group);

// What an option does, as help and manual say it.
std::string explanation(const CLI::Option& option);

// " [FILE]" or " FILE...", with the placeholder between `begin` and `end`; empty without arguments.
std::string usage_of_argument(const CLI::App& app, const char* begin, const char* end);

// `papercup --help`: the commands of every day; no more than a terminal of 24 lines and 80 columns
// shows at once.
std::string general_help(int width);

// `papercup help all`: every command by group, the options of every command, examples, topics.
std::string all_help(CLI::App& root, int width);

// `papercup COMMAND --help`. `app` is the command's, as declared.
std::string command_help(const Command& command, CLI::App& app, int width);

// `papercup focus --help`, of a word for which group_title has a title.
std::string group_help(std::string_view word, int width);

// `papercup help TOPIC`.
std::string topic_help(const Topic& topic, int width);

// `papercup --version`: with arXiv's acknowledgement and the libraries' versions.
std::string version_text();

}  // namespace papercup::cli
