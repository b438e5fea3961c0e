#include "papercup/app/ranked_search.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/ranking/model_cache.hpp"
#include "papercup/app/ranking.hpp"
#include "papercup/app/training.hpp"
#include "papercup/rank/scored_keys.hpp"

namespace papercup::app {

namespace {

// All that the scores of the selected papers depend on; nothing if it cannot be told, or if they
// are not worth keeping.
std::optional<std::string> key_of_scores(const store::Store& store, const TrainedFocus& focus,
                                         const store::Selection& selection) {
  store::Selection others = selection;
  others.categories.clear();
  others.since = others.until = std::nullopt;
  const std::string state = state_of(store);
  if (state.empty() || !others.is_everything()) return std::nullopt;
  const auto day_text = [](std::optional<Date> day) { return day ? day->to_string() : ""; };
  return fmt::format("{:016x} {} {} {} {}", focus.fingerprint(), state, day_text(selection.since),
                     day_text(selection.until), fmt::join(selection.categories, " "));
}

std::vector<ScoredKey> kept_or_scored(const Context& context, const store::Store& store,
                                      const TrainedFocus& focus,
                                      const store::Selection& selection) {
  const std::optional<std::string> key = key_of_scores(store, focus, selection);
  if (!key) return score_keys(store, focus.model, selection);
  const ModelCache cache(context);
  if (auto kept = cache.read<rank::ScoredKeys>(KeptKind::scores, *key, *key)) {
    return std::move(kept->papers);
  }
  rank::ScoredKeys scored{score_keys(store, focus.model, selection)};
  // Not if another process has stored something meanwhile.
  if (key_of_scores(store, focus, selection) == key) {
    cache.keep(KeptKind::scores, *key, *key, scored.to_bytes());
  }
  return std::move(scored.papers);
}

}  // namespace

Found best_papers(const Context& context, const store::Store& store, const TrainedFocus& focus,
                  const store::Selection& selection, std::optional<std::size_t> most) {
  if (most) return best_of(store, kept_or_scored(context, store, focus, selection), *most);
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
