#include "app/bounded_queue.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::app {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::Ne;

constexpr std::chrono::seconds kLong{60};

TEST(BoundedQueue, GivesValuesInTheirOrderAndNothingAtItsEnd) {
  BoundedQueue<int> queue(1);
  std::vector<int> taken;
  std::jthread taker([&](const std::stop_token& stop) {
    while (const auto value = queue.pop(stop)) taken.push_back(*value);
  });
  for (int value = 0; value < 100; ++value) EXPECT_TRUE(queue.push(value, {}));
  queue.close();
  taker.join();
  std::vector<int> all(100);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(taken, all);
  EXPECT_TRUE(queue.is_at_end());
}

TEST(BoundedQueue, IsAwaitedUntilTheValueIsThere) {
  BoundedQueue<int> queue(0);
  EXPECT_FALSE(queue.is_awaited());
  std::jthread taker([&](const std::stop_token& stop) { queue.pop(stop); });
  while (!queue.is_awaited()) std::this_thread::yield();
  EXPECT_TRUE(queue.push(7, {}));
  EXPECT_FALSE(queue.is_awaited());
}

TEST(BoundedQueue, TakesNoMoreThanItHasRoomFor) {
  BoundedQueue<int> queue(2);
  int value = 7;
  EXPECT_TRUE(queue.try_push(value));
  EXPECT_TRUE(queue.try_push(value));
  EXPECT_FALSE(queue.try_push(value));
  EXPECT_EQ(queue.pop(kLong), 7);
  EXPECT_TRUE(queue.try_push(value));
}

TEST(BoundedQueue, HandsOverOnlyToSomebodyWhoWaitsIfItHasNoRoom) {
  BoundedQueue<int> queue(0);
  int value = 7;
  EXPECT_FALSE(queue.try_push(value));
  EXPECT_FALSE(queue.pop(std::chrono::milliseconds(1)));
  std::jthread giver([&](const std::stop_token& stop) { EXPECT_TRUE(queue.push(7, stop)); });
  EXPECT_EQ(queue.pop(kLong), 7);
}

TEST(BoundedQueue, StopsWaitingWhenItIsAskedTo) {
  BoundedQueue<int> queue(0);
  bool was_taken = true;
  std::optional<int> taken = 7;
  {
    std::jthread giver([&](const std::stop_token& stop) { was_taken = queue.push(7, stop); });
  }
  {
    std::jthread taker([&](const std::stop_token& stop) { taken = queue.pop(stop); });
  }
  EXPECT_FALSE(was_taken);
  EXPECT_FALSE(taken);
}

TEST(BackgroundWork, RunsEverythingOnce) {
  std::vector<int> runs(1000);
  BackgroundWork work;
  for (int& count : runs) work.run([&count] { ++count; });
  work.finish();
  EXPECT_THAT(runs, Each(1));
}

TEST(BackgroundWork, LeavesToTheCallerWhatTheThreadHasNoTimeFor) {
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
