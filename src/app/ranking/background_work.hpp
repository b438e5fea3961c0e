#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace papercup::app {

// Runs pieces of work on a thread of its own. A few pieces wait at most: whoever brings more does
// that one himself, so that two processors have equal shares. Pieces run in any order.
class BackgroundWork {
 public:
  BackgroundWork() : thread_([this] { work(); }) {}
  // Without what has not begun.
  ~BackgroundWork();
  BackgroundWork(const BackgroundWork&) = delete;
  BackgroundWork& operator=(const BackgroundWork&) = delete;

  // Throws what this or an earlier piece threw.
  void run(std::function<void()> piece);
  // Returns when all is done; to be called once. Throws what a piece threw.
  void finish();

 private:
  void work();
  // Whether the piece was left to the thread.
  bool leave(std::function<void()>& piece);
  void rethrow();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> pieces_;
  std::exception_ptr error_;
  bool is_ending_ = false;
  std::thread thread_;  // the last one, since it uses the others
};

}  // namespace papercup::app
