#pragma once

#include <cstdint>
#include <string>

#include "papercup/app/context.hpp"
#include "papercup/core/date.hpp"

namespace papercup::app {

// A line on a terminal that tells how far a fetch is: category, papers, how fast, and how long
// still. Nowhere else than on a terminal, and not with -q.
class FetchProgress {
 public:
  FetchProgress(const Context& context, std::string name);
  FetchProgress(const FetchProgress&) = delete;
  ~FetchProgress() { end(); }

  void expect(std::int64_t papers) { expected_ += papers; }
  void received(std::int64_t papers);
  void end();

 private:
  const Context& context_;
  std::string name_;
  PreciseTime started_;
  std::int64_t expected_ = 0;  // papers, as far as arXiv has told
  std::int64_t received_ = 0;  // of them
};

}  // namespace papercup::app
