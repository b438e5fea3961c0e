#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "papercup/cli/environment.hpp"

namespace papercup::cli {

// Runs one command line (without the program's name) and returns the exit code: 0 done, 1 failure,
// 2 usage or configuration, 3 nothing changed, 4 unreachable, 5 database or disk, 130 interrupted.
// Results go to `out`, everything else to `err`. Every Error ends here; nothing is thrown.
int run(const std::vector<std::string>& arguments, Environment& environment);

// The manual page made of a page in roff (man(7)) in which lines are replaced by what the program
// defines:
// @OPTIONS@ by the options of every command, @COMMANDS@ by all commands with their options and
// examples; @VERSION@ anywhere is the version. Throws Error{failure} if the page lacks one of
// them.
std::string manual_page(std::string_view page);

}  // namespace papercup::cli
