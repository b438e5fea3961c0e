#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "papercup/app/context.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Counts what became of a paper in a FetchResult or in ImportCounts.
template <typename Counts>
void count(store::UpsertOutcome outcome, Counts& counts) {
  switch (outcome) {
    case store::UpsertOutcome::added:
      ++counts.added;
      break;
    case store::UpsertOutcome::changed:
      ++counts.changed;
      break;
    case store::UpsertOutcome::unchanged:
      ++counts.unchanged;
      break;
  }
}

// A line that tells how far a fetch is: category, papers, how fast, and how much time is left. It
// is shown by Context::progress, and taken away at the end.
class FetchProgress {
 public:
  FetchProgress(const Context& context, std::string name);
  FetchProgress(const FetchProgress&) = delete;
  FetchProgress& operator=(const FetchProgress&) = delete;
  ~FetchProgress() { end(); }

  void expect(std::int64_t papers) { expected_ += papers; }
  void received(std::int64_t papers);
  void end() { context_.progress({}); }

 private:
  const Context& context_;
  std::string name_;
  PreciseTime began_;
  std::int64_t expected_ = 0;  // papers, as far as arXiv has told
  std::int64_t received_ = 0;  // of them
};

// The same for the import of a file: papers, how many a second, and, if the file's size is known,
// how much of it is read and how much time is left.
class ImportProgress {
 public:
  // `size` in bytes.
  ImportProgress(const Context& context, std::optional<std::int64_t> size);
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;
  ~ImportProgress() { end(); }

  // From this byte on papers are stored; time counts from now.
  void begin(std::int64_t byte);
  // Shows it for every 2,000th paper: this run has stored so many, and the file up to this byte.
  void stored(std::int64_t papers, double byte);
  // Takes the line away, to be shown again with the next papers.
  void end() { context_.progress({}); }

 private:
  const Context& context_;
  std::optional<std::int64_t> size_;
  PreciseTime began_;
  double first_byte_ = 0;
};

}  // namespace papercup::app
