#include "app/import/record_pipeline.hpp"

#include <chrono>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "papercup/app/kept_signals.hpp"
#include "papercup/arxiv/record_source.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/system/process.hpp"
#include "papercup/text/hash.hpp"

namespace papercup::app {
namespace {

constexpr std::chrono::milliseconds kPoll{100};
constexpr std::size_t kHashedBytes = std::size_t{1} << 16;

std::string beginning_of(const std::filesystem::path& file) {
  std::string bytes(kHashedBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

store::PreparedPaper prepared(const Paper& paper) {
  return {rank::packed_features(paper), store::text_columns(paper), signal_bits(paper, {})};
}

// Thrown through the parsers when nobody wants to know more.
struct Stopped {};

// Fills steps on the reading thread.
class StepFiller {
 public:
  StepFiller(BoundedQueue<RecordStep>& steps, const std::atomic<bool>& prepares,
             std::stop_token stop)
      : steps_(steps), prepares_(prepares), stop_(std::move(stop)) {}

  void read(const std::filesystem::path& file, std::istream& in, std::int64_t entries_before) {
    try {
      arxiv::read_records(
          file, in, [this](Record record) { add(std::move(record)); },
          [this](const std::string& warning) { add(warning); }, entries_before,
          [this](std::int64_t byte) { note_position(byte); });
    } catch (const Stopped&) {
      return;
    } catch (...) {
      step_.failure = std::current_exception();
    }
    step_.is_last = true;
    hand_over();
  }

 private:
  void add(Record record) {
    check_stop();
    step_.prepared.emplace_back();
    if (prepares_ && !steps_.is_awaited()) step_.prepared.back() = prepared(record.paper);
    step_.records.push_back(std::move(record));
    hand_over_if_full();
  }

  void add(std::string warning) {
    step_.warnings.push_back(std::move(warning));
    hand_over_if_full();
  }

  void note_position(std::int64_t byte) {
    check_stop();
    if (step_.entries() == 0) step_.first_byte = byte_;
    byte_ = byte;
  }

  void hand_over_if_full() {
    if (step_.records.size() + step_.warnings.size() < kStepEntries) return;
    if (!hand_over()) throw Stopped{};
  }

  // Whether somebody took the step.
  bool hand_over() {
    step_.last_byte = byte_;
    const bool is_taken = steps_.push(std::exchange(step_, {}), stop_);
    step_.first_byte = byte_;
    return is_taken;
  }

  void check_stop() const {
    if (stop_.stop_requested()) throw Stopped{};
  }

  BoundedQueue<RecordStep>& steps_;
  const std::atomic<bool>& prepares_;
  const std::stop_token stop_;
  RecordStep step_;
  std::int64_t byte_ = 0;  // up to which the file has been read
};

}  // namespace

FileIdentity identify(const std::filesystem::path& file) {
  std::error_code error;
  // Anything but an ordinary file may only be read once.
  if (!std::filesystem::is_regular_file(file, error)) return {};
  const std::filesystem::path path = std::filesystem::canonical(file, error);
  if (error) return {};
  const auto size = std::filesystem::file_size(path, error);
  if (error) return {};
  const auto changed = std::filesystem::last_write_time(path, error);
  if (error) return {};
  return {path.string(), fmt::format("{} {} {:016x}", size, changed.time_since_epoch().count(),
                                     text::Hasher().add(beginning_of(path)).value())};
}

RecordPipeline::RecordPipeline(std::filesystem::path file, std::istream& in,
                               std::int64_t entries_before)
    : thread_([this, file = std::move(file), &in, entries_before](const std::stop_token& stop) {
        StepFiller(steps_, prepares_, stop).read(file, in, entries_before);
        steps_.close();
      }) {}

std::optional<RecordStep> RecordPipeline::next() {
  do {
    if (std::optional<RecordStep> step = steps_.pop(kPoll)) return step;
  } while (!steps_.is_at_end() && !system::is_interrupted());
  return std::nullopt;
}

}  // namespace papercup::app
