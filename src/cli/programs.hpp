#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"

namespace papercup::cli {

// Runs a program of the reader's choice with one more argument: the words of the first of
// `variables` that is set, else `fallback`. `%s` among the words is replaced by the argument.
// Returns whether it ran and succeeded.
bool run_with(const Session& session, const std::vector<std::string>& variables,
              const std::string& fallback, const std::string& argument);

}  // namespace papercup::cli
