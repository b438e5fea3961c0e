#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/mail_run.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// When the reader is told of a trouble, if nobody looks at standard error but cron.
enum class Urgency {
  when_persistent,  // once it has lasted some hours: most pass
  at_once,          // it will not pass by itself
};

// Alarms of runs whose output nobody sees unless there is some. A trouble is told in one line, at
// most once a day; on a terminal, or with -v, always.
class MailAlerts {
 public:
  MailAlerts(const Context& context, store::MailLedger& ledger)
      : context_(context), ledger_(ledger) {}

  // `what` names the trouble, the same each time; `text` is for people.
  void tell(const std::string& what, const std::string& text, Urgency urgency);
  // Forgets the troubles that this run has not met again.
  void end_others();

 private:
  const Context& context_;
  store::MailLedger& ledger_;
  std::set<std::string> met_;
};

// What became of the mails that were to be sent.
struct DeliveryReport {
  std::vector<SentMail> sent = {};
  std::size_t refused = 0;  // for good, or perhaps lost: somebody has to look
  std::size_t waiting = 0;  // for a later run
};

// Sends what is pending, oldest first, one message and one transaction a recipient, and writes down
// each step before and after it. With `only`, mails to these recipients alone. A recipient who is
// refused does not stop the others; a server that takes nothing does. Throws Error{storage,
// interrupted}; what was not sent then is sent by the next run, except a mail whose end was being
// handed over.
DeliveryReport deliver_mails(const Context& context, store::UserStore& user_store,
                             MailAlerts& alerts, const std::vector<std::string>& only);

}  // namespace papercup::app
