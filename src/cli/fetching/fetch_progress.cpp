#include "cli/fetching/fetch_progress.hpp"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::cli {

FetchProgress::FetchProgress(const Session& session, std::string name)
    : session_(session),
      name_(std::move(name)),
      started_(session.environment().clock.precise_now()) {}

void FetchProgress::received(std::int64_t papers) {
  const PreciseTime now = session_.environment().clock.precise_now();
  if (received_ == 0) started_ = std::min(started_, now);
  received_ += papers;
  if (!session_.environment().terminal.error_is_terminal || session_.is_quiet()) return;
  std::string line = fmt::format("  {:<12} {} of {} papers", name_, text::with_thousands(received_),
                                 text::with_thousands(std::max(expected_, received_)));
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double rate = seconds > 0 ? static_cast<double>(received_) / seconds : 0;
  if (rate > 0 && expected_ > received_) {
    line += fmt::format(", {:.0f}/s, about {} left", std::max(rate, 1.0),
                        text::duration_text(static_cast<double>(expected_ - received_) / rate));
  }
  session_.environment().err << "\r" << line << "\x1b[K" << std::flush;
  is_shown_ = true;
}

void FetchProgress::end() {
  if (is_shown_) session_.environment().err << "\r\x1b[K" << std::flush;
  is_shown_ = false;
}

}  // namespace papercup::cli
