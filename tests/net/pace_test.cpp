#include "papercup/net/pace.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/moved_clock.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class PaceTest : public testing::Test {
 protected:
  // When a request was made, counted from the start.
  milliseconds ask(Pace& asked, seconds takes = seconds(0)) {
    milliseconds at{};
    asked.run(
        [&] {
          at = clock.time - start;
          clock.time += takes;
          asked.accepted();
        },
        seconds(600));
    return at;
  }

  void be_refused(Pace& asked, seconds at_least = seconds(0)) {
    asked.run([&] { asked.refused(429, at_least); }, seconds(600));
  }

  support::TemporaryFolder folder;
  support::MovedClock clock;
  PreciseTime start = clock.time;
  Pace pace{folder.path() / "state", milliseconds(3000), clock};
};

TEST_F(PaceTest, LeavesThreeSecondsBetweenAnAnswerAndTheNextRequest) {
  EXPECT_EQ(ask(pace, seconds(2)), seconds(0));
  EXPECT_EQ(ask(pace), seconds(5));
  clock.time += seconds(60);
  EXPECT_EQ(ask(pace), seconds(65));
}

TEST_F(PaceTest, LeavesThemAlsoAfterAnAnswerThatDidNotCome) {
  const auto time_out = [&] {
    clock.time += seconds(200);
    throw Error(ErrorKind::unreachable, "timed out");
  };
  EXPECT_THROW(pace.run(time_out, seconds(0)), Error);
  EXPECT_EQ(ask(pace), seconds(203));
}

TEST_F(PaceTest, IsKeptByTheNextProcess) {
  ask(pace);
  Pace other(folder.path() / "state", milliseconds(3000), clock);
  EXPECT_EQ(ask(other), seconds(3));
}

TEST_F(PaceTest, CountsARequestThatWasKilled) {
  try {
    pace.run([]() -> void { throw Error(ErrorKind::interrupted, "killed"); }, seconds(0));
  } catch (const Error&) {
  }
  Pace other(folder.path() / "state", milliseconds(3000), clock);
  EXPECT_EQ(ask(other), seconds(3));
}

TEST_F(PaceTest, HoldsLongerAfterEveryRefusalUntilOneIsAccepted) {
  for (const int hold : {60, 120, 240, 480, 600, 600}) {
    be_refused(pace);
    const PreciseTime refused = clock.time;
    EXPECT_TRUE(pace.is_on_hold());
    Pace other(folder.path() / "state", milliseconds(3000), clock);
    other.run([&] { EXPECT_EQ(clock.time - refused, seconds(hold)); }, seconds(600));
  }
  ask(pace);
  EXPECT_FALSE(pace.is_on_hold());
  be_refused(pace);
  const PreciseTime refused = clock.time;
  pace.run([&] { EXPECT_EQ(clock.time - refused, seconds(60)); }, seconds(600));
}

TEST_F(PaceTest, HoldsAsLongAsTheServerAsksButNotForEver) {
  be_refused(pace, seconds(90));
  PreciseTime refused = clock.time;
  pace.run([&] { EXPECT_EQ(clock.time - refused, seconds(90)); }, seconds(600));
  be_refused(pace, seconds(100'000));
  refused = clock.time;
  pace.run([&] { EXPECT_EQ(clock.time - refused, seconds(600)); }, seconds(600));
}

TEST_F(PaceTest, DoesNotWaitForALongerHoldThanAllowed) {
  be_refused(pace);
  try {
    pace.run([] { FAIL() << "asked in spite of the hold"; }, seconds(59));
    FAIL() << "did not refuse";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unreachable);
    EXPECT_THAT(error.message(), HasSubstr("in 60 s"));
  }
}

TEST_F(PaceTest, TellsWhyItWaits) {
  std::vector<std::string> told;
  pace.observe([&](seconds wait, const std::string& reason) {
    told.push_back(std::to_string(wait.count()) + " " + reason);
  });
  ask(pace);
  ask(pace);
  be_refused(pace);
  ask(pace);
  EXPECT_THAT(told, testing::ElementsAre("60 arXiv asked to wait"));
}

TEST_F(PaceTest, TakesOneRequestAtATime) {
  Pace other(folder.path() / "state", milliseconds(3000), clock);
  pace.run(
      [&] {
        try {
          other.run([] { FAIL() << "asked beside another request"; }, seconds(5));
          FAIL() << "did not refuse";
        } catch (const Error& error) {
          EXPECT_THAT(error.message(), HasSubstr("another papercup"));
        }
      },
      seconds(0));
}

TEST_F(PaceTest, IsNotHeldUpByAClockThatWasSetBack) {
  ask(pace);
  clock.time -= std::chrono::hours(48);
  const PreciseTime now = clock.time;
  pace.run([&] { EXPECT_EQ(clock.time - now, seconds(3)); }, seconds(0));
}

TEST_F(PaceTest, HoldsNotLongerThanItsHoldAfterAClockThatWasAhead) {
  clock.time += std::chrono::hours(24 * 365);
  be_refused(pace);
  clock.time -= std::chrono::hours(24 * 365);
  const PreciseTime now = clock.time;
  EXPECT_EQ(*Pace::refusals(folder.path() / "state", now).hold_until, now + seconds(60))
      << "what status says";
  // Time is not counted anew by each process that asks.
  for (const int passed : {0, 30, 59}) {
    clock.time = now + seconds(passed);
    Pace other(folder.path() / "state", milliseconds(3000), clock);
    EXPECT_THROW(other.run([] { FAIL() << "asked in spite of the hold"; }, seconds(0)), Error);
  }
  EXPECT_EQ(ask(pace), now + seconds(60) - start);
}

TEST_F(PaceTest, AHoldOfAFormerPapercupFromTheFutureEndsToo) {
  ask(pace);
  const long long ahead = (clock.time + std::chrono::hours(24 * 365)).time_since_epoch().count();
  std::ofstream(folder.path() / "state/pace") << ahead << " " << ahead << " 1\n";
  const PreciseTime now = clock.time;
  EXPECT_THROW(pace.run([] {}, seconds(0)), Error);
  clock.time = now + seconds(661);
  pace.run([&] { EXPECT_EQ(clock.time, now + seconds(661)); }, seconds(0));
}

TEST_F(PaceTest, BeginsAnewWhereItsFileIsBroken) {
  ask(pace);
  std::ofstream(folder.path() / "state/pace") << "not numbers";
  EXPECT_EQ(ask(pace), seconds(0));
}

TEST(Pace, SaysWhereItCannotKeepItsFiles) {
  const support::TemporaryFolder folder;
  const support::MovedClock clock;
  folder.write("file", "");
  EXPECT_THROW(Pace(folder.path() / "file", milliseconds(1), clock), Error);
}

}  // namespace
}  // namespace papercup::net
