#pragma once

#include <chrono>

#include "papercup/core/date.hpp"

namespace papercup {

// A moment to the millisecond, for what waits.
using PreciseTime = std::chrono::sys_time<std::chrono::milliseconds>;

// Where the present comes from, and the only way to wait. Pure code takes a moment as an argument
// instead.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual PreciseTime precise_now() const = 0;
  // Returns at that moment, or at once if it has passed. Throws Error{interrupted} if the reader
  // does not want to wait any longer.
  virtual void wait_until(PreciseTime moment) const = 0;

  Time now() const { return std::chrono::floor<std::chrono::seconds>(precise_now()); }
};

}  // namespace papercup
