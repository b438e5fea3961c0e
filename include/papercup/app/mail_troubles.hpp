#pragma once

#include <set>
#include <string>

#include "papercup/app/context.hpp"
#include "papercup/store/mail_ledger.hpp"

namespace papercup::app {

// When the reader is told of a trouble, where nobody looks at standard error but cron.
enum class Urgency {
  when_persistent,  // once it has lasted some hours: most pass
  at_once,          // it will not pass by itself
};

// What goes wrong in runs of which nobody sees the output unless there is some. A trouble is told
// in one line, at most once a day; on a terminal, or with -v, always.
class MailTroubles {
 public:
  MailTroubles(const Context& context, store::MailLedger& ledger)
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

}  // namespace papercup::app
