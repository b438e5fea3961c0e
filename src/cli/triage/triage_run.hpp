#pragma once

#include "cli/command_line/session.hpp"
#include "cli/digest/digest_options.hpp"

namespace papercup::cli {

// Shows the digest of these options on the whole terminal, one paper at a time; without papers it is
// printed. Throws Error{usage} if there is no terminal, Error{interrupted} if it went away or Ctrl-C
// was pressed (marks are kept then, and the channel does not move), and what DigestSession throws.
int run_triage(const DigestOptions& options, const Session& session);

}  // namespace papercup::cli
