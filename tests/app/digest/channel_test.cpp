#include <filesystem>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ChannelTest : public cli::CliTest {
 protected:
  void SetUp() override {
    terminal.output_is_terminal = true;
    variables["NO_COLOR"] = "1";
    write_focus("rewards", "about = 'reward models'\ncategories = ['cs.LG']\n");
  }

  void write_focus(const std::string& stem, const std::string& text) {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/" + stem + ".toml", text);
  }

  void be_on(int day) {
    clock.time = Time{Date(2026, 11, 1).days()} + std::chrono::hours(24 * (day - 1) + 12);
  }

  // A paper of the focus, announced on a day of November; each by somebody else, since papers by
  // one author that are as alike as these stand under one of them.
  static std::string rewarding(int number, int day) {
    std::string line =
        paper("2611.9" + std::to_string(1000 + number),
              "Reward models, no. " + std::to_string(number), "2026-11-" + std::to_string(day));
    const std::string author = "Ada Byron";
    return line.replace(line.find(author), author.size(), author + std::to_string(number));
  }

  std::string digest(std::vector<std::string> more = {}) {
    more.insert(more.begin(), "digest");
    const Outcome outcome = run(more);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
};

TEST_F(ChannelTest, ShowsEveryPaperOnceAndThenTheLastDigestAgain) {
  be_on(23);
  store(rewarding(1, 23));
  EXPECT_THAT(digest(), AllOf(HasSubstr("Your first digest"), HasSubstr("Reward models, no. 1")));
  EXPECT_THAT(digest(),
              AllOf(HasSubstr("Nothing new since Mon 23 Nov 12:00; shown again."),
                    HasSubstr("Reward models, no. 1"), HasSubstr("next list Tue 24 Nov")));
  be_on(24);
  store(rewarding(2, 24) + rewarding(3, 24));
  EXPECT_THAT(digest(), AllOf(HasSubstr("Reward models, no. 2"), HasSubstr("Reward models, no. 3"),
                              Not(HasSubstr("Reward models, no. 1")), HasSubstr("2 of 2")));
}

TEST_F(ChannelTest, ASecondFocusHasAFirstDigestOfItsOwn) {
  be_on(23);
  store(rewarding(1, 23));
  digest();
  write_focus("others", "about = 'reward models'\ncategories = ['cs.LG']\n");
  be_on(24);
  store(rewarding(2, 24) + rewarding(3, 24));
  const std::string text = digest();
  EXPECT_THAT(text, AllOf(Not(HasSubstr("Your first digest")),
                          HasSubstr("The first digest of this focus")));
}

TEST_F(ChannelTest, TheFirstDigestNamesOnlyLikesThatAreStored) {
  write_focus("rewards",
              "likes = ['2611.91001', '2611.95555', '2611.95556']\n"
              "categories = ['cs.LG']\n");
  be_on(23);
  store(rewarding(1, 20) + rewarding(2, 23));
  EXPECT_THAT(digest(), HasSubstr("ranked by 1 like."));
}

TEST_F(ChannelTest, AFocusThatSaysNothingIsNotSaidToBeRanked) {
  write_focus("rewards", "likes = ['2611.95555']\ncategories = ['cs.LG']\n");
  be_on(23);
  store(rewarding(1, 23));
  EXPECT_THAT(digest(), AllOf(Not(HasSubstr("ranked by")), HasSubstr("Not ranked: ")));
}

TEST_F(ChannelTest, APaperThatComesLateIsShown) {
  be_on(23);
  store(rewarding(1, 23));
  digest();
  be_on(24);
  store(rewarding(2, 10));
  EXPECT_THAT(digest(), HasSubstr("Reward models, no. 2"));
}

TEST_F(ChannelTest, AReplacementIsNoNews) {
  be_on(23);
  store(rewarding(1, 23));
  digest();
  std::string replaced = rewarding(1, 23);
  replaced.replace(replaced.find("An abstract."), 12, "A new abstract.");
  store(replaced);
  EXPECT_THAT(digest(), HasSubstr("shown again"));
}

TEST_F(ChannelTest, PeekingLeavesNoTraceButRanksCanBeNamed) {
  be_on(23);
  store(rewarding(1, 23));
  EXPECT_THAT(digest({"--peek"}), HasSubstr("Your first digest"));
  EXPECT_THAT(digest({"--peek"}), HasSubstr("Your first digest"));
  EXPECT_THAT(run({"save", "1"}).out, HasSubstr("saved 2611.91001"));
  EXPECT_THAT(digest(), HasSubstr("Your first digest"));
}

TEST_F(ChannelTest, WhatWasJudgedIsNoNews) {
  be_on(23);
  store(rewarding(1, 23) + rewarding(2, 23));
  run({"like", "2611.91001"});
  EXPECT_THAT(digest({"--peek"}),
              AllOf(HasSubstr("Reward models, no. 2"), Not(HasSubstr("Reward models, no. 1"))));
  run({"done", "2611.91002"});
  EXPECT_THAT(digest({"--peek"}), HasSubstr("that\nyou have not judged"));
}

TEST_F(ChannelTest, APipeLeavesNoTraceUnlessItNamesAChannel) {
  be_on(23);
  store(rewarding(1, 23));
  terminal.output_is_terminal = false;
  EXPECT_EQ(digest({"--format", "ids"}), "2611.91001\n");
  EXPECT_EQ(digest({"--format", "ids"}), "2611.91001\n");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data/reader.db"));
  EXPECT_EQ(digest({"--channel", "script", "--format", "ids"}), "2611.91001\n");
  store(rewarding(2, 23));
  EXPECT_EQ(digest({"--channel", "script", "--format", "ids"}), "2611.91002\n");
  EXPECT_THAT(digest({"--format", "ids"}), AllOf(HasSubstr("2611.91001"), HasSubstr("2611.91002")))
      << "the terminal's own channel";
}

TEST_F(ChannelTest, APastDayIsShownAsItWas) {
  be_on(23);
  store(rewarding(1, 23));
  const std::string shown = digest();
  be_on(24);
  store(rewarding(2, 23) + rewarding(3, 24));
  digest();
  EXPECT_THAT(digest({"--as-of", "2026-11-23"}),
              AllOf(HasSubstr("As shown on Mon 23 Nov 12:00."), HasSubstr("Reward models, no. 1"),
                    Not(HasSubstr("Reward models, no. 2"))));
  EXPECT_THAT(digest({"--as-of", "2026-11-22", "--since", "2026-11-01"}),
              HasSubstr("no stored paper"));
}

TEST_F(ChannelTest, ADigestStatesTheRankerThatRankedIt) {
  be_on(23);
  store(rewarding(1, 23));
  folder.write(".config/papercup/config.toml", "[digest]\nranker = 'centroid'\n");
  const std::vector<std::string> arguments = {"--channel", "script", "--format", "jsonl"};
  EXPECT_THAT(digest(arguments), HasSubstr(R"("ranker":"centroid/4")"));
  EXPECT_THAT(run({"why", "2611.91001"}).out, HasSubstr("ranker centroid/4"));
  folder.write(".config/papercup/config.toml", "");
  EXPECT_THAT(digest(arguments), HasSubstr(R"("ranker":"centroid/4")")) << "the same digest again";
  EXPECT_THAT(digest({"--format", "jsonl"}), Not(HasSubstr("centroid")));
}

TEST_F(ChannelTest, AQuietDaySaysSo) {
  be_on(23);
  store(rewarding(1, 23));
  digest();
  be_on(24);
  store(paper("2611.92001", "Comets", "2026-11-24"));
  EXPECT_THAT(digest(), HasSubstr("0 of 1 reached your line. Nothing to read today"));
}

TEST_F(ChannelTest, RanksRunOnThroughTheFoci) {
  write_focus("comets", "about = 'comets'\ncategories = ['cs.LG']\n");
  be_on(23);
  store(rewarding(1, 23) + rewarding(2, 23) + paper("2611.92001", "Comets", "2026-11-23"));
  const std::string shown = digest();
  EXPECT_THAT(shown, AllOf(HasSubstr("comets · "), HasSubstr("rewards · "), HasSubstr(" 1  Comets"),
                           HasSubstr(" 3  Reward models")));
  EXPECT_THAT(run({"like", "1", "3"}).out,
              "liked 2611.92001 for comets  Comets\n"
              "liked 2611.91001 for rewards  Reward models, no. 1\n");
}

TEST_F(ChannelTest, OneFocusMovesTheChannelForItselfAlone) {
  write_focus("comets", "about = 'comets'\ncategories = ['cs.LG']\n");
  be_on(23);
  store(rewarding(1, 23) + paper("2611.92001", "Comets", "2026-11-23"));
  EXPECT_THAT(digest({"--focus", "rewards"}), Not(HasSubstr("Comets")));
  EXPECT_THAT(digest({"--focus", "comets"}), HasSubstr("Comets"));
}

TEST_F(ChannelTest, HistoryCountsAPaperOnceAndOnlyWhereItWasRead) {
  be_on(23);
  store(rewarding(1, 23) + rewarding(2, 23) + paper("2611.92001", "Comets", "2026-11-20"));
  digest({"--channel", "script"});
  digest({"--peek"});
  EXPECT_THAT(run({"status", "--history"}).out, HasSubstr("no digest was shown"));
  digest();
  digest({"--channel", "mail"});
  run({"like", "1"});
  run({"dislike", "2"});
  run({"save", "2"});
  run({"unmark", "2", "--only", "save"});
  const std::string json = run({"status", "--history", "--format", "json"}).out;
  EXPECT_THAT(json, HasSubstr(R"({"monday":"2026-11-23","shown":2,"minutes":0.7,"likes":1,)"
                              R"("dislikes":1,"saved":0,"done":0})"));
  EXPECT_THAT(json, AllOf(HasSubstr(R"({"day":"2026-11-20","papers":1})"),
                          HasSubstr(R"({"day":"2026-11-23","papers":2})")));
  EXPECT_THAT(json,
              HasSubstr(R"({"one_in_from":1,"one_in_to":9,"shown":2,"liked":1,"disliked":1})"));
  EXPECT_EQ(run({"status", "--history", "--check"}).code, 2);
}

TEST_F(ChannelTest, ABrokenFocusStopsOnlyItself) {
  write_focus("broken", "about = \n");
  be_on(23);
  store(rewarding(1, 23));
  const Outcome outcome = run({"digest"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("broken.toml:1"));
  EXPECT_THAT(outcome.out, HasSubstr("Reward models, no. 1"));
  EXPECT_EQ(run({"digest", "--focus", "broken"}).code, 2);
}

TEST_F(ChannelTest, WhatIsNewWaitsForAReadingDay) {
  folder.write(".config/papercup/config.toml", "[digest]\ndays = [\"Mon\"]\n");
  be_on(17);  // a Tuesday
  store(rewarding(1, 17));
  EXPECT_THAT(digest(), HasSubstr("no. 1")) << "the first digest is shown on any day";
  store(rewarding(2, 18));
  be_on(18);
  EXPECT_THAT(digest(), AllOf(HasSubstr("Wed is none of your reading days; what is new waits."),
                              HasSubstr("no. 1"), Not(HasSubstr("no. 2"))));
  EXPECT_THAT(digest({"--since", "7d"}), HasSubstr("no. 2"));
  be_on(23);
  EXPECT_THAT(digest(), AllOf(HasSubstr("no. 2"), Not(HasSubstr("reading days"))));
}

TEST_F(ChannelTest, TheCupHoldsTenPapersAndTheMinutesAllow) {
  be_on(23);
  std::string lines;
  for (int number = 1; number <= 30; ++number) lines += rewarding(number, 23);
  store(lines);
  const std::string shown = digest();
  EXPECT_THAT(
      shown,
      HasSubstr("10 of 30, about 3 minutes; the rest: papercup digest --since 1d --coffee 30"));
  EXPECT_THAT(digest({"--peek", "--since", "2026-11-23", "--coffee", "1"}), HasSubstr("2 of 30"));
  EXPECT_THAT(digest({"--peek", "--since", "1d", "--coffee", "30"}), HasSubstr("30 of 30"));
  EXPECT_THAT(digest({"--peek", "--since", "2026-11-23", "--top", "25"}), HasSubstr("25 of 30"));
}

TEST_F(ChannelTest, ARestoredStoreDropsNoListAndShowsNoneTwice) {
  const auto file = folder.path() / "data/papers.db";
  be_on(20);
  store(rewarding(1, 20));
  digest();
  std::filesystem::copy_file(file, folder.path() / "copy.db");
  be_on(23);
  store(rewarding(2, 23));
  EXPECT_THAT(digest(), HasSubstr("no. 2"));
  std::filesystem::remove(file);
  std::filesystem::copy_file(folder.path() / "copy.db", file);
  EXPECT_THAT(digest(), AllOf(HasSubstr("shown again"),
                              HasSubstr("1 of its 1 papers is not stored now: papercup fetch")));
  be_on(24);
  // As many as the channel has seen, so that the numbers of arrival are the same.
  store(rewarding(3, 24));
  EXPECT_THAT(digest(), AllOf(HasSubstr("no. 3"), HasSubstr("1 of 1")));
  store(rewarding(2, 23) + rewarding(4, 23));
  EXPECT_THAT(digest(), AllOf(HasSubstr("no. 4"), Not(HasSubstr("no. 2")), HasSubstr("1 of 1")));
  EXPECT_THAT(digest(), HasSubstr("shown again"));
}

TEST_F(ChannelTest, AChannelOfAFormerPapercupGoesOnWhereItStood) {
  const auto reader = folder.path() / "data/reader.db";
  be_on(20);
  store(rewarding(1, 20) + rewarding(2, 20));
  digest({"--coffee", "1"});
  {
    SQLite::Database database(reader.string(), SQLite::OPEN_READWRITE);
    database.exec("UPDATE channel SET token = 0, since = NULL; DELETE FROM considered");
  }
  {
    SQLite::Database database((folder.path() / "data/papers.db").string(), SQLite::OPEN_READWRITE);
    database.exec(
        "DELETE FROM arrival_point; INSERT INTO arrival_point SELECT next, 7 FROM arrival");
  }
  store(rewarding(3, 20));
  EXPECT_THAT(digest(), AllOf(HasSubstr("no. 3"), HasSubstr("1 of 1")));
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(folder.path() / ("data/papers.db" + std::string(suffix)));
  }
  store(rewarding(4, 20) + rewarding(3, 20) + rewarding(2, 20) + rewarding(1, 20));
  EXPECT_THAT(digest(), AllOf(HasSubstr("no. 4"), HasSubstr("1 of 1")))
      << "what it had passed without an account is in the account";
}

TEST_F(ChannelTest, AClockThatIsAYearAheadOrBehindLosesNothing) {
  be_on(20);
  store(rewarding(1, 20));
  digest();
  int number = 1;
  for (const int days : {365, -365, 1, -1}) {
    ++number;
    store(rewarding(number, 20));
    be_on(20 + days);
    if (number % 2 == 0) {
      EXPECT_THAT(digest(), HasSubstr("1 of 1")) << days;
    } else {
      digest({"--peek"});
    }
    be_on(20);
    if (number % 2 == 1) {
      EXPECT_THAT(digest(), HasSubstr("1 of 1")) << days;
    }
    EXPECT_THAT(digest(), HasSubstr("shown again")) << days;
  }
}

TEST_F(ChannelTest, AStoreMadeAnewBeginsAgainWithoutRepeating) {
  be_on(23);
  store(rewarding(1, 23) + rewarding(2, 23) + rewarding(3, 23));
  digest();
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::filesystem::remove(folder.path() / ("data/papers.db" + std::string(suffix)));
  }
  store(rewarding(4, 23) + rewarding(1, 23));
  EXPECT_THAT(digest(),
              AllOf(HasSubstr("Reward models, no. 4"), Not(HasSubstr("Reward models, no. 1"))));
}

}  // namespace
}  // namespace papercup::app
