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

// What an import has brought, in papers but for `skipped`, which counts entries.
struct ImportCounts {
  std::int64_t added = 0, changed = 0, unchanged = 0, skipped = 0;

  std::int64_t papers() const { return added + changed + unchanged; }
};

// What a file that is named on the command line is called: "-" is standard input.
std::string name_of_import(const std::string& file);

// Brings one file into the store. Of a large one each step is stored with the place to go on from,
// so that an import that was broken off goes on there as long as the file is the same; standard
// input cannot be gone on with. Entries that cannot be read are skipped with a note. Throws Error,
// and the store is as it was, or, of a large file, has the steps before, which is noted;
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
