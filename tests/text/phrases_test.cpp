#include "papercup/text/phrases.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace papercup::text {
namespace {

TEST(WithThousands, DividesDigitsInThrees) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(196500), "196,500");
  EXPECT_EQ(with_thousands(3077861), "3,077,861");
  EXPECT_EQ(with_thousands(-123), "-123");
  EXPECT_EQ(with_thousands(-1234567), "-1,234,567");
  EXPECT_EQ(with_thousands(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Counted, TakesTheSingularOfOneOnly) {
  EXPECT_EQ(counted(1, "paper"), "1 paper");
  EXPECT_EQ(counted(0, "paper"), "0 papers");
  EXPECT_EQ(counted(3210, "paper"), "3,210 papers");
  EXPECT_EQ(counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(counted(2, "entry", "entries"), "2 entries");
}

TEST(DurationText, RoundsToSeconds) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(59.5), "1 min 0 s");
  EXPECT_EQ(duration_text(185), "3 min 5 s");
}

TEST(Listed, SaysAndBeforeTheLast) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace papercup::text
