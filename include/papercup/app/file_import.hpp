#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// What an import has brought. `skipped` counts entries, the others papers.
struct ImportCounts {
  std::int64_t added = 0, changed = 0, unchanged = 0, skipped = 0;

  std::int64_t papers() const { return added + changed + unchanged; }
};

// The name of a file for messages: "-" is standard input.
std::string name_of_import(const std::string& file);

// Brings one file into the store. A large file is stored in steps, each with the place to continue
// from, so that an import resumes after an interruption as long as the file is the same; standard
// input cannot be resumed. Entries that cannot be read are skipped with a note. Throws Error, and
// the store is as it was, or has the steps of a large file before it, which is noted;
// Error{failure} if no entry could be read, Error{interrupted} between two steps.
ImportCounts import_file(const Context& context, store::Store& store, const std::string& file);

// What became of one of several files.
struct ImportResult {
  std::string file;  // as it was named
  ImportCounts counts = {};
  std::optional<Error> error = {};  // why it could not be read
};

// Brings files into papers.db one after the other; it is made if it is missing. `on_done` is told
// of each as it ends. A file that is broken does not stop the others. Throws Error{storage,
// interrupted}.
void import_files(const Context& context, const std::vector<std::string>& files,
                  const std::function<void(const ImportResult&)>& on_done);

}  // namespace papercup::app
