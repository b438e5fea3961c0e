#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

#include "papercup/core/clock.hpp"

namespace papercup::cli {

// What is known of the terminal, if there is one.
struct Terminal {
  bool output_is_terminal = false;
  bool error_is_terminal = false;
  std::optional<int> width;  // columns of the output
};

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
};

}  // namespace papercup::cli
