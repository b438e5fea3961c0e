#include "cli/learning/ranking.hpp"

namespace papercup::cli {

std::vector<std::string> category_names(const Focus& focus) {
  std::vector<std::string> names;
  for (const Category& category : focus.categories) names.push_back(category.to_string());
  return names;
}

std::vector<rank::Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection) {
  std::vector<rank::Candidate> candidates;
  store.visit_features(selection, [&](const store::PaperKey& paper, std::string_view features) {
    candidates.push_back({paper.key, paper.id, paper.announced, model.score(features)});
  });
  rank::sort_by_score(candidates);
  return candidates;
}

}  // namespace papercup::cli
