#pragma once

#include <string>
#include <vector>

#include "papercup/core/listing.hpp"
#include "papercup/render/text_style.hpp"

namespace papercup::render {

// Whether readers have to be told of a category: its due list is not complete, or older ones are
// missing.
bool needs_a_look(const Freshness& freshness);

// Whether arXiv was never asked for a list of a category, or nothing of it was written down.
inline bool was_never_fetched(const Freshness& freshness) { return !freshness.looked; }

// "all lists complete", "1 list not complete"; empty for no categories.
std::string freshness_summary(const std::vector<Freshness>& lists);

// "4 LISTS MISSING", in capitals from kAlarmingListings on; empty for one, which may be late, or
// none.
std::string missing_lists(const Freshness& freshness);

// What is wrong with a category, in one line: "cs.RO: STALE, last list Mon 23 Nov; ...; again at
// 09:05".
std::string freshness_line(const Freshness& freshness, const TextStyle& style);

// "fresh", "STALE": in capitals if somebody has to look.
std::string state_word(ListingState state);

}  // namespace papercup::render
