#include "papercup/system/process.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

namespace papercup::system {

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
  terminal.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
  terminal.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.width = size.ws_col;
    if (size.ws_row > 0) terminal.height = size.ws_row;
  }
  return terminal;
}

std::chrono::seconds process_utc_offset(Time time) {
  const std::time_t moment = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  return std::chrono::seconds(::localtime_r(&moment, &local) ? local.tm_gmtoff : 0);
}

std::string process_zone_name(Time time) {
  const std::time_t moment = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  return ::localtime_r(&moment, &local) != nullptr ? local.tm_zone : "UTC";
}

bool run_program(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  pid_t process = 0;
  if (::posix_spawnp(&process, words.front(), nullptr, nullptr, words.data(), environ) != 0) {
    return false;
  }
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string process_host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return name.data();
}

}  // namespace papercup::system
