#include "cli/digesting/nearest.hpp"

#include <algorithm>
#include <utility>

#include "cli/learning/ranking.hpp"
#include "papercup/rank/document_frequency.hpp"

namespace papercup::cli {
namespace {

bool contains(const std::vector<Paper>& papers, const ArxivId& id) {
  return std::any_of(papers.begin(), papers.end(),
                     [&](const Paper& paper) { return paper.id == id; });
}

}  // namespace

rank::TrainedFocus nearness_to(const std::vector<Paper>& papers) {
  return {rank::Model::centroid({}, papers, {}, rank::DocumentFrequency::background()),
          rank::Reference({})};
}

std::vector<Result> nearest_papers(const store::Store& store, const rank::Model& nearness,
                                   const store::Selection& selection,
                                   const std::vector<Paper>& papers) {
  std::vector<Result> results;
  for (rank::Candidate& candidate : rank_papers(store, nearness, selection)) {
    if (candidate.score <= 0) break;
    if (contains(papers, candidate.id)) continue;
    const double score = candidate.score;
    results.push_back({std::move(candidate), score, static_cast<int>(results.size()) + 1});
  }
  return results;
}

}  // namespace papercup::cli
