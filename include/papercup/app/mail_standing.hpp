#pragma once

#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/render/status.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// How the mail of a focus (by stem) stands, by the ledger, the lists and the clock; off where mail
// is not set up or nobody gets it.
render::MailStatus mail_standing(const Context& context, const store::Store& store,
                                 store::UserStore& reader, const std::string& stem,
                                 const Focus& focus);

// A sentence for whoever reads digests on a terminal: whose mails have not gone out for so many
// lists that somebody has to look; empty where there are none.
std::string unsent_mail_notice(const Context& context, const store::Store& store,
                               store::UserStore& reader, const std::vector<ActiveFocus>& foci);

}  // namespace papercup::app
