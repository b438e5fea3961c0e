#pragma once

#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/render/status.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// When the mail of a focus for the newest list is due.
struct MailSchedule {
  Date day;                          // of the list
  std::vector<Freshness> lists;      // of all its categories, fetched or not
  std::optional<Time> send_by = {};  // when it is sent whatever is missing
  bool is_reading_day = true;

  std::vector<Freshness> missing() const;  // lists that are not complete
  bool is_due(Time now) const;
};

MailSchedule mail_schedule(const Context& context, const store::Store& store, const Focus& focus);

// The state of the mail of a focus (by stem), by the ledger, the lists and the clock; off if mail
// is not set up or nobody gets it.
render::MailStatus mail_state(const Context& context, const store::Store& store,
                              store::UserStore& user_store, const std::string& stem,
                              const Focus& focus);

// A sentence for people who read digests on a terminal: the foci whose mails have not gone out for
// so many lists that somebody has to look; empty if there are none.
std::string unsent_mail_notice(const Context& context, const store::Store& store,
                               store::UserStore& user_store, const std::vector<ActiveFocus>& foci);

}  // namespace papercup::app
