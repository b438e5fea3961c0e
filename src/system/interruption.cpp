#include "papercup/system/interruption.hpp"

#include <algorithm>
#include <csignal>
#include <thread>

#include "papercup/core/error.hpp"

namespace papercup::system {
namespace {

constexpr std::chrono::milliseconds kPoll{100};

volatile std::sig_atomic_t interruptions = 0;

extern "C" void count_interruption(int signal_number) {
  interruptions = interruptions + 1;
  (void)std::signal(signal_number, SIG_DFL);
}

}  // namespace

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
