#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/store/salvage.hpp"

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

struct SalvagedDatabase {
  store::Salvage salvage = {};
  std::filesystem::path damaged = {}, written = {};       // absolute
  std::vector<std::filesystem::path> damaged_files = {};  // that and what SQLite keeps beside it
};

// Brings what can be read of reader.db into a new one in this folder, which is made if it is
// missing. The damaged file stays as it is. Throws Error{usage} if the folder has a reader.db,
// Error{storage} if there is nothing to read.
SalvagedDatabase salvage_reader_database(const Context& context, const std::string& folder);

}  // namespace papercup::app
