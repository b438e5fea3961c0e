#include <array>

#include <gtest/gtest.h>

#include "papercup/core/date.hpp"

namespace papercup {
namespace {

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
