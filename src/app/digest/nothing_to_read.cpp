#include "papercup/app/nothing_to_read.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace papercup::app {

std::string reason_for_nothing(const store::Store& store, const DigestPlan& plan) {
  if (store.paper_count() == 0) {
    return "Nothing is stored yet: papercup fetch asks arXiv, papercup import FILE reads a file.";
  }
  std::string days;
  if (plan.since) days += " on or after " + friendly_date(*plan.since);
  if (const auto until = plan.until ? plan.until : plan.as_of) {
    days += (days.empty() ? " on" : " and on") + std::string(" or before ") + friendly_date(*until);
  }
  const bool has_categories =
      std::any_of(plan.foci.begin(), plan.foci.end(),
                  [](const ActiveFocus& focus) { return !focus.focus.categories.empty(); });
  const bool has_judged =
      std::any_of(plan.foci.begin(), plan.foci.end(),
                  [](const ActiveFocus& focus) { return !focus.judged.empty(); });
  return fmt::format("Nothing to read: no stored paper {}was announced{}{}.",
                     !has_categories         ? ""
                     : plan.foci.size() == 1 ? "of this focus's categories "
                                             : "of your foci's categories ",
                     days, has_judged ? " that you have not judged" : "");
}

}  // namespace papercup::app
