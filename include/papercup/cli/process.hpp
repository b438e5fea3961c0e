#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/cli/environment.hpp"

namespace papercup::cli {

// What the operating system tells this process: parts of an Environment.

std::map<std::string, std::string> process_variables();

// Whether standard output and error are terminals, and the output's size.
Terminal process_terminal();

// What the process's time zone adds to UTC at a moment; nothing where that cannot be told.
std::chrono::seconds process_utc_offset(Time time);

// What it is called ("CET").
std::string process_zone_name(Time time);

// Starts a program found in PATH; true once it runs. It is waited for, so that an editor has the
// terminal.
bool run_program(const std::vector<std::string>& command);

// As Environment::run_shell; its standard error is ours.
ShellResult run_shell(const std::string& command, std::string_view input);

// As Environment::run_pager. Without LESS in the environment the pager gets LESS=FRX, as from git:
// no paging of what fits, colours as they are, and the text stays on the screen. Ctrl-C is the
// pager's.
bool run_pager(const std::string& command, std::string_view text);

// Over libcurl; the same one at each call. Ctrl-C is noted from then on.
net::MailTransport& process_mail_transport();

// The name of this machine as it calls itself, often without a domain. Nobody is asked: a machine
// whose name servers do not answer would wait for them.
std::string process_host_name();

}  // namespace papercup::cli
