#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "papercup/core/date.hpp"

namespace papercup::net {

// What is remembered of refusals.
struct Refusals {
  std::optional<PreciseTime> backoff_until = {};  // absent if no backoff is running
  std::optional<PreciseTime> last = {};           // absent if there never was one
  int status = 0;                                 // the HTTP status of the last one; 0 if none
};

// Limits all papercup processes of a user together to one request at a time and one every
// `interval` (https://info.arxiv.org/help/api/tou.html), counted from the end of an answer to the
// next request, and makes all of them back off after a refusal: 60 s, doubling to 600 s with each
// further one, and up to a tenth more.
//
// The state is kept in two files of a folder and outlives the process. `pace` is one line of five
// numbers: the last request, the end of the backoff (both in ms since 1970), the refusals in a row,
// the last refusal (ms) and its status; the last two may be missing. A file that cannot be read as
// these counts as none. `pace.lock` is locked during a request, and is empty.
class RateLimiter {
 public:
  // Told when a wait of more than a second for a backoff begins, and why.
  using WaitObserver = std::function<void(std::chrono::seconds wait, const std::string& reason)>;

  // Does a piece of work that takes less than half a second; says whether there is more.
  using Work = std::function<bool()>;

  // Makes the folder if it is missing. Throws Error{storage} if it cannot be made.
  RateLimiter(std::filesystem::path folder, std::chrono::milliseconds interval, const Clock& clock);

  void observe(WaitObserver observer) { observer_ = std::move(observer); }
  // Has `work` done while requests wait for their turn, which then comes no later. What it throws
  // ends the request before it is made.
  void do_meanwhile(Work work) { work_ = std::move(work); }

  // What the files of a folder say, which need not exist; nothing is written. Throws Error{storage}
  // if they cannot be read.
  static Refusals refusals(const std::filesystem::path& folder, PreciseTime now);

  // Runs `request` when it is its turn; the turn is used up even if it throws, except by a
  // ConnectionError, as then nothing was asked. Throws what `request` throws, Error{interrupted} as
  // Clock::wait_until does, Error{unreachable} if a backoff, or the request of another process,
  // lasts longer than `longest_wait`, and Error{storage} if the files cannot be read or written.
  void run(const std::function<void()>& request, std::chrono::seconds longest_wait);

  // These say how arXiv took the request that `run` is making; they are called within `request`.
  // After a refusal the next request is made in `at_least` (but 600 s at most) or later. Without a
  // call, a backoff goes on as it was.
  void accepted();
  void refused(int status, std::chrono::seconds at_least = std::chrono::seconds(0));

  // The moment before which the next request will not be made, as far as is known now; it may be
  // past. Throws as `refusals` does; so does the next one.
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
  Work work_;
  State state_;  // while a request runs
};

}  // namespace papercup::net
