#include "papercup/app/digest_session.hpp"

#include <numeric>

#include <gmock/gmock.h>

#include "app/digest/digest_session_fixture.hpp"
#include "papercup/app/status.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using digest::Occasion;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST_F(DigestSessionTest, ShowsWhatIsNewOnceAndThenAgain) {
  const digest::Digest first = decide(request());
  EXPECT_EQ(first.occasion, Occasion::first);
  EXPECT_THAT(papers(first), ElementsAre("2611.90001"));
  EXPECT_TRUE(first.counts_as_shown);

  const digest::Digest again = decide(request());
  EXPECT_EQ(again.occasion, Occasion::again);
  EXPECT_THAT(papers(again), ElementsAre("2611.90001"));
  EXPECT_EQ(again.shown, clock.now());
  EXPECT_DOUBLE_EQ(again.minutes, first.minutes);
  EXPECT_GT(again.minutes, 0);

  store(paper("2611.90002", "Reward hacking", "2026-11-24"));
  const digest::Digest next = decide(request());
  EXPECT_EQ(next.occasion, Occasion::current);
  EXPECT_THAT(papers(next), ElementsAre("2611.90002"));
  EXPECT_EQ(next.sections.at(0).window, (Window{Date(2026, 11, 24), Date(2026, 11, 24)}));
}

TEST_F(DigestSessionTest, StatusCountsWhatWasSavedOfADigest) {
  store(paper("2611.90002", "Comets", "2026-11-23"));
  decide(request());
  EXPECT_EQ(current_status(context()).report.foci.at(0).saved, 0);
  run({"save", "2611.90001"});
  run({"save", "2611.90002"});
  EXPECT_EQ(current_status(context()).report.foci.at(0).saved, 1) << "one was not shown";
}

TEST_F(DigestSessionTest, ShowsAgainWhatWasNotRemembered) {
  const Context world = context();
  DigestSession session(world, request());
  session.decide();
  EXPECT_THAT(papers(session.digest()), ElementsAre("2611.90001"));
  EXPECT_EQ(decide(request()).occasion, Occasion::first);
}

TEST_F(DigestSessionTest, AGlanceMovesNothing) {
  EXPECT_FALSE(decide(request(Trace::glance)).counts_as_shown);
  EXPECT_EQ(decide(request(Trace::none)).occasion, Occasion::first);
  EXPECT_EQ(decide(request()).occasion, Occasion::first);
}

TEST_F(DigestSessionTest, KeepsOneChannelApartFromAnother) {
  decide(request());
  DigestRequest script = request();
  script.channel = "script";
  EXPECT_EQ(decide(script).occasion, Occasion::first);
}

TEST_F(DigestSessionTest, ShowsAPastDayAsItWasShown) {
  decide(request());
  store(paper("2611.90003", "Reward reward reward", "2026-11-23"));
  be_on(26);
  DigestRequest past = request(Trace::glance);
  past.as_of = Date(2026, 11, 24);
  const digest::Digest shown = decide(past);
  EXPECT_EQ(shown.occasion, Occasion::past);
  EXPECT_THAT(papers(shown), ElementsAre("2611.90001"));
  EXPECT_THAT(shown.lists, IsEmpty()) << "what was missing then is not known";

  past.top = 5;
  EXPECT_EQ(decide(past).occasion, Occasion::rebuilt);
  past.top.reset();
  past.minutes = 30;
  EXPECT_EQ(decide(past).occasion, Occasion::rebuilt);
  past.minutes.reset();
  past.as_of = Date(2026, 11, 23);
  EXPECT_EQ(decide(past).occasion, Occasion::rebuilt) << "nothing was shown on that day";
}

TEST_F(DigestSessionTest, ShowsTheBestByTopWhateverTheirFocus) {
  write_focus("tea", "about = 'tea'\ncategories = ['hep-th']\n");
  std::string tea = paper("2611.90002", "Tea", "2026-11-23");
  // The best of three papers stands higher than the best of one.
  store(tea.replace(tea.find("cs.LG"), 5, "hep-th") +
        paper("2611.90003", "Reward hacking", "2026-11-23") +
        paper("2611.90004", "Models of comets", "2026-11-23"));
  DigestRequest top = request(Trace::glance);
  top.top = 2;
  const digest::Digest shown = decide(top);
  EXPECT_THAT(papers(shown), SizeIs(2));
  EXPECT_THAT(papers(shown), Not(Contains("2611.90002")));
}

TEST_F(DigestSessionTest, MeansTheLastDaysByTopIfNothingIsNew) {
  store(paper("2611.90002", "Reward hacking", "2026-11-23"));
  decide(request());
  DigestRequest top = request(Trace::moves);
  top.top = 1;
  const digest::Digest shown = decide(top);
  EXPECT_THAT(papers(shown), SizeIs(1));
  EXPECT_EQ(shown.sections.at(0).considered, 2u);
}

TEST_F(DigestSessionTest, WaitsForAReadingDay) {
  decide(request());
  configure("[digest]\ndays = ['Wed']\n");
  store(paper("2611.90002", "Reward hacking", "2026-11-24"));
  const digest::Digest waiting = decide(request());
  EXPECT_EQ(waiting.occasion, Occasion::past);
  EXPECT_THAT(papers(waiting), ElementsAre("2611.90001"));
  EXPECT_THAT(waiting.notice, HasSubstr("Tue is none of your reading days"));

  EXPECT_THAT(papers(decide(request(Trace::none))), ElementsAre("2611.90002"))
      << "what leaves no trace takes nothing from the reading day";
  DigestRequest top = request(Trace::glance);
  top.top = 3;
  EXPECT_THAT(papers(decide(top)), ElementsAre("2611.90002")) << "so many papers are asked for";
  be_on(25);
  EXPECT_THAT(papers(decide(request())), ElementsAre("2611.90002"));
}

TEST_F(DigestSessionTest, SaysWhyThereIsNothing) {
  write_focus("rewards", "about = 'reward models'\ncategories = ['math.CO']\n");
  EXPECT_THAT(decide(request()).sections, IsEmpty());
  EXPECT_EQ(reason, "Nothing to read: no stored paper of this focus's categories was announced.");
  DigestRequest days = request(Trace::glance);
  days.since = Date(2026, 11, 24);
  write_focus("rewards", "about = 'reward models'\n");
  decide(days);
  EXPECT_EQ(reason, "Nothing to read: no stored paper was announced on or after Tue 24 Nov 2026.");
  days.until = days.since;
  decide(days);
  EXPECT_EQ(reason, "Nothing to read: no stored paper was announced on Tue 24 Nov 2026.");
  days.until = Date(2026, 11, 25);
  decide(days);
  EXPECT_EQ(reason,
            "Nothing to read: no stored paper was announced from Tue 24 Nov 2026 to Wed 25 Nov "
            "2026.");
  decide(request());
  EXPECT_EQ(reason, "");
}

TEST_F(DigestSessionTest, TellsNewsOfTheReadersPapersOnce) {
  ASSERT_EQ(run({"save", "2611.90001"}).code, 0);
  decide(request());
  store(R"({"id": "2611.90001", "title": "Reward models", "abstract": "An abstract.",)"
        R"( "authors": ["Ada Byron"], "categories": ["cs.LG"], "announced": "2026-11-23",)"
        R"( "version": 2, "updated": "2026-11-25T10:00:00Z", "comment": "Withdrawn by the author"})"
        "\n");
  be_on(25);
  DigestRequest untold = request();
  untold.has_news = false;
  EXPECT_THAT(decide(untold).news, IsEmpty());
  EXPECT_THAT(decide(request(Trace::glance)).news, SizeIs(1));
  const digest::Digest told = decide(request());
  ASSERT_THAT(told.news, SizeIs(1));
  EXPECT_EQ(told.occasion, Occasion::again);
  EXPECT_THAT(decide(request()).news, IsEmpty());
}

TEST_F(DigestSessionTest, ShowsNewsAgainAsTheyWereTold) {
  const auto version = [this](const std::string& number, const std::string& day) {
    store(R"({"id": "2611.90001", "title": "Reward models", "abstract": "An abstract.",)"
          R"( "authors": ["Ada Byron"], "categories": ["cs.LG"], "announced": "2026-11-23",)"
          R"( "version": )" +
          number + R"(, "updated": "2026-11-)" + day + "T10:00:00Z\"}\n");
    store(paper("2611.9001" + number, "Reward hacking " + number, "2026-11-" + day));
  };
  version("1", "24");
  ASSERT_EQ(run({"save", "2611.90001"}).code, 0);
  decide(request());
  version("2", "25");
  be_on(25);
  EXPECT_THAT(decide(request()).news, SizeIs(1));
  version("3", "26");
  be_on(26);
  DigestRequest past = request(Trace::glance);
  past.as_of = Date(2026, 11, 25);
  const digest::Digest shown = decide(past);
  EXPECT_EQ(shown.occasion, Occasion::past);
  ASSERT_THAT(shown.news, SizeIs(1));
  EXPECT_EQ(shown.news.front().paper.version, 2);
}

TEST_F(DigestSessionTest, TheFirstDigestHasTheSevenDaysUpToTheLastList) {
  store(paper("2611.90002", "Reward hacking", "2026-11-17"));
  store(paper("2611.90003", "Models of tea", "2026-11-16"));
  be_on(26);
  const digest::Section section = decide(request()).sections.at(0);
  EXPECT_EQ(section.considered, 2u) << "the last list is of the 23rd";
  EXPECT_EQ(section.window, (Window{Date(2026, 11, 17), Date(2026, 11, 23)}));
}

TEST_F(DigestSessionTest, TheDaysBeginAfterThoseOfTheFormerDigest) {
  decide(request());
  store(paper("2611.90002", "Reward hacking", "2026-11-20"));
  store(paper("2611.90003", "Models of tea", "2026-11-26"));
  be_on(26);
  const digest::Section section = decide(request()).sections.at(0);
  EXPECT_EQ(section.considered, 2u);
  EXPECT_EQ(section.window, (Window{Date(2026, 11, 24), Date(2026, 11, 26)}));
}

TEST_F(DigestSessionTest, APaperThatComesSixtyDaysLateIsNews) {
  decide(request());
  store(paper("2611.90002", "Reward hacking", "2026-11-24"));
  store(paper("2611.90003", "Models of tea", "2026-09-25"));
  store(paper("2611.90004", "Models of cups", "2026-09-24"));
  EXPECT_EQ(decide(request()).sections.at(0).considered, 2u) << "one is of 61 days ago";
}

TEST_F(DigestSessionTest, PapersFromBeforeTheFirstListAreNoNews) {
  keep_list(Date(2026, 11, 23));
  decide(request());
  keep_list(Date(2026, 11, 24));
  store(paper("2611.90002", "Held by a moderator", "2026-11-22"));
  store(paper("2611.90003", "Reward hacking", "2026-11-23"));
  store(paper("2611.90004", "Models of tea", "2026-11-24"));
  EXPECT_EQ(decide(request()).sections.at(0).considered, 2u);
}

TEST_F(DigestSessionTest, PapersFromBeforeTheFirstListOfANewerStoreAreNews) {
  decide(request());
  keep_list(Date(2026, 11, 24));
  store(paper("2611.90002", "Reward hacking", "2026-11-22"));
  store(paper("2611.90003", "Models of tea", "2026-11-24"));
  store(paper("2611.90004", "Models of cups", "2026-11-16"));
  EXPECT_EQ(decide(request()).sections.at(0).considered, 2u)
      << "the channel began on the 17th, before the ledger did";
}

TEST_F(DigestSessionTest, ShowsAPaperOfTwoFociOnce) {
  write_focus("others", "about = 'reward models'\ncategories = ['cs.LG']\n");
  const digest::Digest shown = decide(request());
  EXPECT_THAT(papers(shown), ElementsAre("2611.90001"));
  ASSERT_THAT(shown.sections, SizeIs(2));
  EXPECT_EQ(shown.sections[0].shown_elsewhere + shown.sections[1].shown_elsewhere, 1u);
}

TEST_F(DigestSessionTest, ShowsAgainOnlyWhatIsOfTheFociAskedFor) {
  write_focus("others", "about = 'reward models'\ncategories = ['cs.LG']\n");
  write_focus("tea", "about = 'tea'\ncategories = ['hep-th']\n");
  std::string tea = paper("2611.90002", "Tea", "2026-11-23");
  store(tea.replace(tea.find("cs.LG"), 5, "hep-th"));
  EXPECT_THAT(papers(decide(request())), SizeIs(2));
  DigestRequest one = request();
  one.foci = {"tea"};
  EXPECT_THAT(papers(decide(one)), ElementsAre("2611.90002"));
  one.foci = {"rewards"};
  EXPECT_THAT(decide(one).sections, IsEmpty()) << "the other focus showed its paper";
  EXPECT_EQ(reason, "Nothing to read: nothing new has come since the digest of Tue 24 Nov 2026.");
  one.as_of = Date(2026, 11, 24);
  EXPECT_EQ(decide(one).occasion, Occasion::rebuilt);
  one.foci.clear();
  EXPECT_EQ(decide(one).occasion, Occasion::past);
}

TEST_F(DigestSessionTest, ShowsAgainWhatItShowedInEveryParticular) {
  std::string twin = paper("2611.90002", "Reward models", "2026-11-22");
  store(twin + paper("2611.90003", "Models of tea", "2026-11-23"));
  const digest::Digest first = decide(request());
  const digest::Digest again = decide(request());
  ASSERT_EQ(again.occasion, Occasion::again);
  EXPECT_DOUBLE_EQ(again.minutes, first.minutes);
  ASSERT_THAT(again.sections, SizeIs(1));
  const digest::Section& before = first.sections.at(0);
  const digest::Section& after = again.sections.at(0);
  EXPECT_EQ(static_cast<const SectionFacts&>(after), static_cast<const SectionFacts&>(before));
  ASSERT_EQ(after.papers.size(), before.papers.size());
  std::size_t relatives = 0;
  for (std::size_t i = 0; i < before.papers.size(); ++i) {
    EXPECT_EQ(after.papers[i].paper, before.papers[i].paper);
    EXPECT_EQ(after.papers[i].rank, static_cast<int>(i) + 1);
    EXPECT_DOUBLE_EQ(after.papers[i].score.value, before.papers[i].score.value);
    EXPECT_EQ(after.papers[i].score.why.size(), before.papers[i].score.why.size());
    EXPECT_EQ(after.papers[i].percentile, before.papers[i].percentile);
    EXPECT_EQ(after.papers[i].near_duplicates, before.papers[i].near_duplicates);
    relatives += before.papers[i].near_duplicates.size();
  }
  EXPECT_EQ(relatives, 1u);
}

TEST_F(DigestSessionTest, SaysNoTimeThatIsStillToCome) {
  be_on(25);
  decide(request());
  be_on(24);
  const digest::Digest again = decide(request());
  EXPECT_EQ(again.occasion, Occasion::again);
  EXPECT_EQ(again.shown, std::nullopt);
  EXPECT_EQ(again.made, Date(2026, 11, 24));
}

TEST_F(DigestSessionTest, NamesTheNextListUnlessDaysAreAskedFor) {
  EXPECT_TRUE(decide(request()).next_list.has_value());
  EXPECT_TRUE(decide(request()).next_list.has_value()) << "shown again";
  DigestRequest days = request(Trace::glance);
  days.since = Date(2026, 11, 20);
  EXPECT_FALSE(decide(days).next_list.has_value());
}

TEST_F(DigestSessionTest, DrawsAPaperFromBelowTheLineForTenLikes) {
  configure("[digest]\nper_day = 4\n");  // of 13 papers on 3 days, 12 are above the line
  std::string comets = paper("2611.90002", "Comets", "2026-11-24");
  comets.replace(comets.find("An abstract."), 12, "Ice.");
  comets.replace(comets.find("Ada Byron"), 9, "Carl Dahl");
  store(paper("2611.90003", "Reward models again", "2026-11-24") + comets);
  std::vector<std::string> likes;
  for (int i = 0; i < 10; ++i) {
    const std::string id = "2610.9" + std::to_string(1000 + i);
    store(paper(id, "Reward models " + std::to_string(i), "2026-11-01"));
    likes.push_back("'" + id + "', ");
  }
  const auto explored = [&](std::ptrdiff_t count) {
    const std::string listed = std::accumulate(likes.begin(), likes.begin() + count, std::string());
    write_focus("rewards",
                "about = 'reward models'\ncategories = ['cs.LG']\nlikes = [" + listed + "]\n");
    DigestRequest today = request(Trace::glance);
    today.since = Date(2026, 11, 24);
    const digest::Digest shown = decide(today);
    EXPECT_THAT(papers(shown), ElementsAre("2611.90003"));
    return shown.sections.at(0).exploration;
  };
  EXPECT_FALSE(explored(9));
  const auto drawn = explored(10);
  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->paper.id.to_string(), "2611.90002");
  EXPECT_EQ(drawn->rank, 2);
}

TEST_F(DigestSessionTest, CountsTheSevenDaysUpToAFriday) {
  store(paper("2611.90002", "Comets: a replication study", "2026-11-13") +
        paper("2611.90003", "Tea: a replication study", "2026-11-14") +
        paper("2611.90004", "Cups: a replication study", "2026-11-20"));
  std::string other = paper("2611.90005", "Saucers: a replication study", "2026-11-20");
  store(other.replace(other.find("cs.LG"), 5, "hep-th"));
  be_on(19);
  EXPECT_EQ(decide(request(Trace::none)).week, std::nullopt);
  be_on(20);
  EXPECT_EQ(decide(request(Trace::none)).week,
            (WeekCount{Date(2026, 11, 14), Date(2026, 11, 20), 2, 0}));
}

TEST_F(DigestSessionTest, CountsNothingInAWeekOfWhichNoPaperIsStored) {
  std::string other = paper("2612.90001", "Saucers: a replication study", "2026-12-03");
  store(other.replace(other.find("cs.LG"), 5, "hep-th"));
  be_on(34);  // the fourth of December
  EXPECT_EQ(decide(request(Trace::none)).week, std::nullopt);
  store(paper("2612.90002", "Cups", "2026-12-03"));
  EXPECT_EQ(decide(request(Trace::none)).week,
            (WeekCount{Date(2026, 11, 28), Date(2026, 12, 4), 0, 0}));
}

TEST_F(DigestSessionTest, TellsWithdrawalsBeforeOtherNews) {
  const auto version = [this](const std::string& id, int number, const std::string& comment) {
    store(R"({"id": ")" + id +
          R"(", "title": "Reward models", "abstract": "An abstract.",)"
          R"( "authors": ["Ada Byron"], "categories": ["cs.LG"], "announced": "2026-11-23",)"
          R"( "version": )" +
          std::to_string(number) + R"(, "comment": ")" + comment + "\"}\n");
  };
  version("2611.90001", 1, "");
  version("2611.90002", 1, "");
  ASSERT_EQ(run({"save", "2611.90001", "2611.90002"}).code, 0);
  decide(request());
  version("2611.90001", 2, "one more table");
  version("2611.90002", 2, "Withdrawn by the author");
  be_on(25);
  std::vector<NewsKind> kinds;
  for (const digest::News& news : decide(request()).news) kinds.push_back(news.kind);
  EXPECT_THAT(kinds, ElementsAre(NewsKind::withdrawn, NewsKind::replaced));
}

TEST_F(DigestSessionTest, RanksForAFileWithoutMarksAndTraces) {
  ASSERT_EQ(run({"like", "2611.90001"}).code, 0);
  DigestRequest file = request(Trace::none);
  file.focus_file = focus("name = 'Other'\nabout = 'reward'\n");
  const digest::Digest shown = decide(file);
  EXPECT_THAT(papers(shown), ElementsAre("2611.90001")) << "it was judged for another focus";
  EXPECT_THAT(shown.command, StartsWith("papercup digest --focus-file "));
}

TEST_F(DigestSessionTest, CountsPapersADayOfEachSection) {
  const Context world = context();
  DigestSession session(world, request());
  session.decide();
  ASSERT_THAT(session.days(), SizeIs(1));
  EXPECT_THAT(session.days().front(), SizeIs(1));
  session.remember();
  DigestSession again(world, request());
  again.decide();
  EXPECT_EQ(again.digest().occasion, Occasion::again);
  EXPECT_THAT(again.days().at(0), SizeIs(1)) << "ranked by a model that was trained anew";
}

TEST_F(DigestSessionTest, RefusesAFocusThatIsNotThere) {
  DigestRequest other = request();
  other.foci = {"comets"};
  EXPECT_THROW(decide(other), Error);
}

}  // namespace
}  // namespace papercup::app
