#include "app/progress.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

constexpr std::int64_t kImportInterval = 2000;  // papers

// How much of a work that counts as `done` is done a second; 0 if no time has passed.
double rate_of(double done, PreciseTime began, PreciseTime now) {
  const double seconds = std::chrono::duration<double>(now - began).count();
  return seconds > 0 ? done / seconds : 0;
}

std::string time_left(double rest, double rate) {
  return fmt::format(", about {} left", text::duration_text(rest / rate));
}

}  // namespace

FetchProgress::FetchProgress(const Context& context, std::string name)
    : context_(context), name_(std::move(name)), began_(context.clock().precise_now()) {}

void FetchProgress::received(std::int64_t papers) {
  const PreciseTime now = context_.clock().precise_now();
  if (received_ == 0) began_ = std::min(began_, now);
  received_ += papers;
  if (!context_.shows_progress()) return;
  std::string line = fmt::format("  {:<12} {} of {} papers", name_, text::with_thousands(received_),
                                 text::with_thousands(std::max(expected_, received_)));
  const double rate = rate_of(static_cast<double>(received_), began_, now);
  if (rate > 0 && expected_ > received_) {
    line += fmt::format(", {:.0f}/s", std::max(rate, 1.0));
    line += time_left(static_cast<double>(expected_ - received_), rate);
  }
  context_.progress(line);
}

ImportProgress::ImportProgress(const Context& context, std::optional<std::int64_t> size)
    : context_(context), size_(size), began_(context.clock().precise_now()) {}

void ImportProgress::begin(std::int64_t byte) {
  first_byte_ = static_cast<double>(byte);
  began_ = context_.clock().precise_now();
}

void ImportProgress::stored(std::int64_t papers, double byte) {
  if (!context_.shows_progress() || papers % kImportInterval != 0) return;
  const PreciseTime now = context_.clock().precise_now();
  std::string line = fmt::format("{} papers", text::with_thousands(papers));
  if (now > began_) {
    const double rate = rate_of(static_cast<double>(papers), began_, now);
    line += fmt::format(", {}/s", text::with_thousands(static_cast<std::int64_t>(rate)));
  }
  if (size_ && *size_ > 0) {
    const auto size = static_cast<double>(*size_);
    line += fmt::format(", {:.0f} %", 100 * byte / size);
    const double speed = rate_of(byte - first_byte_, began_, now);
    if (speed > 0) line += time_left(size - byte, speed);
  }
  context_.progress(line);
}

}  // namespace papercup::app
