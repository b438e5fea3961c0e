#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/score.hpp"

namespace papercup::rank {

// Decides between equal scores: a hash of the announcement day and the identifier, since readers
// favour the head of a list and arXiv's own order is no merit (Haque and Ginsparg,
// arXiv:0907.4740). The same on every machine.
std::uint64_t tie_break(std::optional<Date> day, const ArxivId& id);

// Highest score first; equal scores by tie_break, smallest first, and then by identifier, so that
// the result does not depend on the order in which the candidates come. Scores are finite.
void sort_by_score(std::vector<Candidate>& candidates);
// Leaves the first `most` of what sort_by_score gives, without ordering the rest: linear in their
// number.
void keep_best(std::vector<Candidate>& candidates, std::size_t most);

}  // namespace papercup::rank
