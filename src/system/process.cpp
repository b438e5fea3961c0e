#include "papercup/system/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include <spawn.h>

#include "papercup/core/error.hpp"

namespace papercup::system {
namespace {

constexpr std::size_t kMostOutput = std::size_t{64} << 10;

class PipeEnd {
 public:
  explicit PipeEnd(int number) : number_(number) {}
  ~PipeEnd() { close(); }
  PipeEnd(const PipeEnd&) = delete;
  PipeEnd& operator=(const PipeEnd&) = delete;

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

// Writes what the pipe takes; closes it at the end, or when nobody reads any more.
void write_some(PipeEnd& pipe, std::string_view& input) {
  const ssize_t count = ::write(pipe.number(), input.data(), input.size());
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  if (input.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

void read_some(PipeEnd& pipe, std::string& output) {
  std::array<char, 4096> buffer{};
  const ssize_t count = ::read(pipe.number(), buffer.data(), buffer.size());
  if (count > 0 && output.size() < kMostOutput) {
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) pipe.close();
}

// Both at once, since either side may wait for the other.
std::string converse(PipeEnd& to_child, PipeEnd& from_child, std::string_view input) {
  std::string output;
  if (input.empty()) to_child.close();
  ::fcntl(to_child.number(), F_SETFL, O_NONBLOCK);
  while (to_child.is_open() || from_child.is_open()) {
    std::array<pollfd, 2> states = {pollfd{from_child.number(), POLLIN, 0},
                                    pollfd{to_child.number(), POLLOUT, 0}};
    if (::poll(states.data(), states.size(), -1) < 0 && errno != EINTR) break;
    if (states[0].revents != 0) read_some(from_child, output);
    if (states[1].revents != 0) write_some(to_child, input);
  }
  return output;
}

// Starts a program found in PATH with these for its standard input and output; 0 if it cannot be
// started.
pid_t start(std::vector<std::string> command, int input, int output) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  // That we ignore these is nothing to be inherited.
  posix_spawnattr_t attributes{};
  posix_spawnattr_init(&attributes);
  sigset_t defaults{};
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGXFSZ);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t process = 0;
  if (::posix_spawnp(&process, words.front(), &actions, &attributes, words.data(), environ) != 0) {
    process = 0;
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

pid_t start_shell(const std::string& command, int input, int output) {
  return start({"/bin/sh", "-c", command}, input, output);
}

int wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Gives a child its input until it has all of it or ends; its status. `ours` is another end of the
// pipe from which it reads, so that what it has left can be counted; `unread` is set to that.
int feed(pid_t process, PipeEnd& to_child, const PipeEnd& ours, std::string_view input,
         std::size_t& unread) {
  constexpr int kLook = 20;  // ms
  int status = 0;
  bool has_ended = false;
  if (input.empty()) to_child.close();
  if (to_child.is_open()) ::fcntl(to_child.number(), F_SETFL, O_NONBLOCK);
  while (to_child.is_open() && !has_ended) {
    pollfd state{to_child.number(), POLLOUT, 0};
    if (::poll(&state, 1, kLook) > 0) write_some(to_child, input);
    has_ended = ::waitpid(process, &status, WNOHANG) == process;
  }
  to_child.close();
  if (!has_ended) status = wait_for(process);
  int left = 0;
  (void)::ioctl(ours.number(), FIONREAD, &left);
  unread = input.size() + static_cast<std::size_t>(std::max(left, 0));
  return status;
}

// Whether a text is the path of a program, whatever blanks are in it.
bool is_program(const std::string& path) {
  struct stat status {};
  return path.find('/') != std::string::npos && ::stat(path.c_str(), &status) == 0 &&
         S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

constexpr std::chrono::milliseconds kPoll{100};

volatile std::sig_atomic_t interruptions = 0;

extern "C" void count_interruption(int signal_number) {
  interruptions = interruptions + 1;
  (void)std::signal(signal_number, SIG_DFL);
}

}  // namespace

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
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.error_width = size.ws_col;
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
  const pid_t process = start(command, STDIN_FILENO, STDOUT_FILENO);
  if (process == 0) return false;
  const int status = wait_for(process);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string process_host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "localhost";
  return name.data();
}

ShellResult run_shell(const std::string& command, std::string_view input) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0) return {};
  PipeEnd child_in(in[0]);
  PipeEnd to_child(in[1]);
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return {};
  PipeEnd from_child(out[0]);
  PipeEnd child_out(out[1]);
  const pid_t process = start_shell(command, child_in.number(), child_out.number());
  if (process == 0) return {};
  child_in.close();
  child_out.close();
  ShellResult result{{}, true, converse(to_child, from_child, input)};
  const int status = wait_for(process);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

std::string shell_word(const std::string& word) {
  const bool is_plain = word.find_first_not_of(
                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                            "-_./~+:@%,=") == std::string::npos;
  if (is_plain && !word.empty()) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

std::vector<std::string> command_words(const std::string& command) {
  if (is_program(command)) return {command};
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  for (std::size_t at = 0; at < command.size(); ++at) {
    const char c = command[at];
    const bool is_blank = c == ' ' || c == '\t' || c == '\n';
    if (quote == '\0' && is_blank) {
      in_word = false;
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    const bool escapes = c == '\\' && quote != '\'' && at + 1 < command.size();
    if (escapes) {
      words.back() += command[++at];
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else {
      words.back() += c;
    }
  }
  if (quote != '\0') words.clear();
  return words;
}

bool run_pager(const std::string& command, std::string_view text) {
  constexpr int kNoProgram = 126;  // and above, of a shell that found none to run
  ::setenv("LESS", "FRX", 0);
  // The text is UTF-8 whatever the locale; less would show its bytes as <E2><80><94>.
  if (std::getenv("LESSCHARDEF") == nullptr) ::setenv("LESSCHARSET", "utf-8", 0);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const PipeEnd ours(ends[0]);
  PipeEnd to_pager(ends[1]);
  const auto interrupted = std::signal(SIGINT, SIG_IGN);
  const pid_t pager = start_shell(is_program(command) ? shell_word(command) : command,
                                  ours.number(), STDOUT_FILENO);
  bool has_shown = false;
  if (pager != 0) {
    std::size_t unread = 0;
    const int status = feed(pager, to_pager, ours, text, unread);
    const bool has_succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    const bool has_run = !WIFEXITED(status) || WEXITSTATUS(status) < kNoProgram;
    has_shown = has_succeeded || (has_run && unread < text.size());
  }
  (void)std::signal(SIGINT, interrupted);
  return has_shown;
}

void note_interruptions() {
  (void)std::signal(SIGINT, count_interruption);
  (void)std::signal(SIGTERM, count_interruption);
  // Under nohup a closed terminal ends nothing.
  struct sigaction hang_up {};
  if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) {
    (void)std::signal(SIGHUP, count_interruption);
  }
}

bool is_interrupted() { return interruptions > 0; }

PreciseTime SystemClock::precise_now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void SystemClock::wait_until(PreciseTime moment) const {
  using std::chrono::steady_clock;
  // If the clock is set back meanwhile, it is not waited for until it has come that far again.
  const steady_clock::time_point end = steady_clock::now() + (moment - precise_now());
  for (PreciseTime now = precise_now(); now < moment && steady_clock::now() < end;
       now = precise_now()) {
    if (is_interrupted()) throw Error(ErrorKind::interrupted, "interrupted");
    std::this_thread::sleep_for(std::min<PreciseTime::duration>(kPoll, moment - now));
  }
}

}  // namespace papercup::system
