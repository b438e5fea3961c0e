#pragma once

#include "papercup/app/context.hpp"
#include "papercup/render/history.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// Counts what came, was shown and was marked in the last 13 weeks, the present one included, among
// papers of the foci's categories, or of all that was fetched if they name none. A paper counts as
// shown on the day when a terminal or a mail had it first; what was only glanced at or went to
// another channel does not count.
render::HistoryReport make_history(const Context& context, const store::Store& store,
                                   const store::UserStore& user_store);

}  // namespace papercup::app
