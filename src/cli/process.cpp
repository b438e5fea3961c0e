#include "papercup/cli/process.hpp"

#include <ctime>
#include <sys/ioctl.h>
#include <unistd.h>

namespace papercup::cli {

std::map<std::string, std::string> process_variables() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) {
      variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return variables;
}

Terminal process_terminal() {
  Terminal terminal;
  terminal.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  terminal.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.width = size.ws_col;
  }
  return terminal;
}

std::chrono::seconds process_utc_offset(Time time) {
  const std::time_t moment = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  return std::chrono::seconds(::localtime_r(&moment, &local) ? local.tm_gmtoff : 0);
}

}  // namespace papercup::cli
