#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "papercup/cli/environment.hpp"

namespace papercup::cli {

// What the operating system tells this process: parts of an Environment.

std::map<std::string, std::string> process_variables();

// Whether standard output and error are terminals, and the output's width.
Terminal process_terminal();

// What the process's time zone adds to UTC at a moment; nothing where that cannot be told.
std::chrono::seconds process_utc_offset(Time time);

// What it is called ("CET").
std::string process_zone_name(Time time);

// Starts a program found in PATH; true once it runs. It is waited for, so that an editor has the
// terminal.
bool run_program(const std::vector<std::string>& command);

}  // namespace papercup::cli
