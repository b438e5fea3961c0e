#include "app/fetch/listing_fetch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/fetch/fetch_fixture.hpp"

namespace papercup::app {
namespace {

// The feed of a day, on Tuesday, 24 November 2026, when the list before it was that of Monday.
class ListingFetchTest : public FetchPartTest {
 protected:
  static std::vector<ArxivPaper> papers(int count, int first = 1) {
    std::vector<ArxivPaper> papers;
    for (int i = 0; i < count; ++i) papers.push_back({fmt::format("2611.{:05}", first + i)});
    return papers;
  }

  // Takes the feed; `between` happens before it is settled.
  void take(
      const std::string& feed, const std::function<void()>& between = [] {}) {
    arxiv.then(200, feed, {{"etag", "\"of " + feed.substr(feed.size() / 2, 9) + "\""}});
    work([&](const Context& context, store::Store& store, arxiv::Client& client) {
      Ingester ingester(context, store, "cs.LG");
      ListingFetch list(store, ingester, newest_listing_day(context.now()));
      list.take(client);
      has_arrived = list.has_arrived();
      is_late = list.is_late();
      between();
      list.settle(context.now());
      result = ingester.result();
    });
  }

  bool has_arrived = false, is_late = false;
  FetchResult result;
  const Date monday = Date(2026, 11, 23), tuesday = Date(2026, 11, 24);
};

TEST_F(ListingFetchTest, FewPapersWhoseOlderDaysAreEstimatesDoNotMakeARepeat) {
  int first = 1;
  for (int count = 1; count <= 5; ++count) {
    const std::vector<ArxivPaper> listed = papers(count, first);
    for (const ArxivPaper& paper : listed) have_paper(paper.id, std::nullopt);
    ASSERT_EQ(stored().find(ArxivId::parse(listed[0].id))->announced, monday);
    take(listing_page("2026-11-24", listed));
    EXPECT_EQ(has_arrived, count < 5) << count;
    EXPECT_EQ(is_late, count == 5) << count;
    first += count;
  }
}

TEST_F(ListingFetchTest, OnePaperThatAnOlderListStatedMakesARepeat) {
  have_paper("2611.00001", monday);
  take(listing_page("2026-11-24", papers(1)));
  EXPECT_TRUE(is_late);
  EXPECT_EQ(listing(tuesday)->state, ListingState::stale);
  EXPECT_EQ(listing(tuesday)->note, "the feed repeats Mon 23 Nov (1 of 1 ids already here)");
  EXPECT_EQ(result.note, listing(tuesday)->note);
  EXPECT_FALSE(result.list);
}

TEST_F(ListingFetchTest, FourInFiveOldPapersMakeARepeatAndThreeDoNot) {
  for (const ArxivPaper& paper : papers(3)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", papers(5)));
  EXPECT_TRUE(has_arrived);
  for (const ArxivPaper& paper : papers(4, 11)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", papers(5, 11)));
  EXPECT_TRUE(is_late);
}

TEST_F(ListingFetchTest, TheSameListAgainIsNoRepeat) {
  take(listing_page("2026-11-24", papers(6)));
  take(listing_page("2026-11-24", papers(6)));
  EXPECT_TRUE(has_arrived);
  EXPECT_EQ(listing(tuesday)->state, ListingState::fresh);
}

TEST_F(ListingFetchTest, OnlyNewPapersTellARepeat) {
  std::vector<ArxivPaper> listed = papers(6);
  for (std::size_t i = 1; i < listed.size(); ++i) {
    listed[i].kind = i % 2 == 0 ? "cross" : "replace";
    have_paper(listed[i].id, monday);
  }
  take(listing_page("2026-11-24", listed));
  EXPECT_TRUE(has_arrived);
  EXPECT_EQ(listing(tuesday)->counts, (ListingCounts{1, 2, 3}));
}

TEST_F(ListingFetchTest, WhatARepeatSaysOfItsPapersDayIsNotKept) {
  have_paper("2611.00001", monday);
  std::vector<ArxivPaper> listed = papers(1);
  listed.push_back({.id = "2611.00002", .kind = "cross"});
  take(listing_page("2026-11-24", listed));
  EXPECT_TRUE(stored().announcements(ArxivId::parse("2611.00001")).empty());
  ASSERT_TRUE(stored().find(ArxivId::parse("2611.00002"))) << "the paper is true";
  EXPECT_TRUE(stored().announcements(ArxivId::parse("2611.00002")).empty());
}

// What the query API tells of the papers in between: five submissions show an older list.
TEST_F(ListingFetchTest, PapersThatWereSubmittedForAnOlderListMakeARepeat) {
  const auto know = [&](const std::vector<ArxivPaper>& listed) {
    for (const ArxivPaper& paper : listed) have_paper(paper.id, std::nullopt);
  };
  take(listing_page("2026-11-24", papers(5)), [&] { know(papers(5)); });
  EXPECT_TRUE(has_arrived) << "which nobody knew before";
  EXPECT_EQ(listing(tuesday)->state, ListingState::stale);
  EXPECT_EQ(result.note,
            "the feed repeats Mon 23 Nov (5 of 5 papers were submitted for it or "
            "before)");
  take(listing_page("2026-11-24", papers(4, 11)), [&] { know(papers(4, 11)); });
  EXPECT_EQ(listing(tuesday)->state, ListingState::fresh) << "four do not tell";
}

// What moderators held was submitted long before, and its identifiers are of the day.
TEST_F(ListingFetchTest, HeldPapersWithIdentifiersAfterThoseOfTheListBeforeMakeNoRepeat) {
  for (const ArxivPaper& paper : papers(5)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", papers(5, 11)), [&] {
    for (const ArxivPaper& paper : papers(5, 11)) have_paper(paper.id, std::nullopt);
  });
  EXPECT_EQ(listing(tuesday)->state, ListingState::fresh);
  EXPECT_EQ(listing(tuesday)->counts, (ListingCounts{5, 0, 0}));
}

TEST_F(ListingFetchTest, IdentifiersAmongThoseOfTheListBeforeDoNotExcuseARepeat) {
  for (const ArxivPaper& paper : papers(10)) have_paper(paper.id, monday);
  const std::vector<ArxivPaper> listed = {
      {"2611.00021"}, {"2611.00022"}, {"2610.00023"}, {"2610.00024"}, {"2611.00025"}};
  take(listing_page("2026-11-24", listed), [&] {
    for (const ArxivPaper& paper : listed) have_paper(paper.id, std::nullopt);
  });
  EXPECT_EQ(listing(tuesday)->state, ListingState::stale);
}

TEST_F(ListingFetchTest, WhatTheListBeforeDidNotHaveIsNoRepeatOfIt) {
  be_on(23);
  take(listing_page("2026-11-23", papers(2)));
  ASSERT_EQ(listing(monday)->counts, (ListingCounts{2, 0, 0}));
  be_on(24);
  const std::vector<ArxivPaper> held = {
      {"2610.00021"}, {"2610.00022"}, {"2610.00023"}, {"2610.00024"}, {"2611.00025"}};
  const auto know = [&] {
    for (const ArxivPaper& paper : held) have_paper(paper.id, std::nullopt);
  };
  know();  // by the query API, before they are listed
  take(listing_page("2026-11-24", held), know);
  EXPECT_EQ(listing(tuesday)->state, ListingState::fresh);
  EXPECT_EQ(listing(tuesday)->counts, (ListingCounts{5, 0, 0}));
}

TEST_F(ListingFetchTest, FewPapersOfTheListBeforeTellNothingOfIdentifiers) {
  for (const ArxivPaper& paper : papers(4)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", papers(5, 11)), [&] {
    for (const ArxivPaper& paper : papers(5, 11)) have_paper(paper.id, std::nullopt);
  });
  EXPECT_EQ(listing(tuesday)->state, ListingState::stale);
}

TEST_F(ListingFetchTest, PapersThatWereSubmittedForTheListMakeNoRepeat) {
  take(listing_page("2026-11-24", papers(5)), [&] {
    for (const ArxivPaper& paper : papers(5)) {
      have_paper(paper.id, std::nullopt, "2026-11-23T15:00:00Z");
    }
  });
  EXPECT_EQ(listing(tuesday)->state, ListingState::fresh);
}

TEST_F(ListingFetchTest, AListThatArrivedIsRememberedWithItsTag) {
  take(listing_page("2026-11-24", papers(2)));
  EXPECT_EQ(result.list, tuesday);
  EXPECT_EQ(listing(tuesday)->counts, (ListingCounts{2, 0, 0}));
  EXPECT_EQ(stored().fetch_state().followed_until("cs.LG"), context().now());
  EXPECT_NE(stored().fetch_state().feed_tag("cs.LG"), "");
}

TEST_F(ListingFetchTest, OneThatIsLateIsNotRememberedSoThatItIsAskedForAgain) {
  take(listing_page("2026-11-23", papers(2)));
  EXPECT_TRUE(is_late);
  EXPECT_EQ(listing(tuesday)->state, ListingState::waiting);
  EXPECT_EQ(result.note, "the feed still has Mon 23 Nov 2026");
  EXPECT_FALSE(stored().fetch_state().followed_until("cs.LG"));
  EXPECT_EQ(stored().fetch_state().feed_tag("cs.LG"), "");
}

TEST_F(ListingFetchTest, AnEmptyOlderFeedIsNotSaidToHaveADay) {
  take(listing_page("2026-11-23", {}));
  EXPECT_TRUE(is_late);
  EXPECT_EQ(result.note, "the feed still has no papers; it is dated Mon 23 Nov 2026");
}

TEST_F(ListingFetchTest, ALaterAnswerDoesNotUndoACompleteList) {
  take(listing_page("2026-11-24", papers(2)));
  const Listing before = *listing(tuesday);
  clock.time += std::chrono::hours(1);
  take(listing_page("2026-11-23", papers(2, 11)));
  EXPECT_EQ(*listing(tuesday), before);
}

TEST_F(ListingFetchTest, AFeedWithoutPapersIsBelievedOfACategoryThatHasFew) {
  for (const ArxivPaper& paper : papers(9)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", {}));
  EXPECT_EQ(listing(tuesday)->state, ListingState::quiet);
  EXPECT_EQ(result.list, tuesday);
  EXPECT_EQ(stored().fetch_state().feed_tag("cs.LG"), "") << "papers may be in it later";
}

TEST_F(ListingFetchTest, AFeedWithoutPapersIsNotBelievedOfACategoryThatAlwaysHasSome) {
  for (const ArxivPaper& paper : papers(10)) have_paper(paper.id, monday);
  take(listing_page("2026-11-24", {}));
  EXPECT_EQ(listing(tuesday)->state, ListingState::waiting);
  EXPECT_EQ(result.note, "the feed still has no papers, and lists of cs.LG usually have 10");
}

TEST_F(ListingFetchTest, AFeedWithoutPapersIsNotBelievedIfPapersOfTheListAreStored) {
  have_paper("2611.00001", tuesday);
  take(listing_page("2026-11-24", {}));
  EXPECT_EQ(listing(tuesday)->state, ListingState::waiting);
  EXPECT_EQ(result.note, "the feed still has no papers, and papers of this list are stored");
}

TEST_F(ListingFetchTest, TheEmptyFeedOfAWeekendLeavesTheLastListToThePapers) {
  be_on(21);
  take(listing_page("2026-11-21", {}));
  EXPECT_EQ(listing(Date(2026, 11, 20))->state, ListingState::quiet);
  EXPECT_FALSE(listing(Date(2026, 11, 21)));
  have_paper("2611.00001", Date(2026, 11, 19));
  be_on(28);
  have_paper("2611.00002", Date(2026, 11, 26));
  take(listing_page("2026-11-28", {}));
  EXPECT_EQ(listing(Date(2026, 11, 26))->state, ListingState::fresh);
}

TEST_F(ListingFetchTest, UsualPapersAreThoseOfSixtyDaysForEachDayWithSome) {
  have_paper("2609.00001", tuesday - 61, "2026-09-01T00:00:00Z");
  EXPECT_EQ(usual_papers(stored(), "cs.LG", tuesday), 0);
  have_paper("2609.00002", tuesday - 60, "2026-09-01T00:00:00Z");
  have_paper("2611.00001", tuesday);
  have_paper("2611.00002", tuesday);
  have_paper("2611.00003", tuesday + 1);
  EXPECT_EQ(usual_papers(stored(), "cs.LG", tuesday), 1.5);
}

}  // namespace
}  // namespace papercup::app
