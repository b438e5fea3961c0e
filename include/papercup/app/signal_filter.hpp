#pragma once

#include <string>
#include <vector>

#include "papercup/app/found_papers.hpp"
#include "papercup/core/date.hpp"
#include "papercup/digest/signals.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// A promise that is as old as this is due.
inline constexpr int kDaysForPromise = 90;

// The signal that --has names. Throws Error{usage}, with the nearest name, for an unknown one.
digest::SignalKind parse_signal(const std::string& text);

// Keeps the papers whose newest stored version states all of these; version: that was replaced.
// A promise is kept in the list only where it is due and was not kept: some stored version promised
// code or data, the oldest of these (its submission, else the paper's announcement) is
// kDaysForPromise days or more before `today`, and the newest version neither states what was
// promised nor is withdrawn.
void keep_stating(std::vector<FoundPaper>& results, const std::vector<digest::SignalKind>& wanted,
                  const store::Store& store, Date today);

}  // namespace papercup::app
