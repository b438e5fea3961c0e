#pragma once

#include <string>
#include <vector>

#include "cli/command_line/session.hpp"

namespace papercup::cli {

struct MailOptions {
  std::vector<std::string> to = {};  // instead of the configured recipients
  bool dry_run = false;
};

// One run of the nightly job: fetches where that is due, writes the mails that are due, and sends
// what is to be sent. Any number of runs, at once or killed at any moment, send each mail to each
// recipient at most once. Returns 0 where all is done or there is nothing to do (also where another
// run is at work), 1 where somebody has to look (a refusal, a mail that may be lost, a login that
// fails), 4 where something waits for arXiv or the mail server. Throws Error{usage} where mail is
// not configured, Error{storage, interrupted}.
int run_mail(const MailOptions& options, const Session& session);

}  // namespace papercup::cli
