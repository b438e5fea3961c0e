#include "app/fetch/fetch_tasks.hpp"

#include <gmock/gmock.h>

#include "app/fetch/fetch_fixture.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// On Tuesday, 24 November 2026.
class FetchTasksTest : public FetchPartTest {
 protected:
  using DueList = FetchTasks::DueList;

  void run_tasks(const std::function<void(FetchTasks&)>& run) {
    work([&](const Context& context, store::Store& store, arxiv::Client& client) {
      Ingester ingester(context, store, "cs.LG");
      FetchTasks tasks(store, client, ingester, newest_listing_day(context.now()), context.now());
      run(tasks);
    });
  }
  static Time at(unsigned day, int hour = 0) { return Date(2026, 11, day).days() + hours(hour); }
  static std::string page_of_one(const std::string& id, const std::string& published) {
    return query_page({{id, published}});
  }

  const Date friday = Date(2026, 11, 20), monday = Date(2026, 11, 23), tuesday = Date(2026, 11, 24);
};

TEST_F(FetchTasksTest, ListsAreSubmittedFromAWeekBeforeAndHeldPapersFromAMonth) {
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(friday, tuesday, kLongOverlapDays);
    EXPECT_TRUE(tasks.has_held_windows());
    EXPECT_FALSE(tasks.has_window_of_list(friday - 1));
    EXPECT_TRUE(tasks.has_window_of_list(friday));
    EXPECT_TRUE(tasks.has_window_of_list(tuesday));
    EXPECT_FALSE(tasks.has_window_of_list(tuesday + 1));
  });
  std::vector<std::pair<Time, Time>> windows;
  for (const store::FetchTask& task : tasks()) windows.emplace_back(task.from, task.to);
  const Time month_before{Date(2026, 10, 21).days()};
  EXPECT_THAT(windows, testing::UnorderedElementsAre(std::pair(at(13), at(24, 12)),
                                                     std::pair(month_before, at(13))));
}

TEST_F(FetchTasksTest, AShortOverlapHasNoHeldPapersAndOldListsEndTheDayAfter) {
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(friday, friday, kOverlapDays);
    EXPECT_FALSE(tasks.has_held_windows());
  });
  ASSERT_THAT(tasks(), SizeIs(1));
  EXPECT_EQ(tasks()[0].to, at(21));
}

TEST_F(FetchTasksTest, ListsAreNotCompleteWhileHalfOfTheirWindowIsMissing) {
  // More than the query API pages through, and then it breaks after the first half.
  arxiv.then(200, query_page({{"2611.00001"}}, 9001))
      .then(200, page_of_one("2611.00002", "2026-11-17T10:00:00Z"))
      .then(429, "");
  EXPECT_THROW(run_tasks([&](FetchTasks& tasks) {
                 tasks.plan_lists(friday, monday, kOverlapDays);
                 tasks.run_list_windows(DueList::by_feed);
               }),
               Error);
  EXPECT_FALSE(listing(friday));
  EXPECT_FALSE(listing(monday));
  ASSERT_THAT(tasks(), SizeIs(1));
  EXPECT_EQ(tasks()[0].first_list, friday);
  EXPECT_TRUE(stored().find(ArxivId::parse("2611.00002")));
  clock.time += hours(1);
  arxiv.then(200, page_of_one("2611.00003", "2026-11-20T10:00:00Z"));
  run_tasks([&](FetchTasks& tasks) { tasks.run_list_windows(DueList::by_feed); });
  EXPECT_EQ(listing(monday)->state, ListingState::fresh);
  EXPECT_THAT(tasks(), IsEmpty());
}

TEST_F(FetchTasksTest, AWindowThatIsTooLargeIsDividedInTheMiddle) {
  arxiv.then(200, query_page({{"2611.00001"}}, 9001))
      .then(200, page_of_one("2611.00002", "2026-11-17T10:00:00Z"))
      .then(200, page_of_one("2611.00003", "2026-11-20T10:00:00Z"));
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(friday, friday, kOverlapDays);
    tasks.run_list_windows(DueList::by_feed);
  });
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("202611130000%20TO%20202611210000"),
                                   HasSubstr("202611130000%20TO%20202611170000"),
                                   HasSubstr("202611170000%20TO%20202611210000")));
}

TEST_F(FetchTasksTest, NineThousandPapersAreReadAsOneWindow) {
  arxiv.then(200, query_page({{"2611.00001"}}, 9000)).then(429, "");
  EXPECT_THROW(run_tasks([&](FetchTasks& tasks) {
                 tasks.plan_lists(friday, friday, kOverlapDays);
                 tasks.run_list_windows(DueList::by_feed);
               }),
               Error);
  ASSERT_THAT(tasks(), SizeIs(1));
  EXPECT_EQ(tasks()[0].received, 1) << "from which the next run continues";
}

TEST_F(FetchTasksTest, EachListOfAWindowIsJudgedByItsPapers) {
  have_paper("2611.00001", friday);
  arxiv.then(200, page_of_one("2611.00002", "2026-11-20T15:00:00Z"));
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(Date(2026, 11, 19), tuesday, kOverlapDays);
    tasks.run_list_windows(DueList::by_papers);
  });
  EXPECT_EQ(listing(Date(2026, 11, 19))->state, ListingState::quiet);
  EXPECT_EQ(listing(friday)->state, ListingState::fresh);
  EXPECT_FALSE(listing(Date(2026, 11, 21))) << "a Saturday has no list";
  EXPECT_EQ(listing(monday)->state, ListingState::fresh);
  EXPECT_FALSE(listing(tuesday)) << "the query API may know of it later";
}

TEST_F(FetchTasksTest, TheDueListIsJudgedByItsFeedOrByAPaper) {
  for (const DueList judge : {DueList::by_feed, DueList::by_papers}) {
    arxiv.then(200, page_of_one("2611.00001", "2026-11-23T15:00:00Z"));
    run_tasks([&](FetchTasks& tasks) {
      tasks.plan_lists(tuesday, tuesday, kOverlapDays);
      tasks.run_list_windows(judge);
    });
    EXPECT_EQ(listing(tuesday).has_value(), judge == DueList::by_papers);
  }
}

TEST_F(FetchTasksTest, ACompleteListStaysAsItIs) {
  have_list(friday, ListingState::fresh, at(20, 6));
  arxiv.then(200, page_of_one("2611.00001", "2026-11-20T15:00:00Z"));
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(friday, monday, kOverlapDays);
    tasks.run_list_windows(DueList::by_feed);
  });
  EXPECT_EQ(listing(friday)->looked, at(20, 6));
  EXPECT_EQ(listing(monday)->looked, context().now());
}

TEST_F(FetchTasksTest, AListWithoutPapersOfACategoryThatAlwaysHasSomeIsDoubtedForTenRuns) {
  for (int i = 10; i < 29; ++i) have_paper("2611.010" + std::to_string(i), friday);
  for (int run = 1; run <= 11; ++run) {
    arxiv.then(200, page_of_one("2611.00001", "2026-11-16T15:00:00Z"));
    run_tasks([&](FetchTasks& tasks) {
      if (run == 1) tasks.plan_lists(monday, monday, kOverlapDays);
      tasks.run_list_windows(DueList::by_feed);
      EXPECT_EQ(tasks.doubt().has_value(), run <= 10);
      tasks.run_list_windows(DueList::by_feed);  // each once
    });
    EXPECT_EQ(listing(monday)->state, run <= 10 ? ListingState::waiting : ListingState::quiet)
        << run;
    EXPECT_THAT(tasks(), SizeIs(run <= 10 ? 1 : 0));
    EXPECT_THAT(asked(), SizeIs(1));
  }
}

TEST_F(FetchTasksTest, HeldWindowsAreLeftToTheEnd) {
  arxiv.then(200, page_of_one("2611.00001", "2026-11-16T15:00:00Z"))
      .then(200, page_of_one("2611.00002", "2026-10-30T15:00:00Z"));
  run_tasks([&](FetchTasks& tasks) {
    tasks.plan_lists(friday, friday, kLongOverlapDays);
    tasks.run_list_windows(DueList::by_feed);
    EXPECT_TRUE(listing(friday)) << "complete without what may have been held";
    EXPECT_TRUE(tasks.has_held_windows());
    tasks.run_held_windows();
    EXPECT_FALSE(tasks.has_held_windows());
  });
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("202611130000%20TO%20202611210000"),
                                   HasSubstr("202610210000%20TO%20202611130000")));
}

// Replaced versions of papers from long ago, which come by when they were submitted last.
class FollowTest : public FetchTasksTest {
 protected:
  static std::string replaced(const std::string& id, const std::string& updated) {
    return query_page({{id, "2026-01-05T10:00:00Z", updated}}, 300);
  }
  void be_followed_until(Time moment) {
    store::Store store = stored();
    store.transaction([&] { store.fetch_state().set_followed_until("cs.LG", moment); });
  }
  void follow() {
    run_tasks([](FetchTasks& tasks) { tasks.follow_replacements(); });
  }
};

TEST_F(FollowTest, AVersionThatModeratorsHeldForDaysIsFollowed) {
  be_followed_until(at(23, 6));
  arxiv.then(200, replaced("2601.00001", "2026-11-21T10:00:00Z"))
      .then(200, replaced("2601.00002", "2026-11-16T06:00:00Z"))
      .then(200, replaced("2601.00003", "2026-11-16T05:59:59Z"));
  follow();
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("&start=0&max_results=200"), HasSubstr("&start=200&"),
                                   HasSubstr("&start=400&")))
      << "as far as a week before versions were followed last";
  EXPECT_TRUE(stored().find(ArxivId::parse("2601.00003")));
}

TEST_F(FollowTest, NothingIsFollowedBeforeTheFirstList) {
  follow();
  EXPECT_THAT(asked(), IsEmpty());
}

TEST_F(FollowTest, AfterAClockThatWasAheadAMonthIsFollowed) {
  be_followed_until(at(24, 12) + hours(24 * 365));
  arxiv.then(200, replaced("2601.00001", "2026-10-20T10:00:00Z"))
      .then(200, replaced("2601.00002", "2026-10-18T11:00:00Z"));
  follow();
  EXPECT_THAT(asked(), SizeIs(2));
}

TEST_F(FollowTest, TheLastPageIsTheLast) {
  be_followed_until(at(23, 6));
  arxiv.then(200, query_page({{"2601.00001", "2026-01-05T10:00:00Z", "2026-11-23T10:00:00Z"}}));
  follow();
  EXPECT_THAT(asked(), SizeIs(1));
}

}  // namespace
}  // namespace papercup::app
