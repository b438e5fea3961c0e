#pragma once

#include "cli/command_line/session.hpp"
#include "cli/digest/digest_options.hpp"
#include "papercup/app/digest_session.hpp"

namespace papercup::cli {

// Fetches as far as the digest is asked to, and decides. A reader at a terminal, who may wait for
// mails in vain, is told of those that could not be sent.
void decide_digest(app::DigestSession& digest, const Session& session);

// Writes the digest that was decided on in the form asked for (text, Markdown, HTML, an email,
// forms for programs), whole, or why there is nothing to read; notes what the form does not say by
// itself. Throws Error{failure} and OutputFailed if it could not be written.
void write_digest(const app::DigestSession& decided, const DigestForm& form,
                  const Session& session);

}  // namespace papercup::cli
