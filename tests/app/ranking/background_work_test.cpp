#include "app/ranking/background_work.hpp"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::app {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Ne;

TEST(BackgroundWork, RunsEverythingOnce) {
  std::vector<int> runs(1000);
  BackgroundWork work;
  for (int& count : runs) work.run([&count] { ++count; });
  work.finish();
  EXPECT_THAT(runs, Each(1));
}

TEST(BackgroundWork, LeavesToWhoeverBringsItWhatTheThreadHasNoTimeFor) {
  std::promise<void> brought;
  std::vector<std::thread::id> threads(100);
  BackgroundWork work;
  work.run([&brought] { brought.get_future().wait(); });
  for (std::thread::id& thread : threads) {
    work.run([&thread] { thread = std::this_thread::get_id(); });
  }
  brought.set_value();
  work.finish();
  EXPECT_THAT(threads, Contains(std::this_thread::get_id()));
  EXPECT_THAT(threads, Contains(Ne(std::this_thread::get_id())));
  EXPECT_THAT(threads, Each(Ne(std::thread::id())));
}

TEST(BackgroundWork, ThrowsWhatAPieceThrew) {
  BackgroundWork work;
  const auto bring = [&] {
    work.run([] { throw std::runtime_error("damaged"); });
    for (int i = 0; i < 100; ++i) work.run([] { std::this_thread::yield(); });
    work.finish();
  };
  EXPECT_THROW(bring(), std::runtime_error);
}

TEST(BackgroundWork, EndsWithoutWhatHasNotBegun) {
  std::atomic<int> done = 0;
  {
    BackgroundWork work;
    for (int i = 0; i < 3; ++i) work.run([&done] { ++done; });
  }
  EXPECT_LE(done, 3);
}

}  // namespace
}  // namespace papercup::app
