#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/options.hpp"

namespace papercup::cli {

class Session;
struct GlobalOptions;

// The groups of `papercup --help`, in its order.
enum class CommandGroup { every_day, look, set_up, rest };

// What a command does with the options it was given; returns the exit code.
using Action = std::function<int(Session&)>;

// Declares a command's options and returns what is to be done with them, but does no work.
using Declare = Action(CLI::App& command);

struct Example {
  std::string_view command_line;
  std::string_view effect;
};

// A row of the command table.
struct Command {
  std::string_view name;  // "query", or two words: "config path"
  CommandGroup group;
  std::string_view summary;  // one line
  Declare* declare;
  std::vector<Example> examples;
  std::string_view description = {};  // of the command's own help, after the summary
};

// Every command, in the order of the help.
const std::vector<Command>& commands();

// The command of this name, or null.
const Command* find_command(std::string_view name);

// Each in commands/<command>.cpp; the five marks in mark.cpp, two-word commands in the file of
// their first word, but for focus learn.
Declare declare_backup, declare_completion, declare_config_check, declare_config_path,
    declare_config_show, declare_digest, declare_dislike, declare_done, declare_doctor,
    declare_eval, declare_fetch, declare_focus_check, declare_focus_edit, declare_focus_learn,
    declare_focus_list, declare_focus_new, declare_focus_remove, declare_focus_rename,
    declare_focus_split, declare_focus_show, declare_help, declare_import, declare_init,
    declare_like, declare_mail, declare_marks_export, declare_marks_import, declare_open,
    declare_prune, declare_query, declare_save, declare_saved, declare_search, declare_show,
    declare_similar, declare_status, declare_triage, declare_unmark, declare_why;

// The title of a command's own options in its help.
inline constexpr const char* kOwnOptions = "options";

// The command line as CLI11 has it: the options of every command, and a sub-command for each row of
// the command table; that of "focus list" is list of focus. `globals` has to outlive it.
std::shared_ptr<CLI::App> make_command_line(GlobalOptions& globals);

// A command line without its command's name.
struct CommandArguments {
  const Command* command = nullptr;  // null: none was named
  std::vector<std::string> arguments;
};

// Finds the command: the first word, or two, that is neither an option nor the value of one. Its
// options may stand before it, after it, and between its two words. `focus --help`, of a word with
// which several begin, becomes `help focus`. Throws Error{usage} for an unknown one, with the
// nearest.
CommandArguments find_command_name(CLI::App& root, const std::vector<std::string>& arguments);

// A sub-command with all its options, and what it does with them.
struct Declared {
  CLI::App& app;
  Action action;
};

// Declares the options of a command, once; those of all would take longer than most commands do.
Declared declare(const Command& command, CLI::App& root, GlobalOptions& globals);

}  // namespace papercup::cli
