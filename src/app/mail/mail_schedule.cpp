#include "papercup/app/mail_schedule.hpp"

#include <set>

#include "papercup/core/category.hpp"

namespace papercup::app {

std::vector<Freshness> MailSchedule::missing() const {
  std::vector<Freshness> result;
  for (const Freshness& list : lists) {
    if (!is_complete(list.state)) result.push_back(list);
  }
  return result;
}

bool MailSchedule::is_due(Time now) const {
  return is_reading_day && (missing().empty() || (send_by && now >= *send_by));
}

Time first_moment(Date day, std::chrono::minutes time_of_day, std::chrono::seconds utc_offset) {
  const Time due = listing_due(day);
  const Time local_midnight = std::chrono::floor<std::chrono::days>(due + utc_offset);
  const Time moment = local_midnight + time_of_day - utc_offset;
  return moment < due ? moment + std::chrono::hours(24) : moment;
}

MailSchedule mail_schedule(const Context& context, const store::Store& store, const Focus& focus) {
  MailSchedule schedule;
  schedule.day = newest_listing_day(context.now());
  std::set<std::string> categories;
  for (const Category& category : focus.categories) {
    categories.insert(canonical_category(category.to_string()));
  }
  const store::FetchState& state = store.fetch_state();
  for (const std::string& category : categories) {
    schedule.lists.push_back(freshness_of(category, state.lists(category), context.now()));
  }
  if (const auto send_by = context.config().mail.send_by) {
    schedule.send_by = first_moment(schedule.day, *send_by, context.utc_offset(context.now()));
  }
  const std::set<unsigned>& days = context.config().digest.days;
  schedule.is_reading_day = days.empty() || days.contains(context.today().weekday().c_encoding());
  return schedule;
}

}  // namespace papercup::app
