#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace papercup::cli {

// Runs pieces of work one after the other, in their order, on a thread of its own. A few pieces
// wait at most: whoever brings more waits too.
class BackgroundWork {
 public:
  BackgroundWork() : thread_([this] { work(); }) {}
  // Without what has not begun.
  ~BackgroundWork();
  BackgroundWork(const BackgroundWork&) = delete;
  BackgroundWork& operator=(const BackgroundWork&) = delete;

  // Throws what an earlier piece threw.
  void run(std::function<void()> piece);
  // Returns when all is done; to be called once. Throws what a piece threw.
  void finish();

 private:
  void work();
  void rethrow();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> pieces_;
  std::exception_ptr error_;
  bool is_ending_ = false;
  std::thread thread_;  // the last one, since it uses the others
};

}  // namespace papercup::cli
