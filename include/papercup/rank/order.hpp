#pragma once

#include <cstdint>
#include <optional>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"

namespace papercup::rank {

// Decides between equal scores: a hash of the announcement day and the identifier, since readers favour
// the head of a list and arXiv's own order is no merit (Haque and Ginsparg, arXiv:0907.4740).
// The same on every machine.
std::uint64_t tie_break(std::optional<Date> day, const ArxivId& id);

}  // namespace papercup::rank
