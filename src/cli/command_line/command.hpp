#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/option_set.hpp"

namespace papercup::cli {

class Session;

// The groups of `papercup --help`, in its order.
enum class CommandGroup { every_day, look, set_up, rest };

// What a command does with the options it was given; returns the exit code.
using Action = std::function<int(Session&)>;

struct Example {
  std::string_view command_line;
  std::string_view effect;
};

// A row of the command table.
struct Command {
  std::string_view name;  // "query", or two words: "config path"
  CommandGroup group;
  std::string_view summary;  // one line
  // Declares the options and returns what is to be done with them; declaring does no work.
  Action (*declare)(OptionSet&);
  std::vector<Example> examples;
  std::string_view description = {};  // of the command's own help, after the summary
};

// Every command, in the order of the help.
const std::vector<Command>& commands();

// The command of this name, or null.
const Command* find_command(std::string_view name);

// Each in <command>.cpp of the folder of its group, src/cli/commands_*; the five marks in mark.cpp,
// two-word commands in the file of their first word, but for focus learn.
Action declare_backup(OptionSet& options);
Action declare_completion(OptionSet& options);
Action declare_config_check(OptionSet& options);
Action declare_config_path(OptionSet& options);
Action declare_config_show(OptionSet& options);
Action declare_digest(OptionSet& options);
Action declare_dislike(OptionSet& options);
Action declare_done(OptionSet& options);
Action declare_doctor(OptionSet& options);
Action declare_eval(OptionSet& options);
Action declare_fetch(OptionSet& options);
Action declare_focus_check(OptionSet& options);
Action declare_focus_edit(OptionSet& options);
Action declare_focus_learn(OptionSet& options);
Action declare_focus_list(OptionSet& options);
Action declare_focus_new(OptionSet& options);
Action declare_focus_show(OptionSet& options);
Action declare_import(OptionSet& options);
Action declare_init(OptionSet& options);
Action declare_like(OptionSet& options);
Action declare_mail(OptionSet& options);
Action declare_marks_export(OptionSet& options);
Action declare_marks_import(OptionSet& options);
Action declare_open(OptionSet& options);
Action declare_prune(OptionSet& options);
Action declare_query(OptionSet& options);
Action declare_save(OptionSet& options);
Action declare_saved(OptionSet& options);
Action declare_search(OptionSet& options);
Action declare_show(OptionSet& options);
Action declare_similar(OptionSet& options);
Action declare_status(OptionSet& options);
Action declare_triage(OptionSet& options);
Action declare_unmark(OptionSet& options);
Action declare_why(OptionSet& options);

// A command line without its command's name.
struct CommandLine {
  const Command* command = nullptr;  // null: none was named
  std::vector<std::string> arguments;
};

// Finds the command, which only global options may precede; `help COMMAND` becomes `COMMAND
// --help`. Throws Error{usage} for an unknown one, with the nearest.
CommandLine find_command_name(const OptionSet& globals, const std::vector<std::string>& arguments);

// The examples of `papercup --help`.
const std::vector<Example>& general_examples();

// `papercup --help`: the commands by group, the options of every command, examples.
std::string general_help(const OptionSet& globals, int width);

// `papercup COMMAND --help`. `options` are the command's own.
std::string command_help(const Command& command, const OptionSet& options, const OptionSet& globals,
                         int width);

// `papercup --version`: with arXiv's acknowledgement and the libraries' versions.
std::string version_text();

}  // namespace papercup::cli
