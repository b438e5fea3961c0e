#include "app/import/record_pipeline.hpp"

#include <chrono>
#include <utility>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {
namespace {

constexpr std::chrono::milliseconds kPoll{100};

// Thrown through the parsers where nobody wants to know more.
struct Stopped {};

}  // namespace

RecordPipeline::RecordPipeline(std::filesystem::path file, std::istream& in,
                               std::int64_t entries_before)
    : file_(std::move(file)),
      in_(in),
      entries_before_(entries_before),
      thread_([this] { read(); }) {}

RecordPipeline::~RecordPipeline() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  has_changed_.notify_all();
  thread_.join();
}

std::optional<RecordStep> RecordPipeline::next() {
  std::unique_lock lock(mutex_);
  is_wanted_ = true;
  has_changed_.notify_all();
  while (!has_changed_.wait_for(lock, kPoll, [&] { return ready_ || is_at_end_; })) {
    if (system::is_interrupted()) return std::nullopt;
  }
  return std::exchange(ready_, std::nullopt);
}

void RecordPipeline::read() {
  try {
    arxiv::read_records(
        file_, in_, [this](Record record) { add(std::move(record)); },
        [this](const std::string& warning) { add(warning); }, entries_before_,
        [this](std::int64_t byte) { note_position(byte); });
    filling_.is_last = true;
    hand_over();
  } catch (const Stopped&) {
    // Nobody is there any more.
  } catch (...) {
    filling_.failure = std::current_exception();
    hand_over_failure();
  }
  const std::lock_guard lock(mutex_);
  is_at_end_ = true;
  has_changed_.notify_all();
}

void RecordPipeline::hand_over_failure() {
  try {
    filling_.is_last = true;
    hand_over();
  } catch (const Stopped&) {
    // As above.
  }
}

void RecordPipeline::add(Record record) {
  if (is_stopped_) throw Stopped{};
  // Of a step all or none.
  if (prepares_ && filling_.preparations.size() == filling_.records.size()) {
    filling_.preparations.push_back(
        {rank::packed_features(record.paper), store::text_columns(record.paper)});
  }
  filling_.records.push_back(std::move(record));
  hand_over_when_full();
}

void RecordPipeline::add(std::string warning) {
  filling_.warnings.push_back(std::move(warning));
  hand_over_when_full();
}

void RecordPipeline::note_position(std::int64_t byte) {
  if (is_stopped_) throw Stopped{};
  if (filling_.entries() == 0) filling_.first_byte = byte_;
  byte_ = byte;
}

void RecordPipeline::hand_over_when_full() {
  if (filling_.records.size() + filling_.warnings.size() >= kStepEntries) hand_over();
}

// Only to one who waits, so that no more than two steps are held: his and this one.
void RecordPipeline::hand_over() {
  filling_.last_byte = byte_;
  std::unique_lock lock(mutex_);
  has_changed_.wait(lock, [&] { return is_wanted_ || is_stopped_; });
  if (is_stopped_) throw Stopped{};
  is_wanted_ = false;
  ready_ = std::exchange(filling_, {});
  filling_.first_byte = byte_;
  lock.unlock();
  has_changed_.notify_all();
}

}  // namespace papercup::app
