#include "papercup/app/mail_standing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "papercup/app/composing.hpp"
#include "papercup/app/mail_schedule.hpp"

namespace papercup::app {
namespace {

using render::MailStatus;

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

// What somebody has to look at comes before what is still on its way.
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

// Lists of days of reading in a row, up to now, of whose mails none was accepted. Before the first
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

MailStatus mail_standing(const Context& context, const store::Store& store,
                         store::UserStore& reader, const std::string& stem, const Focus& focus) {
  if (!context.config().mail.is_configured() || mail_recipients(context, focus).empty()) return {};
  const store::MailLedger& ledger = reader.mail_ledger();
  const MailSchedule schedule = mail_schedule(context, store, focus);
  const auto batch = ledger.find(stem, schedule.day);
  MailStatus status = batch ? of_deliveries(ledger.deliveries(batch->number))
                            : of_schedule(schedule, context.now());
  count_unsent(context, ledger, stem, schedule, status);
  return status;
}

std::string unsent_mail_notice(const Context& context, const store::Store& store,
                               store::UserStore& reader, const std::vector<ActiveFocus>& foci) {
  std::string text;
  for (const ActiveFocus& focus : foci) {
    if (focus.stem.empty()) continue;
    const MailStatus status = mail_standing(context, store, reader, focus.stem, focus.focus);
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
