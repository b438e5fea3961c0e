#pragma once

#include "cli/command_line/session.hpp"
#include "cli/digest/digest_run.hpp"

namespace papercup::cli {

// The digest of these options on the whole terminal, one paper at a time. Throws Error{usage} where
// there is no terminal, Error{interrupted} where it went away or Ctrl-C was pressed (marks are kept
// then, and the channel does not move), and what run_digest throws.
int run_triage(const DigestOptions& options, const Session& session);

}  // namespace papercup::cli
