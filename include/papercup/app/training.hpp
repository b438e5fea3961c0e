#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The ranker that config.toml names.
Ranker chosen_ranker(const Context& context);

// Trains models of foci on the papers of one store, one after the other. The context and the store
// have to outlive it.
class FocusTrainer {
 public:
  FocusTrainer(const Context& context, const store::Store& store);
  ~FocusTrainer();

  // As train().
  Noted<rank::TrainedFocus> train(const ActiveFocus& focus, std::optional<Date> as_of,
                                  std::string_view variant = {});

 private:
  struct Kept;

  const Context& context_;
  const store::Store& store_;
  std::unique_ptr<Kept> kept_;  // null: nothing is kept
};

// Trains a model of the focus by the chosen ranker on papers announced on or before `as_of` only
// (on all that are stored, without it), and scores the days up to then. What was learnt is kept in
// the cache folder and taken from there if nothing that it depends on has changed (see
// ModelCache), so that it costs a training once, whatever command asks. A focus that differs from
// the reader's own of the same stem has a `variant` by which it is kept beside it. Likes and
// dislikes that are not stored, and a focus that says nothing, are notes.
Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                std::string_view variant = {});
// The same by another ranker; nothing is kept.
Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of, Ranker ranker);

// Trains, for the cache, what the reader's foci ask for now and what is not kept yet: at the end of
// work that brought papers, so that nobody waits for it in front of the next digest. Tells nothing
// and throws nothing that has to do with foci, marks or the cache: whoever needs them is told then.
void train_foci(const Context& context, const store::Store& store);

}  // namespace papercup::app
