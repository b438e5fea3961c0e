#pragma once

#include <string>

#include "papercup/app/context.hpp"

namespace papercup::app {

// Brings what can be read of reader.db into a new one in this folder, which is made if it is
// missing. Returns what came of it, and how the new one takes the other's place, for people. The
// damaged file stays as it is. Throws Error{usage} if the folder has a reader.db, Error{storage} if
// there is nothing to read.
std::string salvage_reader_database(const Context& context, const std::string& folder);

}  // namespace papercup::app
