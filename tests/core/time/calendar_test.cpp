#include "papercup/core/calendar.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace papercup {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year;

const AnnouncementCalendar& arxiv() { return AnnouncementCalendar::arxiv(); }

// US Eastern
Time at(int year, unsigned month, unsigned day, int hour) {
  return us_eastern_time(Date{year, month, day}, hour);
}

std::string listing_of(Time submitted) { return arxiv().listing_day(submitted).to_string(); }

TEST(ListingDay, FollowsTheWindowsOfAnOrdinaryWeek) {
  // Monday 9 to Friday 13 November 2026
  EXPECT_EQ(listing_of(at(2026, 11, 6, 14)), "2026-11-10");  // Friday 14:00 goes with Monday
  EXPECT_EQ(listing_of(at(2026, 11, 7, 12)), "2026-11-10");
  EXPECT_EQ(listing_of(at(2026, 11, 8, 23)), "2026-11-10");
  EXPECT_EQ(listing_of(at(2026, 11, 9, 13)), "2026-11-10");
  EXPECT_EQ(listing_of(at(2026, 11, 9, 14)), "2026-11-11");
  EXPECT_EQ(listing_of(at(2026, 11, 10, 14)), "2026-11-12");
  EXPECT_EQ(listing_of(at(2026, 11, 11, 14)), "2026-11-13");
  EXPECT_EQ(listing_of(at(2026, 11, 12, 13)), "2026-11-13");
  EXPECT_EQ(listing_of(at(2026, 11, 12, 14)), "2026-11-16");  // Thursday 14:00 goes with Sunday
  EXPECT_EQ(listing_of(at(2026, 11, 13, 13)), "2026-11-16");
  EXPECT_EQ(listing_of(at(2026, 11, 13, 14)), "2026-11-17");
}

TEST(ListingDay, EndsAWindowAtFourteenSharp) {
  const Time deadline = at(2026, 11, 10, 14);
  EXPECT_EQ(listing_of(deadline - seconds{1}), "2026-11-11");
  EXPECT_EQ(listing_of(deadline), "2026-11-12");
}

TEST(ListingDay, KeepsFourteenOClockThroughClockChanges) {
  // Clocks changed on Sunday 8 March and Sunday 1 November 2026.
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-03-06T18:59:59Z")), "2026-03-09");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-03-06T19:00:00Z")), "2026-03-10");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-03-09T17:59:59Z")), "2026-03-10");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-03-09T18:00:00Z")), "2026-03-11");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-10-30T17:59:59Z")), "2026-11-02");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-10-30T18:00:00Z")), "2026-11-03");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-11-02T18:59:59Z")), "2026-11-03");
  EXPECT_EQ(listing_of(*parse_rfc3339("2026-11-02T19:00:00Z")), "2026-11-04");
}

TEST(ListingDay, PassesOverThanksgiving) {
  // No run on the evening of Thursday 26 November 2026.
  EXPECT_EQ(listing_of(at(2026, 11, 25, 13)), "2026-11-26");
  EXPECT_EQ(listing_of(at(2026, 11, 25, 14)), "2026-11-30");
  EXPECT_EQ(listing_of(at(2026, 11, 26, 13)), "2026-11-30");
  EXPECT_EQ(listing_of(at(2026, 11, 27, 13)), "2026-11-30");
  EXPECT_EQ(listing_of(at(2026, 11, 27, 14)), "2026-12-01");
}

TEST(ListingDay, PassesOverTheNewYear) {
  // No runs on Thursday 31 December 2026 and on the Sunday after Friday 1 January 2027.
  EXPECT_EQ(listing_of(at(2026, 12, 30, 13)), "2026-12-31");
  EXPECT_EQ(listing_of(at(2026, 12, 30, 14)), "2027-01-05");
  EXPECT_EQ(listing_of(at(2027, 1, 1, 13)), "2027-01-05");
  EXPECT_EQ(listing_of(at(2027, 1, 1, 14)), "2027-01-05");
}

TEST(HasListing, IsFromMondayToFriday) {
  EXPECT_TRUE(arxiv().has_listing(Date{2026, 11, 9}));
  EXPECT_TRUE(arxiv().has_listing(Date{2026, 11, 13}));
  EXPECT_FALSE(arxiv().has_listing(Date{2026, 11, 14}));
  EXPECT_FALSE(arxiv().has_listing(Date{2026, 11, 15}));
}

TEST(HasListing, IsNotOnTheDayAfterAHoliday) {
  EXPECT_TRUE(arxiv().has_listing(Date{2026, 11, 26}));
  EXPECT_FALSE(arxiv().has_listing(Date{2026, 11, 27}));
  EXPECT_FALSE(arxiv().has_listing(Date{2026, 1, 20}));
  EXPECT_FALSE(arxiv().has_listing(Date{2026, 12, 30}));
  EXPECT_TRUE(arxiv().has_listing(Date{2026, 12, 31}));
}

TEST(HasListing, IsNotOnTheMondayAfterAHolidayOnAFriday) {
  for (const Date monday :
       {Date{2025, 7, 7}, Date{2026, 6, 22}, Date{2026, 7, 6}, Date{2026, 12, 28}, Date{2027, 1, 4},
        Date{2027, 6, 21}, Date{2027, 12, 27}}) {
    EXPECT_FALSE(arxiv().has_listing(monday)) << monday.to_string();
  }
}

TEST(HasListing, KnowsTheListsOfFormerYears) {
  for (const Date without :
       {Date{2023, 6, 15}, Date{2023, 8, 18}, Date{2023, 12, 28}, Date{2024, 5, 23},
        Date{2024, 7, 5}, Date{2024, 10, 9}, Date{2024, 12, 26}, Date{2024, 12, 27}}) {
    EXPECT_FALSE(arxiv().has_listing(without)) << without.to_string();
  }
  EXPECT_TRUE(arxiv().has_listing(Date{2023, 12, 27}));
  EXPECT_TRUE(arxiv().has_listing(Date{2024, 10, 8}));
}

TEST(NextListing, IsMadePublicAtTwentyOClock) {
  const ListingTime before = arxiv().next_listing(at(2026, 11, 9, 20) - seconds{1});
  EXPECT_EQ(before.day, Date(2026, 11, 10));
  EXPECT_EQ(before.run, at(2026, 11, 9, 20));
  EXPECT_EQ(arxiv().next_listing(at(2026, 11, 9, 20)).day, Date(2026, 11, 11));
}

TEST(NextListing, WaitsForTheEndOfTheWeekend) {
  EXPECT_EQ(arxiv().next_listing(at(2026, 11, 12, 20)).day, Date(2026, 11, 16));
  EXPECT_EQ(arxiv().next_listing(at(2026, 11, 25, 20)).day, Date(2026, 11, 30));
}

TEST(LastListing, IsPublicFromTwentyOClock) {
  EXPECT_EQ(arxiv().last_listing(at(2026, 11, 9, 20) - seconds{1}).day, Date(2026, 11, 9));
  const ListingTime at_run = arxiv().last_listing(at(2026, 11, 9, 20));
  EXPECT_EQ(at_run.day, Date(2026, 11, 10));
  EXPECT_EQ(at_run.run, at(2026, 11, 9, 20));
  EXPECT_EQ(arxiv().last_listing(at(2026, 11, 29, 19)).day, Date(2026, 11, 26));
}

TEST(FirstListingDay, PassesOverWeekendsAndHolidays) {
  using namespace std::chrono;
  EXPECT_EQ(arxiv().first_listing_day(2026y / October), Date(2026, 10, 1));
  EXPECT_EQ(arxiv().first_listing_day(2026y / November), Date(2026, 11, 2));  // the 1st is a Sunday
  EXPECT_EQ(arxiv().first_listing_day(2027y / January),
            Date(2027, 1, 5));  // no run since 30 December
}

TEST(AnnouncementCalendar, HasOnlyTheHolidaysItIsGiven) {
  const AnnouncementCalendar none{{}};
  EXPECT_TRUE(none.has_listing(Date{2026, 11, 27}));
  EXPECT_EQ(none.listing_day(at(2026, 11, 26, 13)), Date(2026, 11, 27));
  const AnnouncementCalendar one{{Date{2026, 11, 9}, Date{2026, 11, 10}}};
  EXPECT_EQ(one.listing_day(at(2026, 11, 9, 13)), Date(2026, 11, 12));
}

// arXiv's table of windows, written another way than in the calendar: all evenings in a row, each
// with what it closes and opens.
struct Evening {
  ListingTime listing;
  Time deadline;
};

const std::set<Date>& free_evenings() {
  static const std::set<Date> kEvenings = {
      Date{2025, 12, 25}, Date{2026, 1, 1},  Date{2026, 1, 19},  Date{2026, 6, 19},
      Date{2026, 7, 3},   Date{2026, 9, 7},  Date{2026, 11, 26}, Date{2026, 12, 25},
      Date{2026, 12, 29}, Date{2026, 12, 31}};
  return kEvenings;
}

std::vector<Evening> evenings_with_run(Date first, Date last) {
  std::vector<Evening> evenings;
  for (Date day = first; day <= last; day = day + 1) {
    const unsigned weekday = day.weekday().iso_encoding();
    if (weekday == 5 || weekday == 6 || free_evenings().count(day) > 0) continue;
    const Date deadline_day = weekday == 7 ? day - 2 : day;
    evenings.push_back({{day + 1, us_eastern_time(day, 20)}, us_eastern_time(deadline_day, 14)});
  }
  return evenings;
}

TEST(AnnouncementCalendar, AgreesWithAWalkThroughAYear) {
  const AnnouncementCalendar calendar{free_evenings()};
  const std::vector<Evening> evenings = evenings_with_run(Date{2025, 12, 1}, Date{2027, 1, 31});
  std::size_t taking = 0;
  std::size_t next = 0;
  int moments = 0;
  for (Time now{Date{2025, 12, 20}.days()}; now < Time{Date{2027, 1, 10}.days()};
       now += minutes{30}) {
    while (evenings[taking].deadline <= now) ++taking;
    while (evenings[next].listing.run <= now) ++next;
    ASSERT_EQ(calendar.listing_day(now), evenings[taking].listing.day) << to_rfc3339(now);
    ASSERT_EQ(calendar.next_listing(now), evenings[next].listing) << to_rfc3339(now);
    ASSERT_EQ(calendar.last_listing(now), evenings[next - 1].listing) << to_rfc3339(now);
    ++moments;
  }
  EXPECT_EQ(moments, 386 * 48);
}

TEST(AnnouncementCalendar, ListsEverythingOnceAndAfterItsSubmission) {
  Date last{2025, 1, 1};
  for (Time submitted{Date{2025, 1, 1}.days()}; submitted < Time{Date{2028, 1, 1}.days()};
       submitted += minutes{60}) {
    const Date day = arxiv().listing_day(submitted);
    ASSERT_LE(last, day) << to_rfc3339(submitted);
    ASSERT_TRUE(arxiv().has_listing(day)) << to_rfc3339(submitted);
    ASSERT_GE(us_eastern_time(day - 1, 20) - submitted, hours{6}) << to_rfc3339(submitted);
    ASSERT_LT(us_eastern_time(day - 1, 20) - submitted, hours{24 * 6}) << to_rfc3339(submitted);
    last = day;
  }
}

TEST(AnnouncementCalendar, EstimatesByTheSubmission) {
  EXPECT_EQ(arxiv().estimate(at(2026, 11, 12, 15), year{2026} / 11), Date(2026, 11, 16));
}

TEST(AnnouncementCalendar, EstimatesByTheMonthOfTheIdWithoutASubmission) {
  EXPECT_EQ(arxiv().estimate({}, year{2026} / 11), Date(2026, 11, 2));
  EXPECT_EQ(arxiv().estimate({}, year{1999} / 1), Date(1999, 1, 1));
}

}  // namespace
}  // namespace papercup
