#pragma once

#include <string>
#include <vector>

#include "papercup/cli/environment.hpp"

namespace papercup::cli {

// Runs one command line (without the program's name) and returns the exit code: 0 done, 1 failure,
// 2 usage or configuration, 3 nothing changed, 4 unreachable, 5 database or disk, 130 interrupted.
// Results go to `out`, everything else to `err`. Every Error ends here; nothing is thrown.
int run(const std::vector<std::string>& arguments, Environment& environment);

}  // namespace papercup::cli
