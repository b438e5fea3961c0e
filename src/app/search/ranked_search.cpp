#include "papercup/app/ranked_search.hpp"

#include <utility>

#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"

namespace papercup::app {

Found best_papers(const store::Store& store, const TrainedFocus& focus,
                  const store::Selection& selection, std::optional<std::size_t> most) {
  if (most) return best_of(store, score_keys(store, focus.model, selection), *most);
  return best_of(score_papers(store, focus.model, selection), most);
}

std::optional<render::Annotation> annotate(const FoundPaper& found, const Paper& paper,
                                           const TrainedFocus* focus, std::string_view ranker,
                                           Reasons reasons) {
  if (!found.score) return std::nullopt;
  Score score;
  if (focus != nullptr && reasons == Reasons::named) score = focus->model.explain(paper);
  score.value = *found.score;
  auto percentile = focus != nullptr ? focus->distribution.percentile(score.value) : std::nullopt;
  return render::Annotation{std::move(score), found.rank, ranker, percentile};
}

std::string_view chosen_ranker_version(const Context& context) {
  return rank::versioned_name(chosen_ranker(context));
}

LearntTerms strongest_terms(const Context& context, const store::Store& store,
                            const ActiveFocus& focus, std::size_t most) {
  rank::StrongestTerms terms =
      context.told(train(context, store, focus, std::nullopt)).model.strongest_terms(most);
  return {std::move(terms.wanted), std::move(terms.unwanted)};
}

}  // namespace papercup::app
