#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"

namespace papercup::system {

// What is known of the terminal, if there is one.
struct Terminal {
  bool output_is_terminal = false;
  bool error_is_terminal = false;
  bool input_is_terminal = false;
  std::optional<int> width;             // columns of the output
  std::optional<int> height = {};       // its lines
  std::optional<int> error_width = {};  // columns of the error output, if that is a terminal
};

// How a shell command ended.
struct ShellResult {
  std::optional<int> exit_code = {};  // absent: it could not be started, or a signal ended it
  bool started = false;
  std::string output = {};  // what it wrote to its standard output, at most 64 KiB
};

// The environment of this process.

std::map<std::string, std::string> process_variables();

// Whether standard output and error are terminals, and the output's size.
Terminal process_terminal();

// What the process's time zone adds to UTC at a moment; nothing if that cannot be told.
std::chrono::seconds process_utc_offset(Time time);

// What it is called ("CET").
std::string process_zone_name(Time time);

// Starts a program found in PATH and waits for it, so that an editor has the terminal; whether it
// succeeded.
bool run_program(const std::vector<std::string>& command);

// Runs a command of the reader's with /bin/sh, gives it `input` and waits for its end; its standard
// error is ours.
ShellResult run_shell(const std::string& command, std::string_view input);

// As a shell takes it for one word, in quotes if it needs them. A "~" at its beginning stays the
// reader's home.
std::string shell_word(const std::string& word);

// The words of a command line of the reader's (EDITOR, BROWSER), with quotes and backslashes as for
// a shell; nothing else means anything. The path of a program is one word, whatever blanks are in
// it. None if a quote is not closed.
std::vector<std::string> command_words(const std::string& command);

// Shows a text with a pager, a command for /bin/sh or the path of a program, until the reader
// leaves it. False if the text has to be shown some other way: the pager could not be run, or
// failed before it had read any of it. Without LESS in the environment the pager gets LESS=FRX, as
// from git: no paging of what fits, colours as they are, and the text stays on the screen. less is
// told that the text is UTF-8, whatever the locale. Ctrl-C is the pager's.
bool run_pager(const std::string& command, std::string_view text);

// The name of this machine as it calls itself, often without a domain. Nobody is asked: a machine
// whose name servers do not answer would wait for them.
std::string process_host_name();

// While papercup talks to a network, imports a file or makes a backup, Ctrl-C asks it to finish
// cleanly. At other times it ends the program, as ever.

// From now on Ctrl-C (and SIGTERM, and SIGHUP unless it is ignored) is noted, and a second one ends
// the program.
void note_interruptions();
bool is_interrupted();

class SystemClock : public Clock {
 public:
  PreciseTime precise_now() const override;
  void wait_until(PreciseTime moment) const override;
};

}  // namespace papercup::system
