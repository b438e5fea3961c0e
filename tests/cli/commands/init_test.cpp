#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"

namespace papercup::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class InitTest : public CliTest {
 protected:
  std::filesystem::path config_folder() const { return folder.path() / ".config/papercup"; }

  Focus only_focus() const {
    const auto foci = config::list_foci(config_folder());
    EXPECT_EQ(foci.size(), 1u);
    return foci.empty() || !foci[0].loaded ? Focus() : foci[0].loaded->focus;
  }
};

TEST_F(InitTest, AsksWhatAFocusTakes) {
  terminal.input_is_terminal = true;
  const Outcome outcome = run({"init"},
                              "Reward models: DPO.\n"
                              "cs.LG, language\n"
                              "1\n"
                              "2606.91877, https://arxiv.org/abs/2605.92210v2\n"
                              "me@example.org\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("cs.CL"));
  const Focus focus = only_focus();
  EXPECT_EQ(focus.name, "reward-models");
  EXPECT_EQ(focus.about, "Reward models: DPO.");
  EXPECT_THAT(focus.categories, ElementsAre(Category("cs.LG"), Category("cs.CL")));
  EXPECT_THAT(focus.likes, ElementsAre(ArxivId::parse("2606.91877"), ArxivId::parse("2605.92210")));
  EXPECT_EQ(config::load_config(config_folder() / "config.toml").arxiv.contact, "me@example.org");
}

TEST_F(InitTest, AsksAgainWhereAnAnswerIsNone) {
  terminal.input_is_terminal = true;
  const Outcome outcome = run({"init"}, "\nRewards\nnonsense-category\ncs.LG\nno id\n\n\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("not an arXiv identifier"));
  EXPECT_THAT(only_focus().categories, ElementsAre(Category("cs.LG")));
}

TEST_F(InitTest, WritesNothingWhereTheAnswersBreakOff) {
  terminal.input_is_terminal = true;
  EXPECT_EQ(run({"init"}, "Rewards\ncs.LG\n").code, 130);
  EXPECT_FALSE(std::filesystem::exists(config_folder()));
}

TEST_F(InitTest, AsksNothingWithFlagsOrWithoutATerminal) {
  EXPECT_EQ(run({"init"}).code, 2);
  const Outcome outcome = run({"init", "--about", "Reward models.", "--category", "cs.LG,cs.CL",
                               "--category", "stat.ML", "--like", "2606.91877"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(only_focus().categories.size(), 3u);
  EXPECT_EQ(run({"init", "--about", "x", "--category", "cs.XX"}).code, 2);
}

TEST_F(InitTest, KeepsWhatIsThere) {
  std::filesystem::create_directories(config_folder());
  folder.write(".config/papercup/config.toml", "[digest]\ncoffee = 5\n");
  const std::vector<std::string> command = {"init", "--about", "Rewards", "--category", "cs.LG"};
  EXPECT_EQ(run(command).code, 0);
  EXPECT_EQ(support::read_file(config_folder() / "config.toml"), "[digest]\ncoffee = 5\n");
  const Outcome again = run(command);
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.err, HasSubstr("already exists"));
}

TEST_F(InitTest, WritesSectionsThatCanBeAddedBelow) {
  run({"init", "--about", "Rewards", "--category", "cs.LG"});
  const std::filesystem::path file = config_folder() / "config.toml";
  const std::string text = support::read_file(file);
  for (const char* section : {"[arxiv]", "[digest]", "[mail]"}) {
    folder.write(".config/papercup/config.toml", text + "\n" + section + "\n");
    EXPECT_EQ(run({"config", "check"}).code, 0) << section;
  }
}

TEST_F(InitTest, TakesSeveralNumbersOfSeveralLists) {
  terminal.input_is_terminal = true;
  const Outcome outcome = run({"init"}, "Rewards\nmachine learning, robotics\n1 3\n\n\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(only_focus().categories, ElementsAre(Category("cs.LG"), Category("cs.RO")));
}

TEST_F(InitTest, GoesBackToTheQuestionBefore) {
  terminal.input_is_terminal = true;
  const Outcome outcome =
      run({"init"}, "<\nRobots\ncs.RO\n<\n<\nRewards\ncs.LG\n2611.90417\n<\n\nme@example.org\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(only_focus().about, "Rewards");
  EXPECT_THAT(only_focus().categories, ElementsAre(Category("cs.LG")));
  EXPECT_TRUE(only_focus().likes.empty()) << "the later answer counts";
}

TEST_F(InitTest, SaysWhatLeavesTheMachine) {
  terminal.input_is_terminal = true;
  const Outcome outcome = run({"init", "--no-fetch"}, "Rewards\ncs.LG\n\n\n");
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("arXiv is told which categories and papers you ask for"),
                    HasSubstr("This writes two text files.\n"), HasSubstr("4/4  A contact")));
}

TEST_F(InitTest, AsksForNothingThatItWouldNotWrite) {
  terminal.input_is_terminal = true;
  std::filesystem::create_directories(config_folder());
  folder.write(".config/papercup/config.toml", "[digest]\ncoffee = 5\n");
  const Outcome outcome = run({"init"}, "Rewards\ncs.LG\n\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("3/3"), HasSubstr("This writes a text file")));
  EXPECT_THAT(
      run({"init", "--about", "Robots", "--category", "cs.RO", "--contact", "a@example.org"}).err,
      HasSubstr("the contact was not written"));
}

TEST_F(InitTest, LosesNoAnswersToAFocusOfTheSameName) {
  terminal.input_is_terminal = true;
  run({"init"}, "Rewards\ncs.LG\n\n\n");
  EXPECT_EQ(run({"init"}, "Rewards\ncs.RO\n\n").code, 0);
  EXPECT_EQ(config::list_foci(config_folder()).size(), 2u);
}

class ConfigCheckTest : public InitTest {};

TEST_F(ConfigCheckTest, SaysWhatToDoAboutWhatStandsTwice) {
  std::filesystem::create_directories(config_folder());
  folder.write(".config/papercup/config.toml",
               "[mail]\n[digest]\ncoffee = 5\n\n[mail]\nuser = 'a'\n");
  EXPECT_EQ(run({"config", "show"}).code, 2);
  EXPECT_THAT(run({"config", "show"}).err,
              AllOf(HasSubstr("config.toml:5"), HasSubstr("[mail] is already on line 1")));
  folder.write(".config/papercup/config.toml", "[digest]\ncoffee = 5\ncoffee = 6\n");
  EXPECT_THAT(run({"config", "show"}).err, HasSubstr("coffee is already set on line 2"));
}

TEST_F(ConfigCheckTest, SaysWhereAKeyBelongs) {
  std::filesystem::create_directories(config_folder());
  folder.write(".config/papercup/config.toml", "server = 'a'\n[digest]\npassword_file = 'b'\n");
  EXPECT_THAT(run({"config", "check"}).err,
              AllOf(HasSubstr("'server' is in no section; it belongs under [mail]"),
                    HasSubstr("'password_file' in [digest]; it belongs under [mail]")));
}

TEST_F(ConfigCheckTest, TurnsWarningsIntoErrors) {
  EXPECT_EQ(run({"config", "check"}).out, "config.toml and 0 foci: no faults\n");
  std::filesystem::create_directories(config_folder() / "focus");
  folder.write(".config/papercup/config.toml", "[digest]\ncofee = 5\n");
  folder.write(".config/papercup/focus/a.toml", "abuot = 'x'\n");
  folder.write(".config/papercup/focus/b.toml", "about = \n");
  const Outcome outcome = run({"config", "check"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cofee"));
  EXPECT_THAT(outcome.err, HasSubstr("abuot"));
  EXPECT_THAT(outcome.err, HasSubstr("b.toml:1"));
  EXPECT_THAT(outcome.err, HasSubstr("3 faults"));
}

TEST_F(ConfigCheckTest, ShowPrintsWhatIsInForce) {
  std::filesystem::create_directories(config_folder());
  folder.write(".config/papercup/config.toml", "[digest]\ncoffee = 5\n");
  EXPECT_THAT(run({"config", "show"}).out, HasSubstr("\ncoffee = 5\n"));
}

class FocusCommandTest : public InitTest {};

TEST_F(FocusCommandTest, NewWritesAFileThatIsRead) {
  EXPECT_EQ(run({"focus", "new", "Reward models"}).code, 0);
  EXPECT_EQ(only_focus().name, "Reward models");
  EXPECT_EQ(run({"focus", "new", "Reward models"}).code, 2);
  EXPECT_EQ(run({"focus", "check"}).code, 0);
}

TEST_F(FocusCommandTest, EditStartsTheEditorAndChecksWhatItLeft) {
  run({"focus", "new", "a"});
  variables["EDITOR"] = "my-editor";
  run_program = [&](const std::vector<std::string>& command) {
    folder.write(".config/papercup/focus/a.toml", "about = \n");
    return command.front() == "my-editor";
  };
  const Outcome outcome = run({"focus", "edit"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("a.toml:1"));
}

}  // namespace
}  // namespace papercup::cli
