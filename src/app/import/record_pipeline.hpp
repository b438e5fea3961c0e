#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/bounded_queue.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Identifies a file by its path and by a text of its size, the time of its last change and a hash
// of its first 64 KiB. Another file under the same name differs in one of them.
struct FileIdentity {
  std::string path, content;

  // A pipe cannot be known again, and neither can a file that cannot be read.
  bool is_known() const { return !content.empty(); }
};

FileIdentity identify(const std::filesystem::path& file);

// Entries that are stored in one transaction: a whole feed, and so much of a snapshot that a reader
// who interrupts it loses a second.
inline constexpr std::size_t kStepEntries = 10'000;

// Some entries of a file, in its order.
struct RecordStep {
  std::vector<Record> records = {};
  // One for each record, empty if it is left to the store.
  std::vector<std::optional<store::PreparedPaper>> prepared = {};
  std::vector<std::string> warnings = {};      // one for each entry that could not be read
  std::int64_t first_byte = 0, last_byte = 0;  // about where in the file they are
  bool is_last = false;
  // Error that ends the file here and makes the records of this step, the last one, worthless; may
  // be null.
  std::exception_ptr failure = {};

  std::int64_t entries() const {
    return static_cast<std::int64_t>(records.size() + warnings.size());
  }
};

// Reads a file on a thread of its own, one step ahead of the one that stores. Papers are prepared
// there as long as nobody waits for the step, so that both threads have about equal shares of the
// work. Its end waits until the thread has read the paper, or the piece of the file, that it is at.
class RecordPipeline {
 public:
  // The arguments are those of arxiv::read_records; nobody else may use `in` while the pipeline
  // lives.
  RecordPipeline(std::filesystem::path file, std::istream& in, std::int64_t entries_before);

  // Waits for the next step, which comes when it is full or the file ends. Returns nothing after
  // the last one, and once the reader has interrupted it (see interruption.hpp).
  std::optional<RecordStep> next();
  // Whether papers that are not yet read are to be prepared, which is of no use to known ones. At
  // first they are.
  void prepare(bool wanted) { prepares_ = wanted; }

 private:
  std::atomic<bool> prepares_ = true;
  // A step is handed over only to somebody who waits for it, so that no more than two are held.
  BoundedQueue<RecordStep> steps_{0};
  std::jthread thread_;  // the last one, since it uses the others
};

}  // namespace papercup::app
