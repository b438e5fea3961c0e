#include <csignal>
#include <iostream>

#include "papercup/cli/process.hpp"
#include "papercup/cli/run.hpp"

namespace {

class SystemClock : public papercup::Clock {
 public:
  papercup::Time now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
};

}  // namespace

int main(int argc, char** argv) {
  using namespace papercup::cli;
  (void)std::signal(SIGPIPE, SIG_IGN);  // that nobody reads any more, the stream tells
  std::ios::sync_with_stdio(false);
  const SystemClock clock;
  Environment environment{
      std::cin,           std::cout,          std::cerr,         clock,      process_variables(),
      process_terminal(), process_utc_offset, process_zone_name, run_program};
  return run({argv + 1, argv + argc}, environment);
}
