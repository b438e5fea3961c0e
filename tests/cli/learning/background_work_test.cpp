#include "cli/learning/background_work.hpp"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace papercup::cli {
namespace {

TEST(BackgroundWork, RunsEverythingInItsOrder) {
  std::vector<int> seen;
  BackgroundWork work;
  for (int i = 0; i < 1000; ++i) work.run([&seen, i] { seen.push_back(i); });
  work.finish();
  ASSERT_EQ(seen.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], i);
}

TEST(BackgroundWork, ThrowsWhatAPieceThrew) {
  BackgroundWork work;
  int later = 0;
  const auto bring = [&] {
    work.run([] { throw std::runtime_error("damaged"); });
    for (int i = 0; i < 100; ++i) work.run([&later] { ++later; });
    work.finish();
  };
  EXPECT_THROW(bring(), std::runtime_error);
}

TEST(BackgroundWork, EndsWithoutWhatHasNotBegun) {
  int done = 0;
  {
    BackgroundWork work;
    for (int i = 0; i < 3; ++i) work.run([&done] { ++done; });
  }
  EXPECT_LE(done, 3);
}

}  // namespace
}  // namespace papercup::cli
