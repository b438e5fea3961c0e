#include "cli/importing/import_progress.hpp"

#include <chrono>
#include <optional>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "support/moved_clock.hpp"

namespace papercup::cli {
namespace {

class ImportProgressTest : public testing::Test {
 protected:
  // What has been shown since the last call.
  std::string shown() {
    std::string text = err.str();
    err.str("");
    return text;
  }

  std::istringstream in;
  std::ostringstream out, err;
  support::MovedClock clock;
  Environment environment{in, out, err, clock, {}, Terminal{false, true, false, {}}, [](Time) {
                            return std::chrono::seconds{0};
                          }};
};

TEST_F(ImportProgressTest, TellsPapersRateShareOfTheFileAndTimeLeft) {
  const Session session(environment, {});
  ImportProgress progress(session, 1'000'000);
  clock.time += std::chrono::minutes(5);  // of reading what an earlier import stored
  progress.begin(200'000);
  clock.time += std::chrono::seconds(10);
  progress.stored(2'000, 300'000);
  EXPECT_EQ(shown(), "\r2,000 papers, 200/s, 30 %, about 1 min 10 s left\x1b[K");
  progress.stored(2'001, 300'050);
  EXPECT_EQ(shown(), "");
  progress.end();
  EXPECT_EQ(shown(), "\r\x1b[K");
}

TEST_F(ImportProgressTest, TellsPapersAndRateWhereTheSizeIsUnknown) {
  const Session session(environment, {});
  ImportProgress progress(session, std::nullopt);
  progress.begin(0);
  progress.stored(2'000, 300'000);
  EXPECT_EQ(shown(), "\r2,000 papers\x1b[K");
  clock.time += std::chrono::seconds(1);
  progress.stored(4'000, 600'000);
  EXPECT_EQ(shown(), "\r4,000 papers, 4,000/s\x1b[K");
}

TEST_F(ImportProgressTest, IsSilentWithoutATerminalAndWithQ) {
  GlobalOptions quiet;
  quiet.quiet = true;
  const Session silent(environment, quiet);
  ImportProgress(silent, 1'000'000).stored(2'000, 300'000);
  environment.terminal.error_is_terminal = false;
  const Session piped(environment, {});
  ImportProgress(piped, 1'000'000).stored(2'000, 300'000);
  EXPECT_EQ(shown(), "");
}

}  // namespace
}  // namespace papercup::cli
