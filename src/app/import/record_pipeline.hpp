#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// What is stored in one transaction: a whole feed, and of a snapshot so much that a reader who
// breaks it off loses a second.
inline constexpr std::size_t kStepEntries = 10'000;

// What the store will want of a new paper, made beforehand.
struct Preparation {
  std::string features;  // packed
  store::TextColumns text;
};

// Some entries of a file, in its order.
struct RecordStep {
  std::vector<Record> records;
  std::vector<Preparation> preparations;       // one a record; or none
  std::vector<std::string> warnings;           // one an entry that could not be read
  std::int64_t first_byte = 0, last_byte = 0;  // about where in the file they are
  bool is_last = false;
  // Error that ends the file here and makes the records of this step, the last one, worthless; may
  // be null.
  std::exception_ptr failure;

  std::int64_t entries() const {
    return static_cast<std::int64_t>(records.size() + warnings.size());
  }
};

// Reads a file on a thread of its own, one step ahead of the one that stores, and prepares its
// papers there: all that is not SQLite's work takes about as long as that does.
class RecordPipeline {
 public:
  // As arxiv::read_records; `in` is not to be touched while the pipeline lives.
  RecordPipeline(std::filesystem::path file, std::istream& in, std::int64_t entries_before);
  // Waits until the reading thread has noticed: for the paper, or the piece of the file, that it is
  // at.
  ~RecordPipeline();
  RecordPipeline(const RecordPipeline&) = delete;
  RecordPipeline& operator=(const RecordPipeline&) = delete;

  // The next step, whose turn comes when it is full or the file ends. Nothing behind the last, and
  // once the reader has broken off (see system/process.hpp).
  std::optional<RecordStep> next();
  // Whether papers that are not yet read are to be prepared, which is of no use to known ones. At
  // first they are.
  void prepare(bool wanted) { prepares_ = wanted; }

 private:
  void read();
  void add(Record record);
  void add(std::string warning);
  void note_position(std::int64_t byte);
  void hand_over_when_full();
  void hand_over();
  void hand_over_failure();

  std::filesystem::path file_;
  std::istream& in_;
  std::int64_t entries_before_;
  RecordStep filling_;     // the reading thread's, as the next
  std::int64_t byte_ = 0;  // up to which the file has been read
  std::atomic<bool> prepares_ = true;
  std::atomic<bool> is_stopped_ = false;  // set by the mutex, read without

  std::mutex mutex_;
  std::condition_variable has_changed_;
  std::optional<RecordStep> ready_;  // by the mutex, as the two below
  bool is_wanted_ = false;           // by somebody who waits for a step
  bool is_at_end_ = false;
  std::thread thread_;  // the last one, since it uses the others
};

}  // namespace papercup::app
