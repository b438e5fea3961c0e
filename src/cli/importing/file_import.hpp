#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/importing/file_identity.hpp"
#include "cli/importing/import_progress.hpp"
#include "cli/importing/record_pipeline.hpp"
#include "cli/session.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// One file on its way into the store. Of a large one each step is stored with the place to go on
// from, so that an import that was broken off goes on there as long as the file is the same.
class FileImport {
 public:
  // "-" is standard input, which cannot be gone on with.
  FileImport(const Session& session, store::Store& store, std::string file);

  // Prints what came. Throws Error, and the store is as it was, or, of a large file, has the steps
  // before, which is said; Error{interrupted} between two steps.
  void run();

 private:
  std::int64_t papers() const { return added_ + changed_ + unchanged_; }

  void read();
  void resume();
  void take(RecordStep step);
  void store_records(RecordStep& step);
  void remember(const RecordStep& step);
  void upsert(const Record& record, std::optional<Preparation> made);
  void count(store::UpsertOutcome outcome);
  void warn(const std::string& warning);
  void tell_what_is_kept() const;
  std::string summary() const;

  const Session& session_;
  store::Store& store_;
  std::string file_, name_;
  FileIdentity identity_;
  ImportProgress progress_;
  std::int64_t entries_before_ = 0;  // of the file, that an earlier run stored
  std::int64_t entries_ = 0;         // of the file, that are stored
  std::int64_t added_ = 0, changed_ = 0, unchanged_ = 0, skipped_ = 0;
};

}  // namespace papercup::cli
