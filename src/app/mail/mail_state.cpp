#include "papercup/app/mail_state.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "papercup/app/composing.hpp"
#include "papercup/core/category.hpp"

namespace papercup::app {
namespace {

using render::MailStatus;

// The first moment at which the reader's clock shows `time_of_day` once the list of a day is due.
Time first_moment(Date day, std::chrono::minutes time_of_day, std::chrono::seconds utc_offset) {
  const Time due = listing_due(day);
  const Time local_midnight = std::chrono::floor<std::chrono::days>(due + utc_offset);
  const Time moment = local_midnight + time_of_day - utc_offset;
  return moment < due ? moment + std::chrono::hours(24) : moment;
}

MailStatus of_schedule(const MailSchedule& schedule, Time now) {
  MailStatus status;
  if (!schedule.is_reading_day) {
    status.state = MailStatus::State::not_today;
  } else if (schedule.is_due(now)) {
    status.state = MailStatus::State::due;
  } else {
    status.state = MailStatus::State::waits;
    for (const Freshness& list : schedule.missing()) status.missing.push_back(list.category);
  }
  return status;
}

// Mails that somebody has to look at come before those that are still on their way.
MailStatus of_deliveries(const std::vector<MailDelivery>& deliveries) {
  struct Row {
    MailState mail;
    MailStatus::State state;
  };
  MailStatus status;
  status.state = MailStatus::State::nothing;
  for (const Row& row : {Row{MailState::sent, MailStatus::State::sent},
                         Row{MailState::sending, MailStatus::State::unsent},
                         Row{MailState::pending, MailStatus::State::unsent},
                         Row{MailState::uncertain, MailStatus::State::uncertain},
                         Row{MailState::refused, MailStatus::State::refused}}) {
    for (const MailDelivery& delivery : deliveries) {
      if (delivery.state != row.mail) continue;
      const bool is_first = status.state != row.state || !status.changed;
      status.changed = is_first ? delivery.changed : std::max(*status.changed, delivery.changed);
      status.state = row.state;
    }
  }
  return status;
}

// Counts how many lists of reading days in a row, up to now, had no mail accepted. Before the first
// mail there is nothing to count from.
void count_unsent(const Context& context, const store::MailLedger& ledger, const std::string& stem,
                  const MailSchedule& schedule, MailStatus& status) {
  const auto first = ledger.first_day(stem);
  if (!first) return;
  const Date last = ledger.last_settled_day(stem, schedule.day).value_or(*first - 1);
  const std::set<unsigned>& days = context.config().digest.days;
  for (Date day = schedule.day; day > last; day = listings_before(day, 1)) {
    if (day == schedule.day && !schedule.is_due(context.now())) continue;
    if (!days.empty() && !days.contains(day.weekday().c_encoding())) continue;
    ++status.unsent_lists;
    status.unsent_since = day;
  }
}

}  // namespace

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

MailStatus mail_state(const Context& context, const store::Store& store,
                      store::UserStore& user_store, const std::string& stem, const Focus& focus) {
  if (!context.config().mail.is_configured() || mail_recipients(context, focus).empty()) return {};
  const store::MailLedger& ledger = user_store.mail_ledger();
  const MailSchedule schedule = mail_schedule(context, store, focus);
  const auto batch = ledger.find(stem, schedule.day);
  MailStatus status = batch ? of_deliveries(ledger.deliveries(batch->number))
                            : of_schedule(schedule, context.now());
  count_unsent(context, ledger, stem, schedule, status);
  return status;
}

std::string unsent_mail_notice(const Context& context, const store::Store& store,
                               store::UserStore& user_store, const std::vector<ActiveFocus>& foci) {
  std::string text;
  for (const ActiveFocus& focus : foci) {
    if (focus.stem.empty()) continue;
    const MailStatus status = mail_state(context, store, user_store, focus.stem, focus.focus);
    if (status.unsent_lists < kAlarmingListings) continue;
    text += fmt::format(
        "{}No mail of {} has gone out for {} lists, since that of {}: papercup "
        "doctor --mail.",
        text.empty() ? "" : " ", focus.stem, status.unsent_lists,
        friendly_date(*status.unsent_since));
  }
  return text;
}

}  // namespace papercup::app
