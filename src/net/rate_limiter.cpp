#include "papercup/net/rate_limiter.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/system/files.hpp"

namespace papercup::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kFirstBackoff{60};
constexpr seconds kLongestBackoff{600};
constexpr milliseconds kLockPoll{100};
constexpr milliseconds kLongestPiece{500};   // of work that is done meanwhile
constexpr std::size_t kLongestState = 4096;  // bytes

constexpr const char* kAnotherFolder =
    "The pace towards arXiv is kept there; pace_dir under [arxiv] in config.toml, or "
    "XDG_STATE_HOME, names another folder.";

// Asks again and again, so that Ctrl-C is heard.
void acquire(system::FileLock& lock, const Clock& clock, seconds longest_wait) {
  const PreciseTime give_up = clock.precise_now() + longest_wait;
  while (!lock.try_acquire()) {
    if (clock.precise_now() >= give_up) {
      throw Error(ErrorKind::unreachable, "another papercup is asking arXiv",
                  "Try again when it has ended.");
    }
    clock.wait_until(clock.precise_now() + kLockPoll);
  }
}

PreciseTime from_count(long long count) { return PreciseTime{milliseconds{count}}; }

}  // namespace

RateLimiter::RateLimiter(std::filesystem::path folder, milliseconds interval, const Clock& clock)
    : folder_(std::move(folder)), interval_(interval), clock_(clock) {
  system::make_folder(folder_, kAnotherFolder);
}

void RateLimiter::run(const std::function<void()>& request, seconds longest_wait) {
  system::FileLock lock(folder_ / "pace.lock", kAnotherFolder);
  acquire(lock, clock_, longest_wait);
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

// What was written while the clock was ahead counts from now on: a backoff then lasts as long as it
// was to last, and not until the clock has come that far. Returns whether anything has changed.
bool RateLimiter::set_right(State& state, PreciseTime now) {
  const State before = state;
  if (state.last_refusal > now) {
    state.backoff_until = now + std::max(state.backoff_until - state.last_refusal, milliseconds(0));
    state.last_refusal = now;
  }
  state.backoff_until = std::min(state.backoff_until, now + kLongestBackoff + kLongestBackoff / 10);
  state.last_request = std::min(state.last_request, now);
  return state.backoff_until != before.backoff_until || state.last_request != before.last_request;
}

void RateLimiter::wait_for_turn(const State& state, seconds longest_wait) const {
  const PreciseTime now = clock_.precise_now();
  const PreciseTime turn = state.last_request + interval_;
  const PreciseTime backoff = std::min(state.backoff_until, now + kLongestBackoff);
  if (backoff > now + longest_wait) {
    throw Error(ErrorKind::unreachable,
                fmt::format("arXiv asked to wait; the next request may be made in {} s",
                            std::chrono::ceil<seconds>(backoff - now).count()),
                "Try again then; nothing is lost.");
  }
  const PreciseTime until = std::max(turn, backoff);
  if (observer_ && until - now > seconds(1) && backoff > turn) {
    observer_(std::chrono::ceil<seconds>(until - now), "arXiv asked to wait");
  }
  while (work_ && until - clock_.precise_now() > kLongestPiece && work_()) {
    clock_.wait_until(clock_.precise_now());  // hears Ctrl-C
  }
  clock_.wait_until(until);
}

PreciseTime RateLimiter::next_turn() const {
  State state = load(folder_);
  set_right(state, clock_.precise_now());
  return std::max(state.last_request + interval_, state.backoff_until);
}

void RateLimiter::accepted() {
  state_.refusals = 0;
  state_.backoff_until = PreciseTime{};
}

void RateLimiter::refused(int status, seconds at_least) {
  seconds backoff = kFirstBackoff;
  for (int i = 0; i < state_.refusals && backoff < kLongestBackoff; ++i) backoff *= 2;
  backoff = std::min(std::max(backoff, at_least), kLongestBackoff);
  ++state_.refusals;
  state_.last_refusal = clock_.precise_now();
  state_.last_status = status;
  // Processes that were refused together must not come back together.
  const milliseconds jitter =
      backoff / 10 * (state_.last_refusal.time_since_epoch().count() % 1000) / 1000;
  state_.backoff_until = state_.last_refusal + backoff + jitter;
}

Refusals RateLimiter::refusals(const std::filesystem::path& folder, PreciseTime now) {
  State state = load(folder);
  set_right(state, now);
  Refusals result;
  if (state.backoff_until > now) result.backoff_until = state.backoff_until;
  if (state.last_refusal != PreciseTime{}) result.last = state.last_refusal;
  result.status = state.last_status;
  return result;
}

RateLimiter::State RateLimiter::load(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "pace";
  if (!system::file_exists(file, ErrorKind::storage)) return {};
  std::istringstream stream(
      system::read_file(file, ErrorKind::storage, kAnotherFolder, kLongestState));
  long long last_request = 0;
  long long backoff_until = 0;
  int refusals = 0;
  // If a full or damaged disk has left only a part of it, it is as if nothing had been asked yet.
  if (!(stream >> last_request >> backoff_until >> refusals)) return {};
  State state{from_count(last_request), from_count(backoff_until), std::max(refusals, 0)};
  long long last_refusal = 0;
  if (stream >> last_refusal >> state.last_status) state.last_refusal = from_count(last_refusal);
  return state;
}

void RateLimiter::save(const State& state) const {
  // Others may write to a folder that all share. A link of theirs must not lead to what is ours.
  const std::filesystem::path file = folder_ / "pace";
  std::error_code ignored;
  if (std::filesystem::is_symlink(file, ignored)) std::filesystem::remove(file, ignored);
  system::write_file_atomically(
      file, fmt::format("{} {} {} {} {}\n", state.last_request.time_since_epoch().count(),
                        state.backoff_until.time_since_epoch().count(), state.refusals,
                        state.last_refusal.time_since_epoch().count(), state.last_status));
}

}  // namespace papercup::net
