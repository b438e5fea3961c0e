#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"

namespace papercup::app {

enum class Severity {
  good,
  remark,   // works, and could be better
  trouble,  // somebody has to do something
};

// The outcome of a check: what was looked at, how it is, and how to mend it if it is not well.
struct Finding {
  Severity severity = Severity::good;
  std::string what;                     // one line
  std::string mend = {};                // what to do; empty if there is nothing to
  ErrorKind kind = ErrorKind::failure;  // of a trouble
};

// Each looks at one part of the installation and changes nothing that is kept there. What goes
// wrong is a finding and not thrown, but for Error{interrupted}.

// config.toml and the focus files.
std::vector<Finding> check_configuration(const Context& context);
// Both databases, their folder, the room on the disk.
std::vector<Finding> check_databases(const Context& context);
// The clock, as far as this machine alone can tell, and the time zone.
std::vector<Finding> check_clock(const Context& context);
// What is set up for mail.
std::vector<Finding> check_mail_settings(const Context& context);
// Asks each of arXiv's interfaces once, at arXiv's pace, and compares the clocks.
std::vector<Finding> check_network(const Context& context);
// Logs in at the mail server, and sends nothing.
std::vector<Finding> check_mail_server(const Context& context);

// How many bytes that are free on a disk for a folder (by its name for people) are to be judged.
Finding judge_room(std::uintmax_t available, const std::string& folder);

// A trouble that an error tells of.
Finding trouble_of(const std::string& what, const Error& error);

}  // namespace papercup::app
