#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "papercup/core/clock.hpp"

namespace papercup::net {

// What is remembered of refusals.
struct Refusals {
  std::optional<PreciseTime> backoff_until = {};  // absent if none is running
  std::optional<PreciseTime> last = {};
  int status = 0;  // of the last one
};

// Keeps all papercup processes of a user together to one request at a time and one every
// `interval`, and lets all of them wait after a refusal: 60 s, doubling to 600 s, and up to a tenth
// more. What it knows is in two files of a folder, `pace` and `pace.lock`, and is remembered across
// runs.
class RateLimiter {
 public:
  // Told when a wait of more than a second begins, and for what.
  using WaitObserver = std::function<void(std::chrono::seconds wait, const std::string& reason)>;

  // Makes the folder where it is missing. Throws Error{storage} where that or the files cannot be
  // made.
  RateLimiter(std::filesystem::path folder, std::chrono::milliseconds interval, const Clock& clock);

  void observe(WaitObserver observer) { observer_ = std::move(observer); }

  // What the files of a folder say, which need not be there.
  static Refusals refusals(const std::filesystem::path& folder, PreciseTime now);

  // Runs `request` when it is its turn. One that throws ConnectionError was none, and makes nobody
  // wait. Throws what `request` throws, Error{interrupted} as
  // Clock::wait_until does, and Error{unreachable} if a backoff, or the request of another process,
  // lasts beyond `longest_wait`.
  void run(const std::function<void()>& request, std::chrono::seconds longest_wait);

  // Says how arXiv took the request that `run` is in; to be called within `request`. A refusal
  // delays everything for at least `at_least`.
  void accepted();
  void refused(int status, std::chrono::seconds at_least = std::chrono::seconds(0));

  // Before which the next request will not be made, as far as is known now.
  PreciseTime next_turn() const;
  // Whether a refusal makes everything wait now.
  bool is_backing_off() const {
    return refusals(folder_, clock_.precise_now()).backoff_until.has_value();
  }
  PreciseTime precise_now() const { return clock_.precise_now(); }
  Time now() const { return clock_.now(); }

 private:
  struct State {
    PreciseTime last_request{};
    PreciseTime backoff_until{};
    int refusals = 0;  // in a row
    PreciseTime last_refusal{};
    int last_status = 0;  // of the last refusal
  };

  static State load(const std::filesystem::path& folder);
  static bool set_right(State& state, PreciseTime now);
  void save(const State& state) const;
  void wait_for_turn(const State& state, std::chrono::seconds longest_wait) const;

  std::filesystem::path folder_;
  std::chrono::milliseconds interval_;
  const Clock& clock_;
  WaitObserver observer_;
  State state_;  // while a request runs
};

}  // namespace papercup::net
