#pragma once

#include <string>

#include "cli/session.hpp"

namespace papercup::cli {

// Brings what can be read of reader.db into a new one in this folder, which is made where it is
// missing, and prints what came of it and how the new one takes the other's place. The damaged file
// stays as it is. Throws Error{usage} where the folder has a reader.db, Error{storage} where there
// is nothing to read.
int salvage_reader_database(const Session& session, const std::string& folder);

}  // namespace papercup::cli
