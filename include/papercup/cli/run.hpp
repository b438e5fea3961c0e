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

// A page of the manual made of a page in roff (man(7)) in which these lines are replaced by what
// the program defines:
//   @OPTIONS@            the options of every command
//   @COMMANDS@           all commands by group, each with its summary
//   @EXAMPLES@           those of `papercup --help`
//   @SYNOPSIS NAME, ...@ how commands are written; a group ("focus") stands for each of its own
//   @DESCRIPTION NAME@, @OPTIONS NAME@, @EXAMPLES NAME@     what a command's --help says
//   @COMMAND NAME@       all of that under a subheading, of a command or of each of a group
//   @TOPIC NAME@         what `papercup help NAME` says, under subheadings
// @VERSION@ and @DATE@ (the argument, YYYY-MM-DD) are replaced anywhere. Throws Error{failure} if
// the page lacks one of these two or names no command or topic, and for an unknown mark or name.
std::string manual_page(std::string_view page, std::string_view date = {});

}  // namespace papercup::cli
