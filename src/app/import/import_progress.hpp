#pragma once

#include <cstdint>
#include <optional>

#include "papercup/app/context.hpp"
#include "papercup/core/date.hpp"

namespace papercup::app {

// A line on a terminal that tells how far the import of a file is: papers, how many a second, and,
// where the file's size is known, how much of it and how long still. Nowhere else than on a
// terminal, and not with -q.
class ImportProgress {
 public:
  // `size` in bytes.
  ImportProgress(const Context& context, std::optional<std::int64_t> size);
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;
  ~ImportProgress() { end(); }

  // From this byte on papers are stored; time counts from now.
  void begin(std::int64_t byte);
  // Shows it, each 2,000 papers: so many are stored by this run, and the file up to this byte.
  void stored(std::int64_t papers, double byte);
  // Takes the line away, to be shown again with the next papers.
  void end();

 private:
  const Context& context_;
  std::optional<std::int64_t> size_;
  bool is_wanted_;
  PreciseTime began_;
  double first_byte_ = 0;
};

}  // namespace papercup::app
