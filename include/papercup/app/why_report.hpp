#pragma once

#include <optional>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/render/why.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// Explains why the paper has its score for the focus, as the ranking is, or was on a day (see
// train): with the examples nearest to it, and its rank without the nearest like. The notes are
// those of train().
Noted<render::WhyReport> make_why_report(const Context& context, const store::Store& store,
                                         store::UserStore& user_store, const ActiveFocus& focus,
                                         std::optional<Date> as_of, const Paper& paper);

}  // namespace papercup::app
