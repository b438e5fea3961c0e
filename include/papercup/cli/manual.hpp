#pragma once

#include <string>
#include <string_view>

namespace papercup::cli {

// The manual page made of a page in roff (man(7)) in which lines stand for what the program
// defines:
// @OPTIONS@ for the options of every command, @COMMANDS@ for all commands with their options and
// examples; @VERSION@ anywhere is the version. Throws Error{failure} where the page lacks one of
// them.
std::string manual_page(std::string_view page);

}  // namespace papercup::cli
