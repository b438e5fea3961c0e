#pragma once

#include <string>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/option_set.hpp"

namespace papercup::cli {

// A command line without its command's name.
struct CommandLine {
  const Command* command = nullptr;  // null: none was named
  std::vector<std::string> arguments;
};

// Finds the command, before which only global options may stand; `help COMMAND` becomes `COMMAND
// --help`. Throws Error{usage} for an unknown one, with the nearest.
CommandLine find_command_name(const OptionSet& globals, const std::vector<std::string>& arguments);

}  // namespace papercup::cli
