#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "cli/option_set.hpp"

namespace papercup::cli {

class Session;

// The groups of `papercup --help`, in its order.
enum class CommandGroup { every_day, look, set_up };

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
  std::string_view description = {};  // of the command's own help, behind the summary
};

// Every command, in the order of the help.
const std::vector<Command>& commands();

// The command of this name, or null.
const Command* find_command(std::string_view name);

// Each in src/cli/commands/<command>.cpp.
Action declare_config_path(OptionSet& options);
Action declare_digest(OptionSet& options);
Action declare_import(OptionSet& options);
Action declare_query(OptionSet& options);
Action declare_search(OptionSet& options);
Action declare_show(OptionSet& options);

}  // namespace papercup::cli
