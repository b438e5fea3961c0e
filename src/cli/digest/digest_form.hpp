#pragma once

#include <string>
#include <vector>

#include "cli/command_line/session.hpp"
#include "cli/digest/digest_run.hpp"
#include "papercup/app/digesting.hpp"
#include "papercup/digest/digest.hpp"

namespace papercup::cli {

// A digest in the form that the options ask for (text, Markdown, HTML, a mail, forms for programs),
// whole, as it is to be written. `trained` ranked its sections; if it is shorter than they are, as
// for a digest that was kept, a form that needs a model trains one.
std::string digest_in_form(const digest::Digest& digest, const Session& session,
                           const DigestOptions& options, const app::DigestPlan& plan,
                           const std::vector<rank::TrainedFocus>& trained);

}  // namespace papercup::cli
