#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>

#include "papercup/system/process.hpp"

namespace papercup::system {

bool run_pager(const std::string& command, std::string_view text) {
  constexpr int kNotFound = 127;  // of a shell
  ::setenv("LESS", "FRX", 0);
  const auto interrupted = std::signal(SIGINT, SIG_IGN);
  const auto broken = std::signal(SIGPIPE, SIG_DFL);  // of the pager; it is inherited
  std::FILE* pager = ::popen(command.c_str(), "w");
  (void)std::signal(SIGPIPE, SIG_IGN);
  int status = -1;
  if (pager != nullptr) {
    // What the reader does not want to see any more is not written.
    (void)std::fwrite(text.data(), 1, text.size(), pager);
    status = ::pclose(pager);
  }
  (void)std::signal(SIGINT, interrupted);
  (void)std::signal(SIGPIPE, broken);
  return pager != nullptr && !(WIFEXITED(status) && WEXITSTATUS(status) == kNotFound);
}

}  // namespace papercup::system
