#include "papercup/net/pace.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sstream>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/system/file_input.hpp"
#include "papercup/system/file_output.hpp"

namespace papercup::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kFirstHold{60};
constexpr seconds kLongestHold{600};
constexpr milliseconds kLockPoll{100};
constexpr std::size_t kLongestState = 4096;  // bytes

constexpr const char* kAnotherFolder =
    "The pace towards arXiv is kept there; pace_dir under [arxiv] in config.toml, or "
    "XDG_STATE_HOME, names another folder.";

// Held by one process at a time; the system lets go of it when the process dies.
class FileLock {
 public:
  FileLock(const std::filesystem::path& file, const Clock& clock, seconds longest_wait)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) {
      throw Error(ErrorKind::storage,
                  fmt::format("{} cannot be written to: {}", file.string(),
                              std::generic_category().message(errno)),
                  kAnotherFolder);
    }
    try {
      acquire(clock, clock.precise_now() + longest_wait);
    } catch (...) {
      ::close(descriptor_);
      throw;
    }
  }
  ~FileLock() { ::close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  // Asks again and again, so that Ctrl-C is heard.
  void acquire(const Clock& clock, PreciseTime give_up) const {
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      // A file system without locks must not keep anybody from reading.
      if (errno != EWOULDBLOCK && errno != EINTR) return;
      if (clock.precise_now() >= give_up) {
        throw Error(ErrorKind::unreachable, "another papercup is asking arXiv",
                    "Try again when it has ended.");
      }
      clock.wait_until(clock.precise_now() + kLockPoll);
    }
  }

  int descriptor_;
};

PreciseTime from_count(long long count) { return PreciseTime{milliseconds{count}}; }

}  // namespace

Pace::Pace(std::filesystem::path folder, milliseconds interval, const Clock& clock)
    : folder_(std::move(folder)), interval_(interval), clock_(clock) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) {
    throw Error(ErrorKind::storage,
                fmt::format("cannot make the folder {}: {}", folder_.string(), error.message()),
                kAnotherFolder);
  }
}

void Pace::run(const std::function<void()>& request, seconds longest_wait) {
  const FileLock lock(folder_ / "pace.lock", clock_, longest_wait);
  state_ = load(folder_);
  if (set_right(state_, clock_.precise_now())) save(state_);
  wait_for_turn(state_, longest_wait);
  const PreciseTime former_request = state_.last_request;
  // Before the request: a process that is killed during it has made it all the same.
  state_.last_request = clock_.precise_now();
  save(state_);
  // arXiv's interval lies between the end of an answer, or of waiting for one, and the next
  // request.
  const auto end = [&] {
    state_.last_request = clock_.precise_now();
    save(state_);
  };
  try {
    request();
  } catch (const ConnectionError&) {
    state_.last_request = former_request;
    save(state_);
    throw;
  } catch (...) {
    end();
    throw;
  }
  end();
}

// What was written while the clock was ahead counts from now on: a hold then lasts as long as it
// was to last, and not until the clock has come that far. Returns whether anything has changed.
bool Pace::set_right(State& state, PreciseTime now) {
  const State before = state;
  if (state.last_refusal > now) {
    state.hold_until = now + std::max(state.hold_until - state.last_refusal, milliseconds(0));
    state.last_refusal = now;
  }
  state.hold_until = std::min(state.hold_until, now + kLongestHold + kLongestHold / 10);
  state.last_request = std::min(state.last_request, now);
  return state.hold_until != before.hold_until || state.last_request != before.last_request;
}

void Pace::wait_for_turn(const State& state, seconds longest_wait) const {
  const PreciseTime now = clock_.precise_now();
  const PreciseTime turn = state.last_request + interval_;
  const PreciseTime hold = std::min(state.hold_until, now + kLongestHold);
  if (hold > now + longest_wait) {
    throw Error(ErrorKind::unreachable,
                fmt::format("arXiv asked to wait; the next request may be made in {} s",
                            std::chrono::ceil<seconds>(hold - now).count()),
                "Try again then; nothing is lost.");
  }
  const PreciseTime until = std::max(turn, hold);
  if (observer_ && until - now > seconds(1) && hold > turn) {
    observer_(std::chrono::ceil<seconds>(until - now), "arXiv asked to wait");
  }
  clock_.wait_until(until);
}

PreciseTime Pace::next_turn() const {
  State state = load(folder_);
  set_right(state, clock_.precise_now());
  return std::max(state.last_request + interval_, state.hold_until);
}

void Pace::accepted() {
  state_.refusals = 0;
  state_.hold_until = PreciseTime{};
}

void Pace::refused(int status, seconds at_least) {
  seconds hold = kFirstHold;
  for (int i = 0; i < state_.refusals && hold < kLongestHold; ++i) hold *= 2;
  hold = std::min(std::max(hold, at_least), kLongestHold);
  ++state_.refusals;
  state_.last_refusal = clock_.precise_now();
  state_.last_status = status;
  // Many that were refused together are not to come back together.
  const milliseconds jitter =
      hold / 10 * (state_.last_refusal.time_since_epoch().count() % 1000) / 1000;
  state_.hold_until = state_.last_refusal + hold + jitter;
}

Refusals Pace::refusals(const std::filesystem::path& folder, PreciseTime now) {
  State state = load(folder);
  set_right(state, now);
  Refusals result;
  if (state.hold_until > now) result.hold_until = state.hold_until;
  if (state.last_refusal != PreciseTime{}) result.last = state.last_refusal;
  result.status = state.last_status;
  return result;
}

Pace::State Pace::load(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "pace";
  if (!system::file_exists(file, ErrorKind::storage)) return {};
  std::istringstream stream(
      system::read_file(file, ErrorKind::storage, kAnotherFolder, kLongestState));
  long long last_request = 0;
  long long hold_until = 0;
  int refusals = 0;
  // What a full disk or a damaged one has left of it is as if nothing had been asked yet.
  if (!(stream >> last_request >> hold_until >> refusals)) return {};
  State state{from_count(last_request), from_count(hold_until), std::max(refusals, 0)};
  long long last_refusal = 0;
  if (stream >> last_refusal >> state.last_status) state.last_refusal = from_count(last_refusal);
  return state;
}

void Pace::save(const State& state) const {
  system::write_file_atomically(
      folder_ / "pace",
      fmt::format("{} {} {} {} {}\n", state.last_request.time_since_epoch().count(),
                  state.hold_until.time_since_epoch().count(), state.refusals,
                  state.last_refusal.time_since_epoch().count(), state.last_status));
}

}  // namespace papercup::net
