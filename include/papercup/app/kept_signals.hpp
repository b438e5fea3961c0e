#pragma once

#include <cstddef>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// What papers state is found when they are stored, and kept with them, since to find it among all
// that is stored takes seconds.

// What is kept of a paper and its former versions, as bits.
store::SignalBits signal_bits(const Paper& paper, const std::vector<Paper>& former_versions);

// Lets the store keep it from now on.
void keep_signals(store::Store& store);

// Finds what papers state that were stored by other rules, some at a time: what is found stays if
// this is interrupted. Tells once that it takes a while, if it does.
void find_kept_signals(const Context& context, store::Store& store);
// The same for a few hundred papers, which takes some hundredths of a second and tells nothing;
// false if all are done.
bool find_some_signals(store::Store& store);

// What the papers with all of these signals have to have kept. Each paper that states a signal of a
// kind is among those wished for, and of those that were looked at no others; for a promise it is
// papers with one, by whatever version, that the newest version neither keeps nor withdraws.
store::SignalWish wish_for(const std::vector<digest::SignalKind>& kinds);

// Those papers of which the newest version, or a former one, has such a promise.
enum class PromisedBy { newest, former };
store::SignalWish wish_for_promises(PromisedBy version);

}  // namespace papercup::app
