#include "app/ranking/background_work.hpp"

#include <cstddef>
#include <utility>

namespace papercup::app {
namespace {

constexpr std::size_t kMostWaiting = 4;

}  // namespace

BackgroundWork::~BackgroundWork() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    pieces_.clear();
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundWork::run(std::function<void()> piece) {
  rethrow();
  if (leave(piece)) {
    changed_.notify_all();
  } else {
    piece();
  }
}

bool BackgroundWork::leave(std::function<void()>& piece) {
  const std::lock_guard lock(mutex_);
  if (pieces_.size() >= kMostWaiting) return false;
  pieces_.push_back(std::move(piece));
  return true;
}

void BackgroundWork::finish() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
  rethrow();
}

void BackgroundWork::rethrow() {
  const std::lock_guard lock(mutex_);
  if (error_) std::rethrow_exception(error_);
}

void BackgroundWork::work() {
  for (;;) {
    std::function<void()> piece;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !pieces_.empty() || is_ending_; });
      if (pieces_.empty()) return;
      piece = std::move(pieces_.front());
      pieces_.pop_front();
    }
    try {
      piece();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      pieces_.clear();
      if (!error_) error_ = std::current_exception();
    }
  }
}

}  // namespace papercup::app
