#pragma once

#include <cstdint>

#include "papercup/store/selection.hpp"
#include "store/search/key_set.hpp"

namespace papercup::store {

class Connection;

// What was kept of papers' statements (see SignalRows), as searches read it. A reader may have a
// database from before there were such rows, which it cannot change; then nothing was kept.
// Functions throw SQLite::Exception.

// The papers with keys up to this one were looked at by these rules; 0 if none were.
std::int64_t signals_found_up_to(Connection& connection, std::int64_t rules);
// The papers of which any of these was kept, by whatever rules.
KeySet papers_stating_any(Connection& connection, SignalBits signals);

}  // namespace papercup::store
