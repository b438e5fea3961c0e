#include <random>

#include <gtest/gtest.h>

#include "papercup/core/date.hpp"

namespace papercup {
namespace {

std::string rfc3339(std::string_view text) {
  const auto time = parse_rfc3339(text);
  return time ? to_rfc3339(*time) : "nothing";
}

std::string rfc2822(std::string_view text) {
  const auto time = parse_rfc2822(text);
  return time ? to_rfc3339(*time) : "nothing";
}

TEST(Rfc3339, TakesZulu) {
  EXPECT_EQ(rfc3339("2026-11-24T01:02:03Z"), "2026-11-24T01:02:03Z");
  EXPECT_EQ(rfc3339("2026-11-24t01:02:03z"), "2026-11-24T01:02:03Z");
  EXPECT_EQ(rfc3339("2026-11-24 01:02:03Z"), "2026-11-24T01:02:03Z");
}

TEST(Rfc3339, CutsTheFraction) {
  EXPECT_EQ(rfc3339("2026-11-24T01:02:03.999999999999Z"), "2026-11-24T01:02:03Z");
  EXPECT_EQ(rfc3339("1969-12-31T23:59:59.9Z"), "1969-12-31T23:59:59Z");
}

TEST(Rfc3339, CountsTheOffset) {
  EXPECT_EQ(rfc3339("2026-11-24T00:00:00-05:00"), "2026-11-24T05:00:00Z");
  EXPECT_EQ(rfc3339("2026-01-01T00:30:00+05:45"), "2025-12-31T18:45:00Z");
  EXPECT_EQ(rfc3339("2026-01-01T23:59:59+23:59"), "2026-01-01T00:00:59Z");
  EXPECT_EQ(rfc3339("2026-11-24T00:00:00.5+00:00"), "2026-11-24T00:00:00Z");
}

TEST(Rfc3339, TakesWhatHasNoZoneAsUtc) {
  EXPECT_EQ(rfc3339("2026-11-24"), "2026-11-24T00:00:00Z");
  EXPECT_EQ(rfc3339("2026-11-24T01:02:03"), "2026-11-24T01:02:03Z");
}

TEST(Rfc3339, CountsALeapSecondToTheNextMinute) {
  EXPECT_EQ(rfc3339("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
}

TEST(Rfc3339, RejectsTheRest) {
  for (const char* text : {"",
                           "2026",
                           "2026-02-30",
                           "2026-11-24T",
                           "2026-11-24T01",
                           "2026-11-24T01:02",
                           "2026-11-24T24:00:00Z",
                           "2026-11-24T01:60:00Z",
                           "2026-11-24T01:02:61Z",
                           "2026-11-24T01:02:03.Z",
                           "2026-11-24T01:02:03+5:00",
                           "2026-11-24T01:02:03+0500",
                           "2026-11-24T01:02:03+24:00",
                           "2026-11-24T01:02:03+05:60",
                           "2026-11-24T01:02:03Zx",
                           "2026-11-24T01:02:03 Z",
                           "2026-11-24  01:02:03Z",
                           " 2026-11-24T01:02:03Z",
                           "2026-11-24T01:02:03Z ",
                           "2026-11-24T1:02:03Z",
                           "20261124T010203Z",
                           "2026-11-24T01:02:03+05:00Z",
                           "2026-11-24T01:02:03-"}) {
    EXPECT_EQ(rfc3339(text), "nothing") << text;
  }
}

TEST(Rfc3339, ReadsWhatItWrites) {
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> moments(-62'167'219'200,
                                                      253'402'300'799);  // years 0 to 9999
  for (int i = 0; i < 2000; ++i) {
    const Time time{std::chrono::seconds{moments(random)}};
    ASSERT_EQ(parse_rfc3339(to_rfc3339(time)), time) << to_rfc3339(time);
  }
}

TEST(Rfc2822, TakesWhatFeedsWrite) {
  EXPECT_EQ(rfc2822("Mon, 2 Apr 2007 19:18:42 GMT"), "2007-04-02T19:18:42Z");
  EXPECT_EQ(rfc2822("Tue, 24 Nov 2026 00:00:00 -0500"), "2026-11-24T05:00:00Z");
  EXPECT_EQ(rfc2822("Tue, 24 Nov 2026 04:00:02 +0000"), "2026-11-24T04:00:02Z");
}

TEST(Rfc2822, TakesWhatTheStandardAllows) {
  EXPECT_EQ(rfc2822("2 Apr 2007 19:18 GMT"), "2007-04-02T19:18:00Z");
  EXPECT_EQ(rfc2822("  mon,02 apr  07\t19:18:42 utc "), "2007-04-02T19:18:42Z");
  EXPECT_EQ(rfc2822("2 Apr 93 19:18:42 Z"), "1993-04-02T19:18:42Z");
  EXPECT_EQ(rfc2822("Mon, 2 Apr 2007 19:18:42 EST"), "2007-04-03T00:18:42Z");
  EXPECT_EQ(rfc2822("Mon, 2 Apr 2007 19:18:42 PDT"), "2007-04-03T02:18:42Z");
  EXPECT_EQ(rfc2822("Mon, 2 Apr 2007 19:18:42 +0530"), "2007-04-02T13:48:42Z");
}

TEST(Rfc2822, TakesWhatHasNoZoneAsUtc) {
  EXPECT_EQ(rfc2822("Mon, 2 Apr 2007 19:18:42"), "2007-04-02T19:18:42Z");
}

TEST(Rfc2822, LetsTheDateDecide) {
  EXPECT_EQ(rfc2822("Sun, 2 Apr 2007 19:18:42 GMT"), "2007-04-02T19:18:42Z");
}

TEST(Rfc2822, RejectsTheRest) {
  for (const char* text : {"",
                           "Mon",
                           "Mon,",
                           "Mon, 2 Apr 2007",
                           "Mon, 2 Apr 2007 19",
                           "Mon, 2 Apr 2007 1918",
                           "Mon 2 Apr 2007 19:18:42 GMT",
                           "Xyz, 2 Apr 2007 19:18:42 GMT",
                           "Mon, 31 Apr 2007 19:18:42 GMT",
                           "Mon, 0 Apr 2007 19:18:42 GMT",
                           "Mon, 2 Apx 2007 19:18:42 GMT",
                           "Mon, 2 Apr 207 19:18:42 GMT",
                           "Mon, 2 Apr 20070 19:18:42 GMT",
                           "Mon, 002 Apr 2007 19:18:42 GMT",
                           "Mon, 2 Apr 2007 24:18:42 GMT",
                           "Mon, 2 Apr 2007 19:18:42 XYZ",
                           "Mon, 2 Apr 2007 19:18:42 +05",
                           "Mon, 2 Apr 2007 19:18:42 +05000",
                           "Mon, 2 Apr 2007 19:18:42 GMT x",
                           "Mon, 2 Apr 2007 19:18:42GMT",
                           "Mon, 2Apr 2007 19:18:42 GMT",
                           "2026-11-24T01:02:03Z"}) {
    EXPECT_EQ(rfc2822(text), "nothing") << text;
  }
}

}  // namespace
}  // namespace papercup
