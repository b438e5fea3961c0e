#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/mail_troubles.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// What became of the mails that were to be sent.
struct DeliveryResult {
  std::vector<std::string> sent = {};  // "preference-learning to ada@example.org"
  std::size_t refused = 0;             // for good, or perhaps lost: somebody has to look
  std::size_t waiting = 0;             // for a later run
};

// Sends what is pending, oldest first, one message and one transaction a recipient, and writes down
// each step before and after it. With `only`, mails to these recipients alone. A recipient who is
// refused does not stop the others; a server that takes nothing does. Throws Error{storage,
// interrupted}; what was not sent then is sent by the next run, but for a mail whose end was being
// handed over.
DeliveryResult deliver_mails(const Context& context, store::UserStore& reader,
                             MailTroubles& troubles, const std::vector<std::string>& only);

}  // namespace papercup::app
