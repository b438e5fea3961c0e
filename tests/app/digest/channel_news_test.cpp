#include "app/digest/channel_news.hpp"

#include <gmock/gmock.h>

#include "app/app_fixture.hpp"

namespace papercup::app {
namespace {

using testing::ElementsAre;
using testing::Optional;

const Date kToday{2026, 11, 20};

// A channel that an earlier papercup moved, which kept no account of what it had considered.
class ChannelNewsTest : public AppTest {
 protected:
  void SetUp() override {
    write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG']\n");
    focus_ = load_focus((folder.path() / ".config/papercup/focus/rewards.toml").string()).value;
    focus_.stem = "rewards";
    be_on(20);
  }

  ChannelNews news() {
    const store::Store papers = context().open_store(store::OpenMode::read_only);
    const store::UserStore reader = context().open_user_store(store::OpenMode::read_only);
    return channel_news(papers, reader, "terminal", focus_, papers.last_arrival(), kToday);
  }

  void move_without_account(const store::Cursor& cursor) {
    store::UserStore reader = context().open_user_store(store::OpenMode::create);
    reader.move_channel("terminal", {.focus = "rewards", .cursor = cursor}, kToday);
  }

  store::Cursor cursor() { return context().open_store(store::OpenMode::read_only).last_arrival(); }

  static RecordedSection section(const std::string& focus, Date last_day) {
    RecordedSection section;
    section.focus = focus;
    section.window = {last_day - 1, last_day};
    return section;
  }

  ActiveFocus focus_;
};

TEST_F(ChannelNewsTest, AnAccountIsBegunOfCandidatesThatHadArrived) {
  store(paper("2608.90001", "Too old", "2026-08-20") + paper("2611.90002", "Had", "2026-11-19"));
  move_without_account(cursor());
  store(paper("2611.90003", "New", "2026-11-20"));
  const ChannelNews found = news();
  EXPECT_EQ(found.kind, ChannelNews::Kind::following);
  EXPECT_THAT(found.move.considered, ElementsAre(ArxivId::parse("2611.90002")));
  EXPECT_THAT(found.move.until, Optional(Date(2026, 11, 19)));
}

TEST_F(ChannelNewsTest, AnotherStoreIsReadFromTheLastDayOfTheFocusOwnSection) {
  store(paper("2611.90001", "Reward models", "2026-11-20"));
  move_without_account({.arrival = 1, .token = 77});
  DigestRecord shown{
      .channel = "terminal", .shown = Time{Date(2026, 11, 19).days()}, .day = Date(2026, 11, 19)};
  shown.sections = {section("comets", Date(2026, 11, 12)), section("rewards", Date(2026, 11, 16)),
                    section("others", Date(2026, 11, 17))};
  context().open_user_store(store::OpenMode::create).record(shown);
  const ChannelNews found = news();
  EXPECT_EQ(found.kind, ChannelNews::Kind::recovered);
  EXPECT_THAT(found.move.since, Optional(Date(2026, 11, 16)));
  ASSERT_TRUE(found.selection);
  EXPECT_THAT(found.selection->since, Optional(Date(2026, 11, 16)));
}

}  // namespace
}  // namespace papercup::app
