#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/triage/triage.hpp"
#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::cli {

// How the foci rank before a triage changes them; by stems.
using FormerRanking = std::map<std::string, rank::TrainedFocus>;

FormerRanking rank_before(const app::Context& context, const store::Store& store,
                          store::UserStore& reader, const std::vector<app::ActiveFocus>& foci);

// What a triage came to: each focus that got or lost an example is trained anew and compared.
render::TriageReport report_triage(const app::Context& context, const store::Store& store,
                                   store::UserStore& reader,
                                   const std::vector<app::ActiveFocus>& foci,
                                   const FormerRanking& before, const Triage& triage);

}  // namespace papercup::cli
