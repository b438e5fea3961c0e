#include "papercup/core/date.hpp"

#include <array>

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

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// When America/New_York changed its clocks, in seconds since 1970, as the time zone database has
// it.
struct Changes {
  int year;
  int to_daylight, to_standard;
};
constexpr std::array<Changes, 31> kChanges = {{
    {2007, 1173596400, 1194156000}, {2008, 1205046000, 1225605600}, {2009, 1236495600, 1257055200},
    {2010, 1268550000, 1289109600}, {2011, 1299999600, 1320559200}, {2012, 1331449200, 1352008800},
    {2013, 1362898800, 1383458400}, {2014, 1394348400, 1414908000}, {2015, 1425798000, 1446357600},
    {2016, 1457852400, 1478412000}, {2017, 1489302000, 1509861600}, {2018, 1520751600, 1541311200},
    {2019, 1552201200, 1572760800}, {2020, 1583650800, 1604210400}, {2021, 1615705200, 1636264800},
    {2022, 1647154800, 1667714400}, {2023, 1678604400, 1699164000}, {2024, 1710054000, 1730613600},
    {2025, 1741503600, 1762063200}, {2026, 1772953200, 1793512800}, {2027, 1805007600, 1825567200},
    {2028, 1836457200, 1857016800}, {2029, 1867906800, 1888466400}, {2030, 1899356400, 1919916000},
    {2031, 1930806000, 1951365600}, {2032, 1962860400, 1983420000}, {2033, 1994310000, 2014869600},
    {2034, 2025759600, 2046319200}, {2035, 2057209200, 2077768800}, {2036, 2088658800, 2109218400},
    {2037, 2120108400, 2140668000},
}};

Time at(int seconds_since_epoch) { return Time{seconds{seconds_since_epoch}}; }

TEST(UsEasternTime, ChangesAsTheTimeZoneDatabaseSays) {
  for (const Changes& changes : kChanges) {
    EXPECT_EQ(us_eastern_offset(at(changes.to_daylight - 1)), hours{-5}) << changes.year;
    EXPECT_EQ(us_eastern_offset(at(changes.to_daylight)), hours{-4}) << changes.year;
    EXPECT_EQ(us_eastern_offset(at(changes.to_standard - 1)), hours{-4}) << changes.year;
    EXPECT_EQ(us_eastern_offset(at(changes.to_standard)), hours{-5}) << changes.year;
  }
}

TEST(UsEasternTime, ChangesTwiceAYear) {
  int changed = 0;
  const Time end{Date{2038, 1, 1}.days()};
  for (Time time{Date{2007, 1, 1}.days()}; time < end; time += hours{1}) {
    changed += us_eastern_offset(time) == us_eastern_offset(time - hours{1}) ? 0 : 1;
  }
  EXPECT_EQ(changed, static_cast<int>(2 * kChanges.size()));
}

TEST(UsEasternTime, KnowsTheDay) {
  EXPECT_EQ(us_eastern_date(*parse_rfc3339("2026-11-24T04:59:59Z")), Date(2026, 11, 23));
  EXPECT_EQ(us_eastern_date(*parse_rfc3339("2026-11-24T05:00:00Z")), Date(2026, 11, 24));
  EXPECT_EQ(us_eastern_date(*parse_rfc3339("2026-07-01T03:59:59Z")), Date(2026, 6, 30));
  EXPECT_EQ(us_eastern_date(*parse_rfc3339("2026-07-01T04:00:00Z")), Date(2026, 7, 1));
  EXPECT_EQ(us_eastern_date(*parse_rfc3339("2026-01-01T00:00:00Z")), Date(2025, 12, 31));
}

TEST(UsEasternTime, FindsTheMomentOfAnHour) {
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 11, 24}, 20)), "2026-11-25T01:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 7, 1}, 20)), "2026-07-02T00:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 7, 1}, 0)), "2026-07-01T04:00:00Z");
}

// On 8 March 2026 clocks go from 02:00 EST to 03:00 EDT.
TEST(UsEasternTime, MovesTheHourMissingInSpring) {
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 3, 8}, 1)), "2026-03-08T06:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 3, 8}, 2)), "2026-03-08T07:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 3, 8}, 3)), "2026-03-08T07:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 3, 8}, 4)), "2026-03-08T08:00:00Z");
}

// On 1 November 2026 clocks go from 02:00 EDT back to 01:00 EST.
TEST(UsEasternTime, TakesTheFirstOfTheHoursDoubledInAutumn) {
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 11, 1}, 0)), "2026-11-01T04:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 11, 1}, 1)), "2026-11-01T05:00:00Z");
  EXPECT_EQ(to_rfc3339(us_eastern_time(Date{2026, 11, 1}, 2)), "2026-11-01T07:00:00Z");
}

TEST(UsEasternTime, StaysOnTheDayItWasAskedFor) {
  for (Date day{2026, 1, 1}; day < Date{2027, 1, 1}; day = day + 1) {
    for (int hour = 0; hour < 24; ++hour) {
      const Time time = us_eastern_time(day, hour);
      const Date local_day = us_eastern_date(time);
      ASSERT_EQ(local_day, day);
      const auto local = time + us_eastern_offset(time) - day.days();
      const bool is_missing_hour = day == Date{2026, 3, 8} && hour == 2;
      ASSERT_EQ(local, hours{is_missing_hour ? 3 : hour}) << day.to_string();
    }
  }
}

}  // namespace
}  // namespace papercup
