#include <deque>
#include <filesystem>
#include <memory>
#include <utility>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Key = system::KeyPress::Key;

// What a screen was asked to show, and the keys it gives; where they are at an end, the terminal
// is.
struct Script {
  std::deque<system::KeyPress> keys;
  std::vector<std::string> shown;
  int lent = 0;
};

class ScriptedScreen : public system::FullScreen {
 public:
  ScriptedScreen(Script& script, const std::function<void()>& before_key)
      : script_(script), before_key_(before_key) {}
  ScreenSize size() const override { return {24, 80}; }
  void show(const Screen& screen) override {
    std::string text;
    for (const ScreenLine& line : screen.lines) {
      for (const Span& span : line) text += span.text;
      text += "\n";
    }
    script_.shown.push_back(text);
  }
  system::KeyPress read_key() override {
    if (before_key_) before_key_();
    if (script_.keys.empty()) return {Key::hang_up};
    const system::KeyPress key = script_.keys.front();
    script_.keys.pop_front();
    return key;
  }
  void lend(const std::function<void()>& work) override {
    ++script_.lent;
    work();
  }

 private:
  Script& script_;
  const std::function<void()>& before_key_;
};

class TriageRunTest : public CliTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/rewards.toml",
                 "about = 'reward models'\ncategories = ['cs.LG']\n");
    std::string papers;
    for (const char* title : {"Reward models of raters", "Reward models of judges",
                              "Reward models of juries, raters and judges", "Comets"}) {
      papers += paper("2611.9000" + std::to_string(++stored_), title);
    }
    store(papers);
    terminal = {true, true, true, 80};
    variables["NO_COLOR"] = "1";
    open_screen = [this](ScreenColour) {
      return std::make_unique<ScriptedScreen>(script, before_key);
    };
  }

  Outcome triage(std::u32string_view keys, std::vector<std::string> more = {}) {
    script = {};
    for (const char32_t key : keys) script.keys.push_back({Key::character, key});
    more.insert(more.begin(), "triage");
    return run(more);
  }

  std::string marks() { return run({"marks", "export", "-"}).out; }

  Script script;
  std::function<void()> before_key;
  int stored_ = 0;
};

TEST_F(TriageRunTest, ShowsTheDigestAndMovesItsChannel) {
  const Outcome outcome = triage(U"nq");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(script.shown.front(), AllOf(HasSubstr("rewards · Tue 24 Nov 2026"),
                                          HasSubstr("1 of 3"), HasSubstr("Reward models of")));
  EXPECT_THAT(run({"digest"}).out, HasSubstr("Nothing new since Tue 24 Nov 12:00; shown again."));
  EXPECT_THAT(run({"save", "2"}).out, HasSubstr("saved 2611.9000")) << "its ranks can be named";
}

TEST_F(TriageRunTest, GoesOnWhereItWasLeft) {
  triage(U"lq");
  EXPECT_EQ(triage(U"q").code, 0);
  EXPECT_THAT(script.shown.front(), HasSubstr("2 of 3"));
}

TEST_F(TriageRunTest, PeekingMovesNothing) {
  triage(U"q", {"--peek"});
  EXPECT_THAT(run({"digest"}).out, HasSubstr("Your first digest"));
}

TEST_F(TriageRunTest, ATerminalThatGoesAwayLosesNoMarkAndShowsNothing) {
  const Outcome outcome = triage(U"l");
  EXPECT_EQ(outcome.code, 130);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("the one mark made so far is kept"),
                                 HasSubstr("papercup triage goes on with it")));
  EXPECT_THAT(marks(), HasSubstr("\"verb\":\"like\""));
  EXPECT_THAT(run({"digest"}).out, AllOf(HasSubstr("Your first digest"), HasSubstr("3 of 3"),
                                         Not(HasSubstr("Reward models of judges"))));
}

TEST_F(TriageRunTest, TellsHowTheRankingMoved) {
  const Outcome outcome = triage(U"ld q");
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("2 papers marked; 1 of this list's 3 papers has no mark.\n"),
                    HasSubstr("  liked            Reward models of"),
                    HasSubstr("  disliked         Reward models of"),
                    HasSubstr("Retrained with 2 new examples; the papers you did not judge stand"),
                    HasSubstr("That is all for today; close the tab.\n")));
  EXPECT_THAT(triage(U"sq").out, Not(HasSubstr("Retrained"))) << "to save teaches nothing";
}

TEST_F(TriageRunTest, WhatWasUndoneChangedNothing) {
  const Outcome outcome = triage(U"luq");
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("Nothing marked."), Not(HasSubstr("Retrained"))));
  EXPECT_THAT(marks(), AllOf(HasSubstr("like"), HasSubstr("unmark"))) << "the log only grows";
}

TEST_F(TriageRunTest, ExplainsAndFindsSimilarAndSearchedPapers) {
  triage(U"wqmq/comets");
  EXPECT_THAT(script.shown.at(1), AllOf(HasSubstr("because of"), HasSubstr("your description")));
  EXPECT_THAT(script.shown.at(3), HasSubstr("similar to 2611.9000"));
  script = {};
  for (const char32_t key : std::u32string_view(U"/comets")) {
    script.keys.push_back({Key::character, key});
  }
  script.keys.push_back({Key::enter});
  script.keys.push_back({Key::character, U's'});
  run({"triage"});
  EXPECT_THAT(script.shown.back(), AllOf(HasSubstr("search: comets"), HasSubstr("Comets"),
                                         HasSubstr("saved 2611.90004")));
}

TEST_F(TriageRunTest, OpensTheBrowserOnALentTerminal) {
  std::vector<std::string> command;
  run_program = [&](const std::vector<std::string>& words) {
    command = words;
    return true;
  };
  triage(U"o");
  EXPECT_THAT(command, testing::ElementsAre("xdg-open", HasSubstr("arxiv.org/abs/2611.9000")));
  EXPECT_EQ(script.lent, 1);
  run_program = [](const std::vector<std::string>&) { return false; };
  triage(U"o");
  EXPECT_THAT(script.shown.back(), HasSubstr("no browser could be started"));
}

TEST_F(TriageRunTest, MarksCarryTheMomentOfTheirKey) {
  before_key = [this] { clock.time += std::chrono::minutes(1); };
  triage(U"llq");
  EXPECT_THAT(marks(), AllOf(HasSubstr("12:01:00Z"), HasSubstr("12:02:00Z")));
}

TEST_F(TriageRunTest, PrintsADigestWithoutPapers) {
  triage(U"xxx q");
  const Outcome outcome = triage(U"", {"--since", "2026-12-01"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("Nothing to read"));
  EXPECT_TRUE(script.shown.empty());
}

TEST_F(TriageRunTest, SaysWhereThereIsNoTerminalWhatToDoInstead) {
  terminal.input_is_terminal = false;
  Outcome outcome = triage(U"q");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("standard input is none"), HasSubstr("papercup digest")));
  terminal.input_is_terminal = true;
  open_screen = [](ScreenColour) { return nullptr; };
  variables["TERM"] = "dumb";
  outcome = triage(U"q");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("(TERM=dumb) cannot show a full screen"));
  EXPECT_THAT(run({"digest"}).out, HasSubstr("Your first digest")) << "nothing was shown";
}

class TeachingRunTest : public TriageRunTest {
 protected:
  void SetUp() override {
    TriageRunTest::SetUp();
    std::string papers;
    const std::vector<std::string> things = {"raters", "judges", "juries", "comets", "glaciers"};
    for (int number = 10; number < 40; ++number) {
      const std::string& thing = things[static_cast<std::size_t>(number) % things.size()];
      papers += paper("2611.900" + std::to_string(number),
                      (number % 2 == 0 ? "Reward models of " : "Observing ") + thing + " in case " +
                          std::to_string(number),
                      "2026-11-1" + std::to_string(number % 10));
    }
    store(papers);
  }
};

TEST_F(TeachingRunTest, ShowsPapersOfThePastAndLeavesTheDigestAlone) {
  const Outcome outcome = triage(U"q", {"--teach"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(script.shown.front(),
              AllOf(HasSubstr("teaching rewards"), HasSubstr("1 of 30"), HasSubstr("in case")));
  EXPECT_THAT(outcome.out, HasSubstr("Nothing judged; the ranking is as it was."));
  EXPECT_THAT(run({"digest"}).out, HasSubstr("Your first digest"));
}

TEST_F(TeachingRunTest, EndsWithHowTheRankingChanged) {
  const Outcome outcome = triage(U"ldldq", {"--teach", "--top", "6"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(script.shown.front(), HasSubstr("1 of 6"));
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("The ranking has learnt from 4 new examples.\n"),
                    HasSubstr("is fairly sure, from your description, 2 likes and 2 dislikes."),
                    HasSubstr("The 8 best papers of the last week, ")));
}

TEST_F(TeachingRunTest, AsksAboutNoPaperTwice) {
  triage(U"llllllllllllllllllllq", {"--teach", "--top", "20"});
  triage(U"q", {"--teach"});
  EXPECT_THAT(script.shown.front(), HasSubstr("1 of 10"));
  triage(U"ddddddddddq", {"--teach"});
  const Outcome outcome = triage(U"q", {"--teach"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("no paper of the past is left to teach with"),
                                 HasSubstr("papercup fetch --since 30d")));
}

TEST_F(TeachingRunTest, KeepsWhatWasSaidWhenTheTerminalGoesAway) {
  const Outcome outcome = triage(U"ld", {"--teach"});
  EXPECT_EQ(outcome.code, 130);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("the 2 marks made so far are kept"),
                                 HasSubstr("papercup triage --teach asks for what is left")));
  EXPECT_THAT(marks(), AllOf(HasSubstr("\"verb\":\"like\""), HasSubstr("dislike")));
}

TEST_F(TeachingRunTest, TeachesOneFocus) {
  folder.write(".config/papercup/focus/comets.toml", "about = 'comets'\ncategories = ['cs.LG']\n");
  Outcome outcome = triage(U"q", {"--teach"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("which focus? There are several"),
                                 HasSubstr("one of comets, rewards")));
  outcome = triage(U"q", {"--teach", "--focus", "comets"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(script.shown.front(), AllOf(HasSubstr("teaching comets"), HasSubstr("comets in")));
  outcome = triage(U"q", {"--teach", "--focus", "comets", "--focus", "rewards"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("one focus at a time"));
}

TEST_F(TeachingRunTest, RefusesWhatBelongsToADigest) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{"--teach", "--since", "2026-11-01"},
                                             {"--teach", "--peek"},
                                             {"--teach", "--coffee", "5"},
                                             {"--teach", "--top", "0"}}) {
    const Outcome outcome = triage(U"q", more);
    EXPECT_EQ(outcome.code, 2) << more[1];
    EXPECT_THAT(outcome.err, HasSubstr(more[1]));
  }
}

TEST_F(TeachingRunTest, TeachesAFocusThatSaysNothingYet) {
  folder.write(".config/papercup/focus/rewards.toml", "categories = ['cs.LG']\n");
  const Outcome outcome = triage(U"lq", {"--teach"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("is unsure, from 1 like."));
}

}  // namespace
}  // namespace papercup::cli
