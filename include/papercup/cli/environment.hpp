#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/date.hpp"
#include "papercup/system/full_screen.hpp"
#include "papercup/system/process.hpp"

namespace papercup::cli {

using system::ShellResult;
using system::Terminal;

// The world as a command sees it; tests make their own. References outlive every command.
struct Environment {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  const Clock& clock;
  std::map<std::string, std::string> variables;
  Terminal terminal;
  // What the reader's time zone adds to UTC at a moment; decides what "today" is.
  std::function<std::chrono::seconds(Time)> utc_offset;
  // What that time zone is called then ("CET"); absent: UTC.
  std::function<std::string(Time)> zone_name = {};
  // Runs a program of the reader's (words, without a shell) to its end; whether it ran and
  // succeeded. Absent: programs cannot be run.
  std::function<bool(const std::vector<std::string>& command)> run_program = {};
  // Absent: there is no network.
  app::HttpSource transport = {};
  // Runs a command of the reader's with /bin/sh, gives it `input` and waits for its end. Absent:
  // there is no shell.
  std::function<ShellResult(const std::string& command, std::string_view input)> run_shell = {};
  // Shows a text with a pager, a command for /bin/sh, until the reader leaves it; whether the pager
  // could be run. Absent: there is none.
  std::function<bool(const std::string& command, std::string_view text)> run_pager = {};
  // Absent: there are no mail servers.
  app::MailSource mail_transport = {};
  // What this machine is called, for senders' addresses. Absent: localhost.
  std::function<std::string()> host_name = {};
  // Takes the whole terminal; null if it cannot show a full screen. Absent: there is none.
  std::function<std::unique_ptr<system::FullScreen>(ScreenColour)> open_screen = {};
};

}  // namespace papercup::cli
