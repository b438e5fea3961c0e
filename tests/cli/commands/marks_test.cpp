#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class MarksTest : public CliTest {
 protected:
  void SetUp() override {
    write_focus("rewards");
    store(paper("2611.90001", "Reward models") + paper("2611.90002", "Reward hacking") +
          paper("2611.90003", "Comets"));
  }

  void write_focus(const std::string& stem) {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/" + stem + ".toml", "about = 'reward models'\n");
  }

  std::string ids(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "ids"});
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
};

TEST_F(MarksTest, TeachTheRanking) {
  EXPECT_EQ(ids({"query", "--focus", "rewards"}).substr(0, 10), "2611.90001");
  EXPECT_THAT(run({"like", "2611.90003"}).out, "liked 2611.90003  Comets\n");
  const auto place = [&] { return ids({"query", "--focus", "rewards"}).find("2611.90003"); };
  EXPECT_LT(place(), 22u) << "no longer the last one";
  run({"dislike", "2611.90003"});
  EXPECT_EQ(place(), 22u);
  EXPECT_EQ(ids({"query", "--marked", "dislike"}), "2611.90003\n");
  EXPECT_EQ(ids({"query", "--marked", "like"}), "");
}

TEST_F(MarksTest, OfLaterDaysTeachNothingAsOfADay) {
  const std::string before = ids({"query", "--focus", "rewards", "--as-of", "2026-11-24"});
  clock.time += std::chrono::hours(24);
  run({"like", "2611.90003"});
  EXPECT_EQ(ids({"query", "--focus", "rewards", "--as-of", "2026-11-24"}), before);
  EXPECT_NE(ids({"query", "--focus", "rewards", "--as-of", "2026-11-25"}), before);
}

TEST_F(MarksTest, OfKnownPapersTeachNothing) {
  const std::string before = ids({"query", "--focus", "rewards"});
  run({"like", "2611.90003", "--known"});
  EXPECT_EQ(ids({"query", "--focus", "rewards"}), before);
  EXPECT_EQ(ids({"query", "--marked", "like"}), "2611.90003\n");
}

TEST_F(MarksTest, AskWhichFocusWhereThereAreSeveral) {
  write_focus("other");
  const Outcome outcome = run({"like", "2611.90003"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--focus NAME: other, rewards"));
  EXPECT_EQ(ids({"query", "--marked", "like"}), "") << "nothing is marked half";
  EXPECT_EQ(run({"like", "2611.90003", "--focus", "other"}).code, 0);
  EXPECT_EQ(run({"like", "2611.90003", "--focus", "nonsense"}).code, 2);
}

TEST_F(MarksTest, MakeAReadingList) {
  run({"save", "2611.90001"});
  clock.time += std::chrono::seconds(1);
  run({"save", "-"}, "2611.90003\nhttps://arxiv.org/abs/2611.99999\n");
  EXPECT_EQ(ids({"saved"}), "2611.90003\n2611.99999\n2611.90001\n");
  EXPECT_THAT(run({"saved"}).out,
              AllOf(HasSubstr("Comets"), HasSubstr("2611.99999  (not stored)")));
  run({"done", "2611.90003"});
  run({"unmark", "2611.99999"});
  EXPECT_EQ(ids({"saved"}), "2611.90001\n");
  EXPECT_EQ(ids({"query", "--marked", "done"}), "2611.90003\n");
}

TEST_F(MarksTest, OneAfterTheOtherInOneSecondCountInTheirOrder) {
  run({"like", "2611.90001"});
  run({"dislike", "2611.90001"});
  EXPECT_EQ(ids({"query", "--marked", "dislike"}), "2611.90001\n");
  run({"unmark", "2611.90001", "--only", "like"});
  EXPECT_EQ(ids({"query", "--marked", "dislike"}), "2611.90001\n");
  run({"unmark", "2611.90001"});
  EXPECT_EQ(ids({"query", "--marked", "dislike"}), "");
}

TEST_F(MarksTest, TheLaterOneCountsWhateverTheClockSaid) {
  const PreciseTime now = clock.time;
  for (const int days : {1, 365, -1, -365}) {
    clock.time = now + std::chrono::hours(24 * days);
    run({"save", "2611.90003"});
    run({"like", "2611.90001"});
    clock.time = now;
    EXPECT_THAT(ids({"query", "--marked", "save"}), HasSubstr("2611.90003"));
    run({"done", "2611.90003"});
    EXPECT_EQ(ids({"query", "--marked", "save"}), "") << days;
    EXPECT_EQ(ids({"query", "--marked", "done"}), "2611.90003\n") << days;
    run({"dislike", "2611.90001"});
    EXPECT_EQ(ids({"query", "--marked", "like"}), "") << days;
    EXPECT_EQ(ids({"query", "--marked", "dislike"}), "2611.90001\n") << days;
    run({"unmark", "2611.90001", "2611.90003"});
    EXPECT_EQ(ids({"query", "--marked", "dislike"}), "") << days;
    EXPECT_EQ(ids({"query", "--marked", "done"}), "") << days;
  }
}

TEST_F(MarksTest, OfAMachineWhoseClockWasAheadAreOverriddenAndComeToTheSameElsewhere) {
  const std::string ahead =
      R"({"time":"2027-11-24T00:00:00Z","ordinal":0,"verb":"save","id":"2611.90003"})"
      "\n";
  run({"marks", "import", "-"}, ahead);
  EXPECT_EQ(ids({"query", "--marked", "save"}), "2611.90003\n");
  run({"done", "2611.90003"});
  EXPECT_EQ(ids({"query", "--marked", "save"}), "");
  EXPECT_THAT(run({"marks", "import", "-"}, ahead).out, HasSubstr("0 new, 1 known"));
  EXPECT_EQ(ids({"query", "--marked", "save"}), "") << "imported again, it is no later";
  const std::string log = run({"marks", "export", "-"}).out;
  std::filesystem::remove(folder.path() / "data/reader.db");
  run({"marks", "import", "-"}, log);
  EXPECT_EQ(ids({"query", "--marked", "save"}), "");
  EXPECT_EQ(ids({"query", "--marked", "done"}), "2611.90003\n");
  EXPECT_EQ(run({"marks", "export", "-"}).out, log);
}

TEST_F(MarksTest, AreRefusedWhereAnyPaperIsNone) {
  EXPECT_EQ(run({"save", "2611.90001", "nonsense"}).code, 2);
  EXPECT_EQ(ids({"saved"}), "");
  EXPECT_EQ(run({"save", "7"}).code, 2);
}

TEST_F(MarksTest, GoElsewhereAndMergeTwice) {
  run({"like", "2611.90001"});
  run({"save", "2611.90002", "2611.90003"});
  const std::string exported = run({"marks", "export", "-"}).out;
  const std::string elsewhere = (folder.path() / "elsewhere").string();
  const auto import = [&] {
    return run({"--data", elsewhere, "marks", "import", "-"}, exported).out;
  };
  EXPECT_EQ(import(), "3 marks: 3 new, 0 known\n");
  EXPECT_EQ(import(), "3 marks: 0 new, 3 known\n");
  EXPECT_EQ(run({"--data", elsewhere, "marks", "export", "-"}).out, exported);
}

TEST_F(MarksTest, OfABrokenFileAreReadAsFarAsTheyAreSound) {
  const Outcome outcome = run({"marks", "import", "-"},
                              R"({"time":"2026-11-24T08:00:00Z","verb":"save","id":"2611.90001"})"
                              "\nnonsense\n");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "1 mark: 1 new, 0 known, 1 line skipped\n");
  EXPECT_THAT(outcome.err, HasSubstr("line 2"));
  EXPECT_EQ(run({"marks", "import", "-"}, "nonsense\n").code, 1);
}

TEST_F(MarksTest, ThatChangeNothingAreNotWritten) {
  const auto log = [&] { return run({"marks", "export", "-"}).out; };
  EXPECT_EQ(run({"unmark", "2611.90001"}).out, "2611.90001 has no mark\n");
  EXPECT_EQ(run({"unmark", "2611.90001", "--only", "like"}).out, "2611.90001 is not liked\n");
  EXPECT_EQ(run({"unmark", "2611.90001", "--focus", "rewards"}).out,
            "2611.90001 has no mark for rewards\n");
  EXPECT_EQ(log(), "");
  run({"like", "2611.90001"});
  run({"save", "2611.90001"});
  const std::string before = log();
  EXPECT_EQ(run({"like", "2611.90001"}).out, "2611.90001 is liked already\n");
  EXPECT_EQ(run({"save", "2611.90001"}).out, "2611.90001 is saved already\n");
  EXPECT_EQ(run({"unmark", "2611.90001", "--only", "done"}).out, "2611.90001 is not done\n");
  EXPECT_EQ(run({"unmark", "2611.90001", "--only", "save", "--focus", "rewards"}).code, 2);
  EXPECT_EQ(log(), before);
  run({"done", "2611.90001"});
  EXPECT_EQ(run({"done", "2611.90001"}).out, "2611.90001 is done already\n");
  EXPECT_EQ(run({"like", "2611.90001", "--known"}).out, "liked 2611.90001  Reward models\n");
}

TEST_F(MarksTest, OfTheFocusFileAreTakenBackThere) {
  folder.write(".config/papercup/focus/rewards.toml", "about = 'x'\nlikes = ['2611.90001']\n");
  const auto log = [&] { return run({"marks", "export", "-"}).out; };
  const std::string said =
      "2611.90001 is liked in the focus file rewards: remove it there, or papercup unmark "
      "2611.90001 --focus rewards\n";
  EXPECT_EQ(run({"unmark", "2611.90001"}).out, said);
  EXPECT_EQ(log(), "");
  run({"save", "2611.90001"});
  EXPECT_EQ(run({"unmark", "2611.90001"}).out, "unmarked 2611.90001  Reward models\n" + said);
  EXPECT_EQ(run({"unmark", "2611.90001", "--focus", "rewards"}).out,
            "unmarked 2611.90001  Reward models\n");
  EXPECT_EQ(run({"unmark", "2611.90001", "--focus", "rewards"}).out,
            "2611.90001 has no mark for rewards\n");
}

TEST_F(MarksTest, PromiseToFetchOnlyWhatIsFetched) {
  EXPECT_THAT(run({"save", "2611.99999"}).out, HasSubstr("the next fetch asks arXiv for it"));
  EXPECT_EQ(run({"done", "2611.99999"}).out, "done with 2611.99999  (not stored)\n");
  EXPECT_EQ(run({"unmark", "2611.99999"}).out, "unmarked 2611.99999  (not stored)\n");
}

TEST_F(MarksTest, ShowInTheListOfFoci) {
  run({"like", "2611.90001"});
  EXPECT_THAT(run({"focus", "list"}).out, HasSubstr("rewards  1 like, 0 dislikes"));
  EXPECT_THAT(run({"focus", "show"}).out, HasSubstr("likes      2611.90001"));
}

class OpenTest : public MarksTest {};

TEST_F(OpenTest, GivesThePapersToTheBrowser) {
  std::vector<std::vector<std::string>> commands;
  run_program = [&](const std::vector<std::string>& command) {
    commands.push_back(command);
    return true;
  };
  EXPECT_EQ(run({"open", "2611.90001"}).code, 0);
  variables["BROWSER"] = "w3m -o x=%s";
  run({"open", "2611.90002"});
  EXPECT_THAT(commands,
              ElementsAre(ElementsAre("xdg-open", "https://arxiv.org/abs/2611.90001"),
                          ElementsAre("w3m", "-o", "x=https://arxiv.org/abs/2611.90002")));
}

TEST_F(OpenTest, TakesQuotesInTheNameOfTheBrowser) {
  std::vector<std::string> launched;
  run_program = [&](const std::vector<std::string>& command) {
    launched = command;
    return true;
  };
  variables["BROWSER"] = "'/opt/My Browser/run' --title \"a b\"";
  run({"open", "2611.90001"});
  EXPECT_THAT(launched, ElementsAre("/opt/My Browser/run", "--title", "a b",
                                    "https://arxiv.org/abs/2611.90001"));
  variables["BROWSER"] = "'not closed";
  EXPECT_EQ(run({"open", "2611.90001"}).code, 1);
}

TEST_F(OpenTest, PrintsTheLinkWhereThereIsNoBrowser) {
  const Outcome outcome = run({"open", "2611.90001"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "https://arxiv.org/abs/2611.90001\n");
  EXPECT_EQ(outcome.err,
            "papercup: the browser could not be started\n"
            "BROWSER names another one; without it xdg-open is used.\n");
}

TEST_F(MarksTest, AFileOfThemThatIsNotThereIsNamedWithTheReason) {
  const std::string file = (folder.path() / "nowhere.jsonl").string();
  const Outcome outcome = run({"marks", "import", file});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err, "papercup: " + file +
                             " cannot be opened: No such file or directory\n"
                             "Name a file that papercup marks export wrote, or - for standard "
                             "input.\n");
}

}  // namespace
}  // namespace papercup::cli
