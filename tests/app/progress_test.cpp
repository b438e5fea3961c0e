#include "app/progress.hpp"

#include <chrono>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "support/moved_clock.hpp"

namespace papercup::app {
namespace {

class ImportProgressTest : public testing::Test {
 protected:
  // What has been shown since the last call, one after the other.
  std::string shown() { return std::exchange(lines, {}); }

  Context context() {
    World world{clock, in, {}, [](Time) { return std::chrono::seconds{0}; }};
    world.progress = [this](std::string_view line) { lines += "[" + std::string(line) + "]"; };
    return Context(std::move(world));
  }

  std::istringstream in;
  std::string lines;
  support::MovedClock clock;
};

TEST_F(ImportProgressTest, TellsPapersRateShareOfTheFileAndTimeLeft) {
  const Context watched = context();
  ImportProgress progress(watched, 1'000'000);
  clock.time += std::chrono::minutes(5);  // of reading what an earlier import stored
  progress.begin(200'000);
  clock.time += std::chrono::seconds(10);
  progress.stored(2'000, 300'000);
  EXPECT_EQ(shown(), "[2,000 papers, 200/s, 30 %, about 1 min 10 s left]");
  progress.stored(2'001, 300'050);
  EXPECT_EQ(shown(), "");
  progress.end();
  EXPECT_EQ(shown(), "[]");
}

TEST_F(ImportProgressTest, TellsPapersAndRateIfTheSizeIsUnknown) {
  const Context watched = context();
  ImportProgress progress(watched, std::nullopt);
  progress.begin(0);
  progress.stored(2'000, 300'000);
  EXPECT_EQ(shown(), "[2,000 papers]");
  clock.time += std::chrono::seconds(1);
  progress.stored(4'000, 600'000);
  EXPECT_EQ(shown(), "[4,000 papers, 4,000/s]");
}

TEST_F(ImportProgressTest, IsSilentIfNobodyWantsProgress) {
  const Context silent = context().silent();
  ImportProgress(silent, 1'000'000).stored(2'000, 300'000);
  EXPECT_EQ(shown(), "");
}

}  // namespace
}  // namespace papercup::app
