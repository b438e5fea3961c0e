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

// A model of the focus by the chosen ranker that has learnt from papers announced on or before
// `as_of` only (from all that are stored, without it), and the scores of the days up to then.
// With a `reader`, and without an as-of day, what was kept there is used where nothing has changed,
// and what was learnt is kept there where it may be written. Notes likes and dislikes that are not
// stored, and a focus that says nothing.
rank::TrainedFocus train(const Context& context, const store::Store& store,
                         const ActiveFocus& focus, std::optional<Date> as_of,
                         store::UserStore* reader);
// The same by another ranker; nothing is kept.
rank::TrainedFocus train(const Context& context, const store::Store& store,
                         const ActiveFocus& focus, std::optional<Date> as_of, Ranker ranker);

}  // namespace papercup::app
