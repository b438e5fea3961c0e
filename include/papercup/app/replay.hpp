#pragma once

#include <optional>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/render/evaluation.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// What to replay.
struct ReplayPlan {
  std::vector<Ranker> rankers;  // one, or two to be compared
  double minutes = 10;          // of the budget that recall is of
  Date until;                   // the last day whose digests and marks count
};

// Goes through the days on which digests were shown for a focus, oldest first. Each ranker learns
// from the focus file as it was recorded with the digest, and from the papers and marks of the days
// before, and ranks the papers that were shown on that day for the first time. A paper counts as
// liked by what the reader says of it in the end; papers that the reader had judged before, or knew
// (--known), and those no longer stored, are left out. The notes are those of train().
Noted<render::EvaluationReport> replay(const Context& context, const store::Store& store,
                                       const store::UserStore& user_store, const ActiveFocus& focus,
                                       const ReplayPlan& plan);

}  // namespace papercup::app
