#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace papercup::app {

// Takes values from one thread to another, in their order. At most `capacity` of them wait; with a
// capacity of 0 a value is handed over only to somebody who waits for it.
template <typename Value>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  // Waits for room. Returns false, and the value is gone, if the thread is asked to stop first.
  bool push(Value value, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return has_room(); })) return false;
    values_.push_back(std::move(value));
    changed_.notify_all();
    return true;
  }

  // Takes the value if there is room; otherwise returns false and leaves it as it is.
  bool try_push(Value& value) {
    const std::lock_guard lock(mutex_);
    if (!has_room()) return false;
    values_.push_back(std::move(value));
    changed_.notify_all();
    return true;
  }

  // No more values come.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

  // Waits for the next value. Returns nothing at the end of a closed queue, and once the thread is
  // asked to stop.
  std::optional<Value> pop(const std::stop_token& stop) {
    return take([&](std::unique_lock<std::mutex>& lock, const auto& is_over) {
      return changed_.wait(lock, stop, is_over) && !stop.stop_requested();
    });
  }
  // Returns nothing at the end of a closed queue, and if no value comes in that time.
  std::optional<Value> pop(std::chrono::milliseconds longest) {
    return take([&](std::unique_lock<std::mutex>& lock, const auto& is_over) {
      return changed_.wait_for(lock, longest, is_over);
    });
  }

  // Whether somebody waits for a value that is not there yet.
  bool is_awaited() const {
    const std::lock_guard lock(mutex_);
    return waiting_ > values_.size();
  }

  // Whether the queue is closed and no value is left.
  bool is_at_end() const {
    const std::lock_guard lock(mutex_);
    return is_closed_ && values_.empty();
  }

 private:
  bool has_room() const { return values_.size() < capacity_ + waiting_; }

  template <typename Wait>
  std::optional<Value> take(const Wait& wait) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    const bool is_over = wait(lock, [this] { return !values_.empty() || is_closed_; });
    --waiting_;
    if (!is_over || values_.empty()) return std::nullopt;
    std::optional<Value> value = std::move(values_.front());
    values_.pop_front();
    changed_.notify_all();
    return value;
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Value> values_;
  std::size_t waiting_ = 0;  // calls of pop
  bool is_closed_ = false;
};

// Runs pieces of work on a thread of its own. A few pieces wait at most: a caller who brings more
// runs that one himself, so that two processors have equal shares. Pieces run in any order. What
// has not begun is dropped when this ends.
class BackgroundWork {
 public:
  BackgroundWork() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

  // Throws what this or an earlier piece threw.
  void run(std::function<void()> piece) {
    rethrow();
    if (!pieces_.try_push(piece)) piece();
  }
  // Returns when all is done; to be called once. Throws what a piece threw.
  void finish() {
    pieces_.close();
    thread_.join();
    rethrow();
  }

 private:
  static constexpr std::size_t kMostWaiting = 4;

  void work(const std::stop_token& stop) {
    try {
      while (const auto piece = pieces_.pop(stop)) (*piece)();
    } catch (...) {
      error_ = std::current_exception();
      has_failed_ = true;
    }
  }
  void rethrow() const {
    if (has_failed_) std::rethrow_exception(error_);
  }

  BoundedQueue<std::function<void()>> pieces_{kMostWaiting};
  std::exception_ptr error_;  // to be read once has_failed_ is set
  std::atomic<bool> has_failed_ = false;
  std::jthread thread_;  // the last one, since it uses the others
};

}  // namespace papercup::app
