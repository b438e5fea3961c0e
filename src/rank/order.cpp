#include "papercup/rank/order.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

#include "papercup/text/hash.hpp"

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

// Numbers are ordered and the candidates moved once, since these are large.
void sort_untied(std::vector<Candidate>& candidates) {
  std::vector<std::pair<double, std::size_t>> order;
  order.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) order.emplace_back(candidates[i].score, i);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<Candidate> sorted;
  sorted.reserve(candidates.size());
  for (const auto& [score, i] : order) sorted.push_back(std::move(candidates[i]));
  candidates = std::move(sorted);
}

}  // namespace

std::uint64_t tie_break(std::optional<Date> day, const ArxivId& id) {
  return text::Hasher().add(day ? day->to_string() : "").add(' ').add(id.to_string()).value();
}

void sort_by_score(std::vector<Candidate>& candidates) {
  sort_untied(candidates);
  auto begin = candidates.begin();
  while (begin != candidates.end()) {
    const auto end = std::find_if(begin + 1, candidates.end(), [&](const Candidate& candidate) {
      return candidate.score != begin->score;
    });
    sort_ties(begin, end);
    begin = end;
  }
}

void keep_best(std::vector<Candidate>& candidates, std::size_t most) {
  if (most < candidates.size()) {
    std::vector<double> scores;
    scores.reserve(candidates.size());
    for (const Candidate& candidate : candidates) scores.push_back(candidate.score);
    const auto last = scores.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(scores.begin(), last, scores.end(), std::greater<>());
    const double cut = *last;
    std::erase_if(candidates, [cut](const Candidate& candidate) { return candidate.score < cut; });
  }
  sort_by_score(candidates);
  candidates.erase(
      candidates.begin() + static_cast<std::ptrdiff_t>(std::min(most, candidates.size())),
      candidates.end());
}

}  // namespace papercup::rank
