#pragma once

#include <string>
#include <vector>

#include "cli/command_line/command.hpp"
#include "cli/command_line/option_set.hpp"

namespace papercup::cli {

// Of `papercup --help`.
const std::vector<Example>& general_examples();

// `papercup --help`: the commands by group, the options of every command, examples.
std::string general_help(const OptionSet& globals, int width);

// `papercup COMMAND --help`. `options` are the command's own.
std::string command_help(const Command& command, const OptionSet& options, const OptionSet& globals,
                         int width);

// `papercup --version`: with arXiv's acknowledgement and the libraries' versions.
std::string version_text();

}  // namespace papercup::cli
