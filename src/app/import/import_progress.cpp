#include "app/import/import_progress.hpp"

#include <chrono>
#include <string>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

constexpr std::int64_t kInterval = 2000;  // papers

}  // namespace

ImportProgress::ImportProgress(const Context& context, std::optional<std::int64_t> size)
    : context_(context),
      size_(size),
      is_wanted_(context.shows_progress()),
      began_(context.clock().precise_now()) {}

void ImportProgress::begin(std::int64_t byte) {
  first_byte_ = static_cast<double>(byte);
  began_ = context_.clock().precise_now();
}

void ImportProgress::stored(std::int64_t papers, double byte) {
  if (!is_wanted_ || papers % kInterval != 0) return;
  const double seconds =
      std::chrono::duration<double>(context_.clock().precise_now() - began_).count();
  std::string line = fmt::format("{} papers", text::with_thousands(papers));
  if (seconds > 0) {
    const double rate = static_cast<double>(papers) / seconds;
    line += fmt::format(", {}/s", text::with_thousands(static_cast<std::int64_t>(rate)));
  }
  if (size_ && *size_ > 0) {
    const auto size = static_cast<double>(*size_);
    line += fmt::format(", {:.0f} %", 100 * byte / size);
    const double speed = seconds > 0 ? (byte - first_byte_) / seconds : 0;
    if (speed > 0)
      line += fmt::format(", about {} left", text::duration_text((size - byte) / speed));
  }
  context_.progress(line);
}

void ImportProgress::end() { context_.progress({}); }

}  // namespace papercup::app
