#include "papercup/core/listing.hpp"

#include <gtest/gtest.h>

namespace papercup {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Time at(int month, int day, int hour) {
  return Time{Date(2026, static_cast<unsigned>(month), static_cast<unsigned>(day)).days()} +
         hours(hour);
}

Listing list(int day, ListingState state, Time looked) {
  return {"cs.LG", Date(2026, 11, static_cast<unsigned>(day)), state, looked};
}

TEST(NewestListDay, FollowsTheRunByFourHours) {
  // The run of Monday evening is at 20:00 in New York, 01:00 UTC.
  EXPECT_EQ(newest_listing_day(at(11, 24, 4)), Date(2026, 11, 23));
  EXPECT_EQ(newest_listing_day(at(11, 24, 5)), Date(2026, 11, 24));
  EXPECT_EQ(newest_listing_day(at(11, 28, 12)), Date(2026, 11, 26)) << "after Thanksgiving";
}

TEST(ListsBefore, SkipDaysWithoutAList) {
  EXPECT_EQ(listings_before(Date(2026, 11, 24), 1), Date(2026, 11, 23));
  EXPECT_EQ(listings_before(Date(2026, 11, 30), 1), Date(2026, 11, 26));
  EXPECT_EQ(listings_before(Date(2026, 11, 24), 4), Date(2026, 11, 18));
}

TEST(Freshness, OfWhatWasNotFetchedYetWaitsAndMissesNothing) {
  const Freshness freshness = freshness_of("cs.LG", {}, at(11, 24, 12));
  EXPECT_EQ(freshness.state, ListingState::waiting);
  EXPECT_EQ(freshness.missed, 0);
  EXPECT_TRUE(is_due(freshness, at(11, 24, 12)));
}

TEST(Freshness, IsFreshUntilTheNextListIsDue) {
  const std::vector<Listing> ledger = {list(24, ListingState::fresh, at(11, 24, 6))};
  EXPECT_EQ(freshness_of("cs.LG", ledger, at(11, 25, 4)).state, ListingState::fresh);
  EXPECT_FALSE(is_due(freshness_of("cs.LG", ledger, at(11, 25, 4)), at(11, 25, 4)));
  const Freshness later = freshness_of("cs.LG", ledger, at(11, 25, 6));
  EXPECT_EQ(later.state, ListingState::waiting);
  EXPECT_EQ(later.missed, 1);
  EXPECT_TRUE(is_due(later, at(11, 25, 6)));
}

TEST(Freshness, IsStaleWhereAListIsLateAndIsAskedForEveryHour) {
  const std::vector<Listing> ledger = {list(23, ListingState::fresh, at(11, 23, 6)),
                                       list(24, ListingState::waiting, at(11, 24, 6))};
  EXPECT_EQ(freshness_of("cs.LG", ledger, at(11, 24, 7)).state, ListingState::waiting);
  const Freshness late = freshness_of("cs.LG", ledger, at(11, 24, 8));
  EXPECT_EQ(late.state, ListingState::stale);
  EXPECT_EQ(late.again, at(11, 24, 7));
  EXPECT_TRUE(is_due(late, at(11, 24, 8)));
  EXPECT_FALSE(is_due(freshness_of("cs.LG", ledger, at(11, 24, 6) + minutes(59)),
                      at(11, 24, 6) + minutes(59)));
}

TEST(Freshness, IsAskedForSoonAfterAFailure) {
  const std::vector<Listing> ledger = {list(24, ListingState::failed, at(11, 24, 6))};
  const Time now = at(11, 24, 6) + minutes(5);
  EXPECT_TRUE(is_due(freshness_of("cs.LG", ledger, now), now));
  EXPECT_FALSE(is_due(freshness_of("cs.LG", ledger, now - minutes(1)), now - minutes(1)));
}

TEST(Freshness, CountsWhatWasMissedOverAWeekendAndAHoliday) {
  const std::vector<Listing> ledger = {list(24, ListingState::fresh, at(11, 24, 6))};
  EXPECT_EQ(freshness_of("cs.LG", ledger, at(11, 29, 12)).missed, 2) << "Wed 25, Thu 26";
  EXPECT_EQ(freshness_of("cs.LG", ledger, at(12, 1, 12)).missed, 4) << "and Mon 30, Tue 1";
}

TEST(Freshness, NamesGapsBeforeTheLastCompleteList) {
  const std::vector<Listing> ledger = {
      list(24, ListingState::fresh, at(11, 24, 6)), list(17, ListingState::fresh, at(11, 17, 6)),
      list(19, ListingState::failed, at(11, 19, 6)), list(20, ListingState::quiet, at(11, 20, 6))};
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 12));
  EXPECT_EQ(freshness.gaps,
            (std::vector<Date>{Date(2026, 11, 18), Date(2026, 11, 19), Date(2026, 11, 23)}));
  EXPECT_EQ(freshness.state, ListingState::fresh);
  EXPECT_EQ(freshness.last->day, Date(2026, 11, 24));
}

TEST(Freshness, AsksAgainForAListThatWasAskedForInVain) {
  std::vector<Listing> ledger = {list(20, ListingState::fresh, at(11, 20, 6)),
                                 list(23, ListingState::waiting, at(11, 24, 6)),
                                 list(24, ListingState::fresh, at(11, 24, 6))};
  ledger[1].note = "it should have papers";
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 6));
  EXPECT_EQ(freshness.state, ListingState::fresh);
  EXPECT_EQ(freshness.gaps, std::vector<Date>{Date(2026, 11, 23)});
  EXPECT_EQ(freshness.note, "it should have papers");
  EXPECT_FALSE(is_due(freshness, at(11, 24, 6)));
  EXPECT_TRUE(is_due(freshness, at(11, 24, 7)));
  ledger[1].state = ListingState::quiet;
  EXPECT_FALSE(is_due(freshness_of("cs.LG", ledger, at(11, 24, 7)), at(11, 24, 7)));
}

TEST(Freshness, WasLookedForWhenAnyOfItsListsWas) {
  const std::vector<Listing> ledger = {list(20, ListingState::fresh, at(11, 24, 9)),
                                       list(23, ListingState::fresh, at(11, 23, 6)),
                                       list(24, ListingState::fresh, at(11, 24, 6))};
  EXPECT_EQ(freshness_of("cs.LG", ledger, at(11, 24, 12)).looked, at(11, 24, 9));
  EXPECT_EQ(freshness_of("cs.LG", {}, at(11, 24, 12)).looked, std::nullopt);
}

TEST(Freshness, IsOfTheListsInWhateverOrderTheLedgerHasThem) {
  const std::vector<Listing> ledger = {list(24, ListingState::failed, at(11, 24, 6)),
                                       list(20, ListingState::quiet, at(11, 20, 6)),
                                       list(23, ListingState::fresh, at(11, 23, 6))};
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 12));
  EXPECT_EQ(freshness.last->day, Date(2026, 11, 23));
  EXPECT_EQ(freshness.state, ListingState::failed);
  EXPECT_EQ(freshness.missed, 1);
  EXPECT_TRUE(freshness.gaps.empty());
}

TEST(Freshness, IsStaleThreeHoursAfterTheListWasDueAndNotBefore) {
  std::vector<Listing> ledger = {list(24, ListingState::waiting, at(11, 24, 5))};
  const Time stale = at(11, 24, 8);
  EXPECT_EQ(freshness_of("cs.LG", ledger, stale - minutes(1)).state, ListingState::waiting);
  EXPECT_EQ(freshness_of("cs.LG", ledger, stale).state, ListingState::stale);
  ledger[0].looked = at(11, 24, 5) - minutes(1);
  const Freshness early = freshness_of("cs.LG", ledger, stale);
  EXPECT_EQ(early.state, ListingState::waiting) << "it was looked for before it could be there";
  EXPECT_EQ(early.again, std::nullopt);
  EXPECT_TRUE(is_due(early, stale));
}

TEST(Freshness, HasAListThatIsOutBeforeItsHour) {
  const std::vector<Listing> ledger = {list(23, ListingState::fresh, at(11, 23, 6)),
                                       list(24, ListingState::fresh, at(11, 24, 4))};
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 4));
  EXPECT_EQ(freshness.due, Date(2026, 11, 24));
  EXPECT_EQ(freshness.state, ListingState::fresh);
  EXPECT_EQ(freshness.missed, 0);
}

TEST(Freshness, TellsOfTheNewestListBeforeItTellsOfAGap) {
  std::vector<Listing> ledger = {list(20, ListingState::waiting, at(11, 24, 10)),
                                 list(23, ListingState::fresh, at(11, 23, 6)),
                                 list(24, ListingState::failed, at(11, 24, 6))};
  ledger[0].note = "of the gap";
  ledger[2].note = "of the newest";
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 12));
  EXPECT_EQ(freshness.note, "of the newest");
  EXPECT_EQ(freshness.again, at(11, 24, 6) + minutes(5));
}

TEST(Freshness, TellsOfTheFirstGapAndWaitsForTheOneThatWasLookedForLast) {
  std::vector<Listing> ledger = {list(19, ListingState::waiting, at(11, 24, 9)),
                                 list(20, ListingState::waiting, at(11, 24, 7)),
                                 list(24, ListingState::fresh, at(11, 24, 6))};
  ledger[0].note = "of the first";
  ledger[1].note = "of the second";
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 12));
  EXPECT_EQ(freshness.note, "of the first");
  EXPECT_EQ(freshness.again, at(11, 24, 10));
}

TEST(Freshness, AListWithoutPapersIsTheLastOneAsWell) {
  const std::vector<Listing> ledger = {list(23, ListingState::fresh, at(11, 23, 6)),
                                       list(24, ListingState::quiet, at(11, 24, 6))};
  const Freshness freshness = freshness_of("cs.LG", ledger, at(11, 24, 12));
  EXPECT_EQ(freshness.last->day, Date(2026, 11, 24));
  EXPECT_EQ(freshness.missed, 0);
}

TEST(Freshness, WaitsFromNowOnIfAnotherClockIsAhead) {
  const Time now = at(11, 24, 12);
  const std::vector<Listing> ledger = {list(24, ListingState::failed, now + minutes(50))};
  EXPECT_EQ(freshness_of("cs.LG", ledger, now).again, now + minutes(5));
}

TEST(Ledger, IsBelievedForAnHourFromTheFutureAndAWeekAhead) {
  const Time now = at(11, 24, 12);
  EXPECT_EQ(believable({list(24, ListingState::fresh, now + hours(1))}, now).size(), 1U);
  EXPECT_EQ(
      believable({list(24, ListingState::fresh, now + hours(1) + std::chrono::seconds(1))}, now)
          .size(),
      0U);
  Listing ahead{"cs.LG", Date(2026, 12, 1), ListingState::fresh, now, ListingCounts{1, 0, 0}};
  EXPECT_FALSE(shows_clock_behind({ahead}, now));
  ahead.day = Date(2026, 12, 2);
  EXPECT_TRUE(shows_clock_behind({ahead}, now));
  ahead.counts.reset();
  EXPECT_FALSE(shows_clock_behind({ahead}, now)) << "arXiv has not stated it";
}

TEST(ListingState, IsReadAsItIsWritten) {
  for (const ListingState state : {ListingState::fresh, ListingState::quiet, ListingState::waiting,
                                   ListingState::stale, ListingState::failed}) {
    EXPECT_EQ(parse_listing_state(to_string(state)), state);
  }
  EXPECT_EQ(parse_listing_state("frsh"), std::nullopt);
}

TEST(Freshness, BelievesNothingThatAClockAheadHasWritten) {
  const Time now = at(11, 24, 12);
  const Time ahead = now + hours(24 * 365);
  std::vector<Listing> ledger = {list(23, ListingState::fresh, at(11, 23, 6)),
                                 list(24, ListingState::fresh, ahead),
                                 {"cs.LG", Date(2027, 11, 24), ListingState::failed, ahead}};
  const Freshness freshness = freshness_of("cs.LG", ledger, now);
  EXPECT_EQ(freshness.due, Date(2026, 11, 24));
  EXPECT_EQ(freshness.state, ListingState::waiting);
  EXPECT_EQ(freshness.missed, 1);
  EXPECT_EQ(freshness.looked, at(11, 23, 6));
  EXPECT_TRUE(is_due(freshness, now));
  ledger[1].looked = now + minutes(1);
  EXPECT_FALSE(is_due(freshness_of("cs.LG", ledger, now), now)) << "another process's clock";
  ledger[1] = list(24, ListingState::failed, now + minutes(50));
  EXPECT_TRUE(is_due(freshness_of("cs.LG", ledger, now + minutes(5)), now + minutes(56)));
}

TEST(Freshness, BelievesWhatArxivHasStatedIfItIsNowThatTheClockIsBehind) {
  std::vector<Listing> ledger = {list(23, ListingState::fresh, at(11, 23, 6)),
                                 list(24, ListingState::fresh, at(11, 24, 6))};
  ledger[1].counts = ListingCounts{3, 1, 0};
  const Time behind = at(11, 24, 12) - hours(24 * 365);
  EXPECT_TRUE(shows_clock_behind(ledger, behind));
  EXPECT_FALSE(shows_clock_behind(ledger, at(11, 24, 12)));
  const Freshness freshness = freshness_of("cs.LG", ledger, behind);
  EXPECT_EQ(freshness.state, ListingState::fresh);
  EXPECT_FALSE(is_due(freshness, behind));
}

}  // namespace
}  // namespace papercup
