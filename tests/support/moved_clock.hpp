#pragma once

#include <algorithm>
#include <chrono>

#include "papercup/core/date.hpp"

namespace papercup::support {

// Moved by hand; waiting moves it at once.
class MovedClock : public Clock {
 public:
  PreciseTime precise_now() const override { return time; }
  void wait_until(PreciseTime moment) const override { time = std::max(time, moment); }
  mutable PreciseTime time = Date(2026, 11, 24).days() + std::chrono::hours(12);
};

}  // namespace papercup::support
