#include "papercup/app/nearest.hpp"

#include <algorithm>
#include <utility>

#include "papercup/app/ranking.hpp"
#include "papercup/rank/document_frequency.hpp"

namespace papercup::app {
namespace {

bool contains(const std::vector<Paper>& papers, const ArxivId& id) {
  return std::any_of(papers.begin(), papers.end(),
                     [&](const Paper& paper) { return paper.id == id; });
}

}  // namespace

rank::TrainedFocus nearness_to(const std::vector<Paper>& papers) {
  return {rank::Model::centroid({}, papers, {}, rank::DocumentFrequency::background()),
          rank::ScoreDistribution({})};
}

Found nearest_papers(const store::Store& store, const rank::TrainedFocus& nearness,
                     const store::Selection& selection, const std::vector<Paper>& papers,
                     std::optional<std::size_t> most) {
  std::vector<Candidate> near = score_papers(store, nearness.model, selection);
  near.erase(std::remove_if(near.begin(), near.end(),
                            [&](const Candidate& candidate) {
                              return candidate.score <= 0 || contains(papers, candidate.id);
                            }),
             near.end());
  Found found{{}, near.size()};
  rank::keep_best(near, most.value_or(near.size()));
  for (Candidate& candidate : near) {
    const double score = candidate.score;
    const int rank = static_cast<int>(found.results.size()) + 1;
    found.results.push_back({std::move(candidate), score, rank});
  }
  return found;
}

}  // namespace papercup::app
