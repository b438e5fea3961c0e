#include "papercup/rank/order.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "rank/features/hash.hpp"

namespace papercup::rank {
namespace {

// Orders candidates of equal score. Their hashes are kept, since there may be very many.
void sort_ties(std::vector<Candidate>::iterator begin, std::vector<Candidate>::iterator end) {
  if (end - begin < 2) return;
  std::vector<std::pair<std::uint64_t, Candidate>> ties;
  ties.reserve(static_cast<std::size_t>(end - begin));
  for (auto it = begin; it != end; ++it)
    ties.emplace_back(tie_break(it->day, it->id), std::move(*it));
  std::sort(ties.begin(), ties.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.id < b.second.id;
  });
  for (auto& tie : ties) *begin++ = std::move(tie.second);
}

}  // namespace

std::uint64_t tie_break(std::optional<Date> day, const ArxivId& id) {
  return Hasher().add(day ? day->to_string() : "").add(' ').add(id.to_string()).value();
}

void sort_by_score(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  auto begin = candidates.begin();
  while (begin != candidates.end()) {
    const auto end = std::find_if(begin, candidates.end(), [&](const Candidate& candidate) {
      return candidate.score != begin->score;
    });
    sort_ties(begin, end);
    begin = end;
  }
}

}  // namespace papercup::rank
