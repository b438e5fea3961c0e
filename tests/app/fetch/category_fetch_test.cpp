#include "app/fetch/category_fetch.hpp"

#include <gmock/gmock.h>

#include "app/fetch/fetch_fixture.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Fetches of cs.LG, from Tuesday, 24 November 2026.
class CategoryFetchTest : public FetchPartTest {
 protected:
  void SetUp() override {
    FetchPartTest::SetUp();
    arxiv.otherwise = [this](const net::HttpRequest& request) {
      const std::string& url = request.url;
      return net::HttpResponse{
          200, is_feed(url) ? listing_page(list_day, listed) : answer(url), {}, url};
    };
  }

  // By identifiers those that are listed and known, by window one paper of some days ago.
  std::string answer(const std::string& url) const {
    if (url.find("id_list=") == std::string::npos) return query_page(submitted);
    std::vector<ArxivPaper> found;
    for (const ArxivPaper& paper : known) {
      if (url.find(paper.id) != std::string::npos) found.push_back(paper);
    }
    return query_page(found);
  }

  void with_category(const std::function<void(CategoryFetch&)>& run) {
    work([&](const Context& context, store::Store& store, arxiv::Client& client) {
      CategoryFetch category(context, store, client, "cs.LG");
      run(category);
    });
  }
  FetchResult fetch_all(FetchPlan plan = {{"cs.LG"}}) {
    FetchResult last;
    work([&](const Context& context, store::Store& store, arxiv::Client& client) {
      fetch(context, store, client, plan, [&](const FetchResult& result) { last = result; });
    });
    return last;
  }
  std::vector<std::string> asked_windows() {
    std::vector<std::string> urls = asked();
    std::erase_if(urls, [](const std::string& url) { return !is_window(url); });
    return urls;
  }
  // The next day, whose list has one paper.
  void be_wednesday(const std::string& id) {
    clock.time += hours(24);
    list_day = "2026-11-25";
    listed = known = {{id, "2026-11-24T15:00:00Z"}};
  }

  std::string list_day = "2026-11-24";
  std::vector<ArxivPaper> listed = {{"2611.90001"}}, known = listed,
                          submitted = {{"2611.90003", "2026-11-19T10:00:00Z"}};
};

TEST_F(CategoryFetchTest, APaperThatArxivDoesNotKnowIsAskedForAgainAfterSixHours) {
  known.clear();
  with_category([](CategoryFetch& category) {
    category.take_list_of_day();
    category.complete_list();
  });
  EXPECT_THAT(asked(), Contains(HasSubstr("id_list=2611.90001")));
  const PreciseTime first = clock.time;
  const auto complete = [](CategoryFetch& category) { category.complete_list(); };
  clock.time = first + hours(5);
  with_category(complete);
  EXPECT_THAT(asked(), IsEmpty());
  clock.time = first + hours(6) + minutes(1);
  with_category(complete);
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("id_list=2611.90001")));
}

TEST_F(CategoryFetchTest, APaperThatIsKnownWholeIsNotAskedForAgain) {
  with_category([](CategoryFetch& category) {
    category.take_list_of_day();
    category.complete_list();
  });
  asked();
  with_category([](CategoryFetch& category) { category.complete_list(); });
  EXPECT_THAT(asked(), IsEmpty());
}

TEST_F(CategoryFetchTest, PapersAreAskedForInGroupsOfAHundred) {
  std::vector<ArxivId> ids;
  for (int i = 100; i < 301; ++i) ids.push_back(ArxivId::parse("2611.00" + std::to_string(i)));
  with_category([&](CategoryFetch& category) { category.take_papers(ids); });
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("max_results=100"), HasSubstr("max_results=100"),
                                   HasSubstr("id_list=2611.00300&max_results=1")));
}

TEST_F(CategoryFetchTest, TheListThatCameByItsFeedIsNotAskedForAgain) {
  fetch_all();
  asked();
  be_wednesday("2611.90011");
  EXPECT_EQ(fetch_all().list, Date(2026, 11, 25));
  EXPECT_THAT(asked_windows(), IsEmpty());
}

TEST_F(CategoryFetchTest, AListWhoseFeedIsLateIsAskedForByItsPapers) {
  fetch_all();
  asked();
  be_wednesday("2611.90011");
  list_day = "2026-11-24";
  fetch_all();
  EXPECT_THAT(asked_windows(), ElementsAre(HasSubstr("202611180000%20TO%20202611251200")));
  EXPECT_EQ(listing(Date(2026, 11, 25))->state, ListingState::waiting);
}

TEST_F(CategoryFetchTest, AListThatWasMissedIsAskedForAndTheNewestIsNot) {
  fetch_all();
  asked();
  be_wednesday("2611.90011");
  clock.time += hours(24);
  list_day = "2026-11-26";
  fetch_all();
  EXPECT_THAT(asked_windows(), Contains(HasSubstr("202611180000%20TO%20202611261200")));
  EXPECT_TRUE(is_complete(listing(Date(2026, 11, 25))->state));
  EXPECT_EQ(listing(Date(2026, 11, 26))->state, ListingState::fresh);
}

TEST_F(CategoryFetchTest, AGapInTheLedgerIsFilledIn) {
  const auto looked = [](unsigned day) { return Date(2026, 11, day).days() + hours(6); };
  have_list(Date(2026, 11, 19), ListingState::fresh, looked(19));
  have_list(Date(2026, 11, 20), ListingState::failed, looked(20));
  have_list(Date(2026, 11, 23), ListingState::fresh, looked(23));
  fetch_all();
  EXPECT_THAT(asked_windows(), Contains(HasSubstr("202611130000%20TO%20202611241200")));
  EXPECT_EQ(listing(Date(2026, 11, 20))->state, ListingState::fresh);
}

TEST_F(CategoryFetchTest, HeldPapersAreTakenAtTheEndOrByTheNextRun) {
  FetchPlan plan{{"cs.LG"}};
  plan.held = HeldPapers::later;
  fetch_all(plan);
  EXPECT_THAT(asked_windows(), SizeIs(1));
  EXPECT_TRUE(has_held_papers_to_fetch(stored(), {"cs.LG"}));
  clock.time += minutes(10);
  fetch_all(plan);
  EXPECT_THAT(asked_windows(), SizeIs(1)) << "a former run left them";
  EXPECT_FALSE(has_held_papers_to_fetch(stored(), {"cs.LG"}));
  EXPECT_FALSE(has_held_papers_to_fetch(stored(), {"cs.CL"}));
}

TEST_F(CategoryFetchTest, AHarvestBeginsADayBeforeTheFirstOfFiveLists) {
  fetch_all({.categories = {"cs.LG"}, .source = FetchSource::oai});
  EXPECT_THAT(asked(), Contains(HasSubstr("from=2026-11-17")));
}

TEST_F(CategoryFetchTest, AFailureIsWrittenIntoTheLedgerWithItsReason) {
  for (int i = 0; i < arxiv::Client::kAttempts; ++i) arxiv.then(500, "");
  EXPECT_TRUE(fetch_all().error);
  EXPECT_EQ(listing(Date(2026, 11, 24))->state, ListingState::failed);
  EXPECT_THAT(listing(Date(2026, 11, 24))->note, HasSubstr("status 500"));
}

TEST_F(CategoryFetchTest, AFailureAfterTheListIsCompleteDoesNotUndoIt) {
  fetch_all();
  clock.time += hours(1);
  for (int i = 0; i < arxiv::Client::kAttempts; ++i) arxiv.then(500, "");
  EXPECT_TRUE(fetch_all().error);
  EXPECT_EQ(listing(Date(2026, 11, 24))->state, ListingState::fresh);
}

// What is to be asked, by the store and the clock.
using DueFetchTest = CategoryFetchTest;

TEST_F(DueFetchTest, AWantedPaperThatArxivDoesNotKnowIsAskedForOnceADay) {
  const std::vector<ArxivId> wanted = {ArxivId::parse("2611.00002"), ArxivId::parse("2611.00001")};
  const Time now = context().now();
  EXPECT_EQ(papers_to_fetch(stored(), wanted, now), wanted);
  store::Store store = stored();
  store.transaction([&] { store.fetch_state().set_unknown(wanted[0], now); });
  EXPECT_THAT(papers_to_fetch(stored(), wanted, now + hours(23)), ElementsAre(wanted[1]));
  EXPECT_EQ(papers_to_fetch(stored(), wanted, now + hours(24) + minutes(1)), wanted);
  have_paper("2611.00001", std::nullopt);
  EXPECT_THAT(papers_to_fetch(stored(), wanted, now + hours(23)), IsEmpty());
}

TEST_F(DueFetchTest, AFetchIsDueIfOneOfItsCategoriesIs) {
  const Time now = context().now();
  FetchPlan plan{{"cs.LG"}};
  EXPECT_TRUE(is_fetch_due(stored(), plan, now)) << "never fetched";
  fetch_all();
  EXPECT_FALSE(is_fetch_due(stored(), plan, now));
  plan.categories = {"cs.CL", "cs.LG"};
  EXPECT_TRUE(is_fetch_due(stored(), plan, now));
}

TEST_F(DueFetchTest, ListsThatChannelsNeedAreAskedForEachHour) {
  have_list(Date(2026, 11, 24), ListingState::fresh, context().now());
  FetchPlan plan{{"cs.LG"}};
  const Time now = context().now();
  plan.channels_at = Date(2026, 11, 20);
  EXPECT_FALSE(is_fetch_due(stored(), plan, now + minutes(59)));
  EXPECT_TRUE(is_fetch_due(stored(), plan, now + hours(1)));
  plan.channels_at = Date(2026, 11, 24);
  EXPECT_FALSE(is_fetch_due(stored(), plan, now + hours(1))) << "the ledger begins with it";
}

TEST_F(DueFetchTest, ChannelsNeedTheListTheyStandAtAndAtMostSixtyDays) {
  FetchPlan plan{{"cs.LG"}};
  const Time now = context().now();
  EXPECT_EQ(first_list_for_channels(stored(), plan, now), std::nullopt);
  plan.channels_at = Date(2026, 11, 21);
  EXPECT_EQ(first_list_for_channels(stored(), plan, now), Date(2026, 11, 23)) << "after a weekend";
  plan.channels_at = Date(2026, 5, 1);
  EXPECT_EQ(first_list_for_channels(stored(), plan, now), Date(2026, 9, 25));
  plan.channels_at = Date(2026, 11, 25);
  EXPECT_EQ(first_list_for_channels(stored(), plan, now), std::nullopt);
}

TEST_F(DueFetchTest, MissingListsAreNotedFromThreeOn) {
  write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG']\n");
  fetch_all();
  const auto note = [&](int day) {
    be_on(day);
    note_missing_lists(context(), stored());
    return notes.size();
  };
  EXPECT_EQ(note(26), 0U);
  EXPECT_EQ(note(30), 1U);
  EXPECT_EQ(notes[0], "cs.LG: 3 LISTS ARE MISSING since Tue 24 Nov 2026: papercup fetch");
}

}  // namespace
}  // namespace papercup::app
