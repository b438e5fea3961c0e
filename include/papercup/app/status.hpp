#pragma once

#include <optional>

#include "papercup/app/context.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/status.hpp"

namespace papercup::app {

struct Status {
  render::StatusReport report;
  // Why it is not known whether arXiv asked to wait; the report then says nothing of it.
  std::optional<Error> refusals_error = {};
};

// The state of foci, lists, mail and store now; nothing is changed. Throws Error{storage} if a
// database cannot be read, Error{usage} for a wrong configuration.
Status current_status(const Context& context);

}  // namespace papercup::app
