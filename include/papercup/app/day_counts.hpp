#pragma once

#include <vector>

#include "papercup/app/found_papers.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Both give every day from the first to the last with papers, of weekends only those with papers.

// The papers of a focus's categories of the 30 days up to `until`, and how many of them clear the
// line that `per_day` papers cleared on an average day.
std::vector<render::DayCount> days_of_focus(const store::Store& store,
                                            const rank::TrainedFocus& trained, const Focus& focus,
                                            double per_day, Date until);

// The results of the last 60 days that have any, beside all stored papers of these days in
// `categories` (all of them, where none are given).
std::vector<render::DayCount> days_of_results(const store::Store& store,
                                              const std::vector<FoundPaper>& results,
                                              const std::vector<std::string>& categories);

}  // namespace papercup::app
