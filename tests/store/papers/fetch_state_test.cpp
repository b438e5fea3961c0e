#include "papercup/store/fetch_state.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "papercup/store/store.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::store {
namespace {

Time hour(int number) { return Time{std::chrono::hours(number)}; }

class FetchStateTest : public testing::Test {
 protected:
  support::TemporaryFolder folder;
  Store store{folder.path() / "papers.db", OpenMode::create};
  FetchState& state = store.fetch_state();
};

TEST_F(FetchStateTest, KeepsOneRecordADayAndItsCountsUntilOthersAreTold) {
  Listing record{"cs.LG", Date(2026, 11, 24), ListingState::stale, hour(1), std::nullopt, "late"};
  state.set_list(record);
  EXPECT_EQ(state.lists("cs.LG"), std::vector<Listing>{record});
  record = {"cs.LG", Date(2026, 11, 24), ListingState::fresh, hour(2), ListingCounts{3, 2, 1}};
  state.set_list(record);
  EXPECT_EQ(state.lists("cs.LG"), std::vector<Listing>{record});
  record.looked = hour(3);
  Listing without_counts = record;
  without_counts.counts.reset();
  state.set_list(without_counts);
  EXPECT_EQ(state.lists("cs.LG"), std::vector<Listing>{record});
  state.set_list({"cs.CL", Date(2026, 11, 23), ListingState::quiet, hour(1)});
  EXPECT_EQ(state.categories(), (std::vector<std::string>{"cs.CL", "cs.LG"}));
}

TEST_F(FetchStateTest, KeepsTasksUntilTheyAreRemoved) {
  FetchTask task{FetchTask::Kind::window, "cs.LG", hour(1), hour(9)};
  task.first_list = Date(2026, 11, 23);
  task.last_list = Date(2026, 11, 24);
  state.set_task(task);
  task.received = 400;
  task.failures = 1;
  task.total = 900;
  state.set_task(task);
  FetchTask harvest{FetchTask::Kind::harvest, "cs.LG", hour(1), hour(9)};
  harvest.token = "page 2";
  state.set_task(harvest);
  const std::vector<FetchTask> tasks = state.tasks("cs.LG");
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].received, 400);
  EXPECT_EQ(tasks[0].failures, 1);
  EXPECT_EQ(tasks[0].total, 900);
  EXPECT_EQ(tasks[0].first_list, Date(2026, 11, 23));
  EXPECT_EQ(tasks[1].token, "page 2");
  EXPECT_EQ(tasks[1].first_list, std::nullopt);
  state.remove_task(task);
  EXPECT_EQ(state.tasks("cs.LG").size(), 1u);
  EXPECT_TRUE(state.tasks("cs.CL").empty());
}

TEST_F(FetchStateTest, KeepsTagsAndHowFarReplacementsWereFollowed) {
  EXPECT_EQ(state.feed_tag("cs.LG"), "");
  EXPECT_EQ(state.followed_until("cs.LG"), std::nullopt);
  state.set_followed_until("cs.LG", hour(5));
  state.set_feed_tag("cs.LG", "\"abc\"");
  state.set_followed_until("cs.LG", hour(6));
  EXPECT_EQ(state.feed_tag("cs.LG"), "\"abc\"");
  EXPECT_EQ(state.followed_until("cs.LG"), hour(6));
}

TEST_F(FetchStateTest, RemembersWhatArxivDidNotKnow) {
  const ArxivId id = ArxivId::parse("2611.95555");
  const auto unknown = [&](int now) {
    return state.unknown_within(std::chrono::hours(2), hour(now));
  };
  state.set_unknown(id, hour(3));
  EXPECT_EQ(unknown(3), std::vector<ArxivId>{id});
  EXPECT_EQ(unknown(5), std::vector<ArxivId>{id});
  EXPECT_TRUE(unknown(6).empty());
  EXPECT_TRUE(unknown(2).empty()) << "the clock was ahead when arXiv was asked";
  state.set_unknown(id, hour(6));
  EXPECT_EQ(unknown(6), std::vector<ArxivId>{id});
}

TEST_F(FetchStateTest, KnowsTheFileOfABrokenOffImportAgainWhileItIsTheSame) {
  EXPECT_EQ(state.imported_entries("/a", "as it is"), 0);
  state.set_imported_entries("/a", "as it is", 10'000);
  state.set_imported_entries("/a", "as it is", 20'000);
  EXPECT_EQ(state.imported_entries("/a", "as it is"), 20'000);
  EXPECT_EQ(state.imported_entries("/a", "another"), 0);
  EXPECT_EQ(state.imported_entries("/b", "as it is"), 0);
  state.forget_import("/a");
  EXPECT_EQ(state.imported_entries("/a", "as it is"), 0);
}

TEST_F(FetchStateTest, TakesPartInTheStoresTransactions) {
  EXPECT_THROW(store.transaction([&] {
    state.set_feed_tag("cs.LG", "x");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(state.feed_tag("cs.LG"), "");
}

}  // namespace
}  // namespace papercup::store
