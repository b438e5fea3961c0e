#pragma once

#include <optional>
#include <vector>

#include "papercup/app/foci.hpp"
#include "papercup/core/digest_record.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// On a Friday, how many papers announced since Saturday in the categories of these foci say that
// they repeat other work, or that they found nothing; on other days nothing.
std::optional<WeekCount> count_of_week(const store::Store& store,
                                       const std::vector<ActiveFocus>& foci, Date today);

}  // namespace papercup::app
