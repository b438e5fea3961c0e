#include "papercup/app/mail_troubles.hpp"

#include <chrono>

namespace papercup::app {
namespace {

constexpr std::chrono::hours kPersistent{6};
// Less than a day, so that an hourly job tells it every day at about the same time.
constexpr std::chrono::hours kSilence{23};

}  // namespace

void MailTroubles::tell(const std::string& what, const std::string& text, Urgency urgency) {
  const Time now = context_.now();
  met_.insert(what);
  MailTrouble trouble = ledger_.trouble(what).value_or(MailTrouble{now});
  const bool is_silent = trouble.said && now - *trouble.said < kSilence;
  const bool is_grave = urgency == Urgency::at_once || now - trouble.since >= kPersistent;
  if (context_.is_watched() || (is_grave && !is_silent)) {
    context_.alarm(text);
    trouble.said = now;
  }
  ledger_.set_trouble(what, trouble);
}

void MailTroubles::end_others() {
  for (const std::string& what : ledger_.troubles()) {
    if (!met_.contains(what)) ledger_.end_trouble(what);
  }
}

}  // namespace papercup::app
