#pragma once

#include "papercup/core/date.hpp"

// What Ctrl-C means while papercup talks to a network, imports a file or makes a backup: finish
// cleanly. At other times it ends the program, as ever.
namespace papercup::system {

// From now on Ctrl-C (and SIGTERM, and SIGHUP unless it is ignored) is noted, and a second one ends
// the program.
void note_interruptions();
bool is_interrupted();

class SystemClock : public Clock {
 public:
  PreciseTime precise_now() const override;
  void wait_until(PreciseTime moment) const override;
};

}  // namespace papercup::system
