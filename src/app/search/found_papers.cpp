#include "papercup/app/found_papers.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace papercup::app {
namespace {

// Sorts by keys that are made once a paper; equal keys go by identifier.
template <typename MakeKey>
void sort_by_key(std::vector<FoundPaper>& results, const MakeKey& make_key) {
  using Key = decltype(make_key(results.front()));
  std::vector<std::pair<Key, std::size_t>> order;
  order.reserve(results.size());
  for (const FoundPaper& result : results) order.emplace_back(make_key(result), order.size());
  std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return results[a.second].candidate.id < results[b.second].candidate.id;
  });
  std::vector<FoundPaper> sorted;
  sorted.reserve(results.size());
  for (const auto& [key, index] : order) sorted.push_back(std::move(results[index]));
  results = std::move(sorted);
}

}  // namespace

void sort_by_date(std::vector<FoundPaper>& results) {
  sort_by_key(results, [](const FoundPaper& result) {
    const Candidate& paper = result.candidate;
    const int day = paper.day ? paper.day->days_since_epoch() : 0;
    return std::tuple(!paper.day, -day, rank::tie_break(paper.day, paper.id));
  });
}

void sort_by_id(std::vector<FoundPaper>& results) {
  std::sort(results.begin(), results.end(), [](const FoundPaper& a, const FoundPaper& b) {
    return a.candidate.id < b.candidate.id;
  });
}

void sort_by_relevance(std::vector<FoundPaper>& results,
                       const std::vector<std::pair<std::int64_t, double>>& relevance) {
  const std::unordered_map<std::int64_t, double> by_key(relevance.begin(), relevance.end());
  sort_by_key(results, [&](const FoundPaper& result) {
    const Candidate& paper = result.candidate;
    const auto found = by_key.find(paper.key);
    const bool is_relevant = found != by_key.end();
    return std::tuple(!is_relevant, is_relevant ? -found->second : 0.0,
                      rank::tie_break(paper.day, paper.id));
  });
}

}  // namespace papercup::app
