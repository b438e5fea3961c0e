#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

#include "papercup/system/process.hpp"

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

// Writes what the pipe takes; closes it at the end, or where nobody reads any more.
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

// A shell with these ends of pipes; 0 where it cannot be started.
pid_t start_shell(const std::string& command, int input, int output) {
  const std::array<char*, 4> words = {const_cast<char*>("sh"), const_cast<char*>("-c"),
                                      const_cast<char*>(command.c_str()), nullptr};
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  // That we ignore SIGPIPE is nothing to be inherited.
  posix_spawnattr_t attributes{};
  posix_spawnattr_init(&attributes);
  sigset_t defaults{};
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t process = 0;
  if (::posix_spawn(&process, "/bin/sh", &actions, &attributes, words.data(), environ) != 0) {
    process = 0;
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

}  // namespace

ShellResult run_shell(const std::string& command, std::string_view input) {
  std::array<int, 2> in{}, out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0) return {};
  PipeEnd child_in(in[0]), to_child(in[1]);
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return {};
  PipeEnd from_child(out[0]), child_out(out[1]);
  const pid_t process = start_shell(command, child_in.number(), child_out.number());
  if (process == 0) return {};
  child_in.close();
  child_out.close();
  ShellResult result{{}, true, converse(to_child, from_child, input)};
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
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

}  // namespace papercup::system
