#include "papercup/core/date.hpp"

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup {
namespace {

TEST(Date, BeginsIn1970) {
  EXPECT_EQ(Date{}.to_string(), "1970-01-01");
  EXPECT_EQ(Date{}.days_since_epoch(), 0);
}

TEST(Date, ReadsWhatItWrites) {
  for (int days = -719'528; days < 2'932'897; days += 373) {
    const Date date = Date::from_days_since_epoch(days);
    ASSERT_EQ(Date::parse(date.to_string()), date);
    ASSERT_EQ(date.days_since_epoch(), days);
  }
  EXPECT_EQ(Date::from_days_since_epoch(-719'528).to_string(), "0000-01-01");
  EXPECT_EQ(Date::from_days_since_epoch(2'932'896).to_string(), "9999-12-31");
}

TEST(Date, KnowsLeapYears) {
  EXPECT_TRUE(Date::parse("2024-02-29"));
  EXPECT_TRUE(Date::parse("2000-02-29"));
  EXPECT_FALSE(Date::parse("2026-02-29"));
  EXPECT_FALSE(Date::parse("1900-02-29"));
  EXPECT_FALSE(Date::parse("2100-02-29"));
}

TEST(Date, RejectsWhatIsNoDay) {
  for (const char* text :
       {"", "2026", "2026-11", "2026-11-31", "2026-13-01", "2026-00-01", "2026-01-00", "2026-1-01",
        "26-01-01", "2026/01/01", "20260101", "2026-01-01 ", " 2026-01-01", "2026-01-0a",
        "+026-01-01", "2026-01--1", "12026-01-01", "2026-01-01T00:00:00Z"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, ThrowsForADayThatDoesNotExist) {
  EXPECT_EQ(Date(2026, 11, 24).to_string(), "2026-11-24");
  EXPECT_THROW(Date(2026, 2, 30), Error);
  EXPECT_THROW(Date(2026, 257, 1), Error);
  EXPECT_THROW(Date(2026, 1, 257), Error);
  EXPECT_THROW(Date(10'000, 1, 1), Error);
}

TEST(Date, CountsDays) {
  EXPECT_EQ((Date{2026, 2, 28} + 1).to_string(), "2026-03-01");
  EXPECT_EQ((Date{2026, 1, 1} - 1).to_string(), "2025-12-31");
  EXPECT_EQ(Date(2026, 3, 1) - Date(2026, 2, 1), 28);
  EXPECT_LT(Date(2026, 2, 1), Date(2026, 3, 1));
}

TEST(Date, KnowsTheWeekday) {
  EXPECT_EQ(Date(2026, 11, 24).weekday(), std::chrono::Tuesday);
  EXPECT_EQ(friendly_date(Date{2026, 11, 24}), "Tue 24 Nov 2026");
  EXPECT_EQ(friendly_date(Date{2026, 3, 1}), "Sun 1 Mar 2026");
  EXPECT_EQ(near_day(Date{2026, 11, 24}), "Tue 24 Nov");
  EXPECT_EQ(short_day(Date{2026, 3, 1}), "1 Mar");
  EXPECT_EQ(friendly_days(Date{2026, 11, 24}, Date{2026, 11, 24}), "Tue 24 Nov 2026");
  EXPECT_EQ(friendly_days(Date{2026, 11, 18}, Date{2026, 11, 24}), "Wed 18 to Tue 24 Nov 2026");
  EXPECT_EQ(friendly_days(Date{2026, 10, 28}, Date{2026, 11, 3}), "Wed 28 Oct to Tue 3 Nov 2026");
  EXPECT_EQ(friendly_days(Date{2025, 11, 24}, Date{2026, 11, 24}),
            "Mon 24 Nov 2025 to Tue 24 Nov 2026");
}

TEST(UtcDate, IsTheDayAroundTheMoment) {
  EXPECT_EQ(utc_date(Time{Date{2026, 11, 24}.days()}), Date(2026, 11, 24));
  EXPECT_EQ(utc_date(Time{Date{2026, 11, 24}.days()} - std::chrono::seconds{1}),
            Date(2026, 11, 23));
  EXPECT_EQ(utc_date(Time{std::chrono::seconds{-1}}), Date(1969, 12, 31));
}

TEST(DateArgument, TakesDaysAndDistances) {
  const Date today{2026, 11, 24};
  EXPECT_EQ(parse_date_argument("2026-03-01", today), Date(2026, 3, 1));
  EXPECT_EQ(parse_date_argument("today", today), today);
  EXPECT_EQ(parse_date_argument("yesterday", today), Date(2026, 11, 23));
  EXPECT_EQ(parse_date_argument("0d", today), today);
  EXPECT_EQ(parse_date_argument("7d", today), Date(2026, 11, 17));
  EXPECT_EQ(parse_date_argument("2w", today), Date(2026, 11, 10));
}

TEST(DateArgument, RejectsTheRestWithAHint) {
  const Date today{2026, 11, 24};
  for (const char* text :
       {"", "tomorrow", "7", "d", "7m", "-7d", "7 d", "2026-02-30", "2026-11", "999999d", "7dd"}) {
    EXPECT_THROW(parse_date_argument(text, today), Error) << text;
  }
  try {
    parse_date_argument("11/24\x1b", today);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "'11/24 ' is not a date");
    EXPECT_NE(error.hint().find("7d"), std::string::npos);
  }
}

}  // namespace
}  // namespace papercup
