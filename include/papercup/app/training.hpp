#pragma once

#include <optional>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// The ranker that config.toml names.
Ranker chosen_ranker(const Context& context);

// Trains a model of the focus by the chosen ranker on papers announced on or before `as_of` only
// (on all that are stored, without it), and scores the days up to then. With a `user_store`, and
// without an as-of day, what was kept there is used if nothing has changed, and what was learnt is
// kept there if it may be written. Likes and dislikes that are not stored, and a focus that says
// nothing, are notes.
Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of,
                                store::UserStore* user_store);
// The same by another ranker; nothing is kept.
Noted<rank::TrainedFocus> train(const Context& context, const store::Store& store,
                                const ActiveFocus& focus, std::optional<Date> as_of, Ranker ranker);

}  // namespace papercup::app
