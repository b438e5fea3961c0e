#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "papercup/app/context.hpp"

namespace papercup::app {

struct Backup {
  std::size_t bytes = 0;     // of the archive
  bool holds_marks = false;  // false: this data folder has no reader.db to take marks from
};

// Writes both databases into a tar archive, packed by the file's name (see store::packing_of), as
// store::back_up does. A file that is replaced keeps its content until the archive is complete.
// Throws Error{failure} if there is nothing to back up, or if the file has a backup with marks and
// this data folder none; Error{usage, storage, interrupted}.
Backup back_up_to_file(const Context& context, const std::string& file);

// The same, not packed; `take` gets the bytes in their order. Copies of the databases lie in
// $TMPDIR, else /var/tmp, meanwhile.
Backup back_up_to_stream(const Context& context, const std::function<void(std::string_view)>& take);

}  // namespace papercup::app
