#include "app/fetch/fetch_progress.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::app {

FetchProgress::FetchProgress(const Context& context, std::string name)
    : context_(context), name_(std::move(name)), started_(context.clock().precise_now()) {}

void FetchProgress::received(std::int64_t papers) {
  const PreciseTime now = context_.clock().precise_now();
  if (received_ == 0) started_ = std::min(started_, now);
  received_ += papers;
  if (!context_.shows_progress()) return;
  std::string line = fmt::format("  {:<12} {} of {} papers", name_, text::with_thousands(received_),
                                 text::with_thousands(std::max(expected_, received_)));
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double rate = seconds > 0 ? static_cast<double>(received_) / seconds : 0;
  if (rate > 0 && expected_ > received_) {
    line += fmt::format(", {:.0f}/s, about {} left", std::max(rate, 1.0),
                        text::duration_text(static_cast<double>(expected_ - received_) / rate));
  }
  context_.progress(line);
}

void FetchProgress::end() { context_.progress({}); }

}  // namespace papercup::app
