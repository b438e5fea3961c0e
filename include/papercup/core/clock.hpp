#pragma once

#include "papercup/core/date.hpp"

namespace papercup {

// Where the present comes from. Pure code takes a moment as an argument instead.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

}  // namespace papercup
