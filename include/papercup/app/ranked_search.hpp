#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/render/records.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// What train() and nearness_to() return, to be handed to the functions below; nobody outside of app
// looks into it.
using TrainedFocus = rank::TrainedFocus;

// The selected papers by their score for a focus, best first: the first `most`, or all. The scores
// of all papers of some categories and days are kept in the cache folder, so that the same question
// costs little the second time.
Found best_papers(const Context& context, const store::Store& store, const TrainedFocus& focus,
                  const store::Selection& selection, std::optional<std::size_t> most);

// Whether an annotation names what a score is made of, which costs more than the score.
enum class Reasons { none, named };

// The score of a found paper for people and programs; nothing if it has none. Without a focus there
// are neither reasons nor a percentile.
std::optional<render::Annotation> annotate(const FoundPaper& found, const Paper& paper,
                                           const TrainedFocus* focus, std::string_view ranker,
                                           Reasons reasons);

// The name and version of the ranker that config.toml names.
std::string_view chosen_ranker_version(const Context& context);

// The terms of most weight in what the ranking has learnt of a focus, strongest first.
struct LearntTerms {
  std::vector<Contribution> wanted, unwanted;
};
// At most `most` of either kind; none if there is nothing to learn from.
LearntTerms strongest_terms(const Context& context, const store::Store& store,
                            const ActiveFocus& focus, std::size_t most);

}  // namespace papercup::app
