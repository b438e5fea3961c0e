#include "papercup/net/rate_limiter.hpp"

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

class RateLimiterTest : public testing::Test {
 protected:
  // When a request was made, counted from the start.
  milliseconds ask(RateLimiter& asked, seconds takes = seconds(0)) {
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

  void be_refused(RateLimiter& asked, seconds at_least = seconds(0)) {
    asked.run([&] { asked.refused(429, at_least); }, seconds(600));
  }

  support::TemporaryFolder folder;
  support::MovedClock clock;
  PreciseTime start = clock.time;
  RateLimiter limiter{folder.path() / "state", milliseconds(3000), clock};
};

TEST_F(RateLimiterTest, LeavesThreeSecondsBetweenAnAnswerAndTheNextRequest) {
  EXPECT_EQ(ask(limiter, seconds(2)), seconds(0));
  EXPECT_EQ(ask(limiter), seconds(5));
  clock.time += seconds(60);
  EXPECT_EQ(ask(limiter), seconds(65));
}

TEST_F(RateLimiterTest, HasWorkDoneWhileRequestsWait) {
  int pieces = 0;
  limiter.do_meanwhile([&] {
    clock.time += milliseconds(400);
    return ++pieces < 10;
  });
  ask(limiter);
  EXPECT_EQ(pieces, 0) << "nothing was waited for";
  EXPECT_EQ(ask(limiter), seconds(3));
  EXPECT_EQ(pieces, 7) << "another one might take too long";
  EXPECT_EQ(ask(limiter), seconds(6));
  EXPECT_EQ(pieces, 10) << "there is no more";
  EXPECT_EQ(ask(limiter), seconds(9));
  EXPECT_EQ(pieces, 11);
}

TEST_F(RateLimiterTest, AsksNothingIfTheWorkMeanwhileFails) {
  ask(limiter);
  limiter.do_meanwhile([]() -> bool { throw Error(ErrorKind::storage, "the disk is full"); });
  bool is_asked = false;
  EXPECT_THROW(limiter.run([&] { is_asked = true; }, seconds(600)), Error);
  EXPECT_FALSE(is_asked);
}

TEST_F(RateLimiterTest, FollowsNoLinkToWhatItWrites) {
  folder.write("precious", "kept");
  std::filesystem::create_symlink(folder.path() / "precious", folder.path() / "state/pace");
  ask(limiter);
  EXPECT_EQ(support::read_file(folder.path() / "precious"), "kept");
  EXPECT_FALSE(std::filesystem::is_symlink(folder.path() / "state/pace"));
}

TEST_F(RateLimiterTest, LeavesThemAlsoAfterAnAnswerThatDidNotCome) {
  const auto time_out = [&] {
    clock.time += seconds(200);
    throw Error(ErrorKind::unreachable, "timed out");
  };
  EXPECT_THROW(limiter.run(time_out, seconds(0)), Error);
  EXPECT_EQ(ask(limiter), seconds(203));
}

TEST_F(RateLimiterTest, IsKeptByTheNextProcess) {
  ask(limiter);
  RateLimiter other(folder.path() / "state", milliseconds(3000), clock);
  EXPECT_EQ(ask(other), seconds(3));
}

TEST_F(RateLimiterTest, CountsARequestThatWasKilled) {
  try {
    limiter.run([]() -> void { throw Error(ErrorKind::interrupted, "killed"); }, seconds(0));
  } catch (const Error&) {
  }
  RateLimiter other(folder.path() / "state", milliseconds(3000), clock);
  EXPECT_EQ(ask(other), seconds(3));
}

TEST_F(RateLimiterTest, BacksOffLongerAfterEveryRefusalUntilOneIsAccepted) {
  for (const int backoff : {60, 120, 240, 480, 600, 600}) {
    be_refused(limiter);
    const PreciseTime refused = clock.time;
    EXPECT_TRUE(limiter.is_backing_off());
    RateLimiter other(folder.path() / "state", milliseconds(3000), clock);
    other.run([&] { EXPECT_EQ(clock.time - refused, seconds(backoff)); }, seconds(600));
  }
  ask(limiter);
  EXPECT_FALSE(limiter.is_backing_off());
  be_refused(limiter);
  const PreciseTime refused = clock.time;
  limiter.run([&] { EXPECT_EQ(clock.time - refused, seconds(60)); }, seconds(600));
}

TEST_F(RateLimiterTest, BacksOffAsLongAsTheServerAsksButNotForEver) {
  be_refused(limiter, seconds(90));
  PreciseTime refused = clock.time;
  limiter.run([&] { EXPECT_EQ(clock.time - refused, seconds(90)); }, seconds(600));
  be_refused(limiter, seconds(100'000));
  refused = clock.time;
  limiter.run([&] { EXPECT_EQ(clock.time - refused, seconds(600)); }, seconds(600));
}

TEST_F(RateLimiterTest, DoesNotWaitForALongerBackoffThanAllowed) {
  be_refused(limiter);
  try {
    limiter.run([] { FAIL() << "asked in spite of the backoff"; }, seconds(59));
    FAIL() << "did not refuse";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::unreachable);
    EXPECT_THAT(error.message(), HasSubstr("in 60 s"));
  }
}

TEST_F(RateLimiterTest, TellsWhyItWaits) {
  std::vector<std::string> told;
  limiter.observe([&](seconds wait, const std::string& reason) {
    told.push_back(std::to_string(wait.count()) + " " + reason);
  });
  ask(limiter);
  ask(limiter);
  be_refused(limiter);
  ask(limiter);
  EXPECT_THAT(told, testing::ElementsAre("60 arXiv asked to wait"));
}

TEST_F(RateLimiterTest, TakesOneRequestAtATime) {
  RateLimiter other(folder.path() / "state", milliseconds(3000), clock);
  limiter.run(
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

TEST_F(RateLimiterTest, IsNotDelayedByAClockThatWasSetBack) {
  ask(limiter);
  clock.time -= std::chrono::hours(48);
  const PreciseTime now = clock.time;
  limiter.run([&] { EXPECT_EQ(clock.time - now, seconds(3)); }, seconds(0));
}

TEST_F(RateLimiterTest, BacksOffNoLongerAfterAClockThatWasAhead) {
  clock.time += std::chrono::hours(24 * 365);
  be_refused(limiter);
  clock.time -= std::chrono::hours(24 * 365);
  const PreciseTime now = clock.time;
  EXPECT_EQ(*RateLimiter::refusals(folder.path() / "state", now).backoff_until, now + seconds(60))
      << "what status says";
  // Time is not counted anew by each process that asks.
  for (const int passed : {0, 30, 59}) {
    clock.time = now + seconds(passed);
    RateLimiter other(folder.path() / "state", milliseconds(3000), clock);
    EXPECT_THROW(other.run([] { FAIL() << "asked in spite of the backoff"; }, seconds(0)), Error);
  }
  EXPECT_EQ(ask(limiter), now + seconds(60) - start);
}

TEST_F(RateLimiterTest, ABackoffOfAFormerPapercupFromTheFutureEndsToo) {
  ask(limiter);
  const long long ahead = (clock.time + std::chrono::hours(24 * 365)).time_since_epoch().count();
  std::ofstream(folder.path() / "state/pace") << ahead << " " << ahead << " 1\n";
  const PreciseTime now = clock.time;
  EXPECT_THROW(limiter.run([] {}, seconds(0)), Error);
  clock.time = now + seconds(661);
  limiter.run([&] { EXPECT_EQ(clock.time, now + seconds(661)); }, seconds(0));
}

TEST_F(RateLimiterTest, StartsAfreshIfItsFileIsBroken) {
  ask(limiter);
  std::ofstream(folder.path() / "state/pace") << "not numbers";
  EXPECT_EQ(ask(limiter), seconds(0));
}

TEST(RateLimiter, SaysWhereItCannotKeepItsFiles) {
  const support::TemporaryFolder folder;
  const support::MovedClock clock;
  folder.write("file", "");
  EXPECT_THROW(RateLimiter(folder.path() / "file", milliseconds(1), clock), Error);
}

}  // namespace
}  // namespace papercup::net
