#include "cli/triage/triage.hpp"

#include <utility>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Key = system::KeyPress::Key;
using Body = render::ScreenView::Body;

TriageEntry entry(const std::string& id, const std::string& title,
                  const std::string& focus = "rewards") {
  Paper paper{ArxivId::parse(id)};
  paper.title = title;
  return {{std::move(paper), {}, 1}, focus};
}

class ScriptedWorld : public TriageActions {
 public:
  Mark keep(Mark mark) override {
    if (disk_is_full) throw Error(ErrorKind::storage, "the disk is full");
    mark.time = Time{std::chrono::seconds{1000 + static_cast<int>(kept.size())}};
    kept.push_back(mark);
    return mark;
  }
  std::vector<std::string> why(const TriageEntry& shown) override {
    return {"why " + shown.scored.paper.title};
  }
  std::vector<TriageEntry> similar(const TriageEntry&) override { return found; }
  std::vector<TriageEntry> search(const std::string& words, const std::string&) override {
    searched.push_back(words);
    return found;
  }
  void open(const ArxivId& id) override { opened.push_back(id.to_string()); }

  bool disk_is_full = false;
  std::vector<Mark> kept;
  std::vector<TriageEntry> found;
  std::vector<std::string> searched, opened;
};

class TriageTest : public testing::Test {
 protected:
  Triage make(std::vector<Mark> log = {}) {
    return {{"rewards",
             {entry("2611.90001", "Reward models"), entry("2611.90002", "Preferences of Åsa"),
              entry("2611.90003", "Comets")}},
            "",
            std::move(log),
            {{"rewards", {}}},
            world};
  }

  static void press(Triage& triage, std::u32string_view keys) {
    for (const char32_t key : keys) triage.press({Key::character, key});
  }

  // "like 2611.90001", in their order.
  std::vector<std::string> kept() const {
    std::vector<std::string> events;
    for (const Mark& mark : world.kept) {
      events.push_back(std::string(to_string(mark.verb)) + " " + mark.id.to_string());
    }
    return events;
  }

  ScriptedWorld world;
};

TEST_F(TriageTest, AVerdictIsKeptAtOnceAndGoesOn) {
  Triage triage = make();
  EXPECT_EQ(triage.view().place, "1 of 3");
  press(triage, U"l");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001"));
  EXPECT_EQ(world.kept.front().focus, "rewards");
  EXPECT_EQ(triage.view().place, "2 of 3");
  EXPECT_EQ(triage.view().message, "liked 2611.90001; u takes it back");
  press(triage, U"dx");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001", "dislike 2611.90002", "done 2611.90003"));
  EXPECT_EQ(world.kept.back().focus, "") << "done belongs to the paper";
  EXPECT_EQ(triage.view().place, "end");
}

TEST_F(TriageTest, SavingStaysSoThatALikeCanFollow) {
  Triage triage = make();
  press(triage, U"s");
  EXPECT_EQ(triage.view().place, "1 of 3");
  EXPECT_EQ(triage.view().marks, "saved");
  press(triage, U"lb");
  EXPECT_EQ(triage.view().marks, "liked, saved");
}

TEST_F(TriageTest, TheSameMarkTwiceIsOneEvent) {
  Triage triage = make();
  press(triage, U"lbl");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001"));
  EXPECT_EQ(triage.view().message, "liked 2611.90001 already");
}

TEST_F(TriageTest, UndoGoesBackStepByStep) {
  Triage triage = make();
  press(triage, U"ldu");
  EXPECT_EQ(triage.view().place, "2 of 3");
  EXPECT_EQ(triage.view().marks, "");
  EXPECT_EQ(triage.view().message, "2611.90002 is no longer disliked");
  press(triage, U"u");
  EXPECT_EQ(triage.view().place, "1 of 3");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001", "dislike 2611.90002", "unmark 2611.90002",
                                  "unmark 2611.90001"));
  press(triage, U"u");
  EXPECT_EQ(world.kept.size(), 4U);
  EXPECT_THAT(triage.view().message, HasSubstr("nothing was marked"));
}

TEST_F(TriageTest, UndoRestoresTheFormerOpinion) {
  Mark liked{Time{}, 0, MarkVerb::like, ArxivId::parse("2611.90001"), "rewards"};
  Triage triage = make({liked});
  press(triage, U"b");
  EXPECT_EQ(triage.view().marks, "liked");
  press(triage, U"du");
  EXPECT_THAT(kept(), ElementsAre("dislike 2611.90001", "like 2611.90001"));
  EXPECT_EQ(triage.view().marks, "liked");
}

TEST_F(TriageTest, BeginsAtTheFirstPaperThatIsNotJudged) {
  Mark liked{Time{}, 0, MarkVerb::like, ArxivId::parse("2611.90001"), "rewards"};
  Mark saved{Time{}, 0, MarkVerb::save, ArxivId::parse("2611.90002")};
  EXPECT_EQ(make({liked, saved}).view().place, "2 of 3");
}

TEST_F(TriageTest, WhatCannotBeKeptIsSaidAndNotShownAsMarked) {
  Triage triage = make();
  world.disk_is_full = true;
  press(triage, U"l");
  EXPECT_EQ(triage.view().message, "the disk is full");
  EXPECT_EQ(triage.view().place, "1 of 3");
  EXPECT_EQ(triage.view().marks, "");
  EXPECT_THAT(triage.made(), IsEmpty());
}

TEST_F(TriageTest, KeysWithoutAPaperSaySo) {
  Triage triage = make();
  press(triage, U"   l");
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_THAT(triage.view().message, HasSubstr("no paper here"));
  EXPECT_TRUE(triage.has_seen_end());
  press(triage, U"b");
  EXPECT_EQ(triage.view().place, "3 of 3");
}

TEST_F(TriageTest, MovesWithinItsEnds) {
  Triage triage = make();
  press(triage, U"b");
  EXPECT_EQ(triage.view().place, "1 of 3");
  triage.press({Key::end});
  EXPECT_EQ(triage.view().place, "3 of 3");
  press(triage, U"nn");
  EXPECT_EQ(triage.view().place, "end");
  triage.press({Key::home});
  EXPECT_EQ(triage.view().place, "1 of 3");
}

TEST_F(TriageTest, ALetterInAPaneIsMeantForThePaperBehindIt) {
  Triage triage = make();
  press(triage, U"w");
  EXPECT_EQ(triage.view().body, Body::lines);
  EXPECT_THAT(triage.view().lines, ElementsAre("why Reward models"));
  press(triage, U"q");
  EXPECT_EQ(triage.view().body, Body::paper);
  EXPECT_FALSE(triage.is_over());
  press(triage, U"wl");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001"));
}

TEST_F(TriageTest, SpaceShowsTheRestBeforeTheNextPaper) {
  Triage triage = make();
  press(triage, U"a");
  Screen screen;
  screen.page = 5;
  screen.has_more = true;
  triage.shown(screen);
  press(triage, U" ");
  EXPECT_EQ(triage.view().place, "1 of 3");
  EXPECT_EQ(triage.view().scroll, 4) << "a line of the former page stays";
  screen.has_more = false;
  triage.shown(screen);
  press(triage, U" ");
  EXPECT_EQ(triage.view().place, "2 of 3");
  EXPECT_EQ(triage.view().body, Body::paper);
}

TEST_F(TriageTest, SimilarPapersAreAListOfTheirOwn) {
  world.found = {entry("2611.90007", "Near"), entry("2611.90008", "Nearly")};
  Triage triage = make();
  press(triage, U"m");
  EXPECT_EQ(triage.view().heading, "similar to 2611.90001");
  EXPECT_EQ(triage.view().place, "1 of 2");
  press(triage, U"lq");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90007"));
  EXPECT_EQ(triage.view().place, "1 of 3") << "q leaves the list, not the program";
  EXPECT_FALSE(triage.is_over());
  press(triage, U"u");
  EXPECT_EQ(kept().back(), "unmark 2611.90007");
  EXPECT_EQ(triage.view().place, "1 of 3");
}

TEST_F(TriageTest, SearchesTheListFirstAndThenTheStore) {
  Triage triage = make();
  press(triage, U"/ÅSA");
  EXPECT_EQ(triage.view().prompt, "search: ÅSA");
  triage.press({Key::enter});
  EXPECT_EQ(triage.view().place, "2 of 3");
  EXPECT_THAT(world.searched, IsEmpty());

  world.found = {entry("2611.90009", "Galaxies")};
  press(triage, U"/galaxiesß");
  triage.press({Key::backspace});
  triage.press({Key::enter});
  EXPECT_THAT(world.searched, ElementsAre("galaxies"));
  EXPECT_EQ(triage.view().heading, "search: galaxies");
  triage.press({Key::escape});
  EXPECT_EQ(triage.view().place, "2 of 3");
  press(triage, U"/åsa");
  triage.press({Key::enter});
  EXPECT_THAT(world.searched, ElementsAre("galaxies", "åsa")) << "the paper in view is not found";
  triage.press({Key::escape});
  press(triage, U"/l");
  triage.press({Key::escape});
  EXPECT_EQ(triage.view().prompt, std::nullopt);
  EXPECT_THAT(kept(), IsEmpty()) << "what is typed are no keys";
}

TEST_F(TriageTest, OpensThePaper) {
  Triage triage = make();
  press(triage, U"o");
  EXPECT_THAT(world.opened, ElementsAre("2611.90001"));
}

TEST_F(TriageTest, EndsByQuittingOrWhereTheTerminalGoes) {
  Triage triage = make();
  triage.press({Key::resize});
  EXPECT_FALSE(triage.is_over());
  press(triage, U"q");
  EXPECT_TRUE(triage.is_over());
  Triage other = make();
  other.press({Key::hang_up});
  EXPECT_TRUE(other.is_over());
}

class TeachingTest : public TriageTest {
 protected:
  Triage teach(std::vector<Mark> log = {}) {
    return {{"teaching rewards",
             {entry("2611.90001", "Reward models"), entry("2611.90002", "Preferences of Åsa"),
              entry("2611.90003", "Comets")}},
            "",
            std::move(log),
            {{"rewards", {}}},
            world,
            TriagePurpose::teaching};
  }
};

TEST_F(TeachingTest, SaysThatItStopsAtAnyTime) {
  Triage triage = teach();
  EXPECT_EQ(triage.view().notice, "l or d, one key each; q stops at any time");
  press(triage, U"q");
  EXPECT_TRUE(triage.is_over());
  EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(TeachingTest, CountsWhatIsJudged) {
  Triage triage = teach();
  press(triage, U"l");
  EXPECT_EQ(triage.view().notice, "1 judged, 1 liked; q stops at any time");
  press(triage, U"d");
  EXPECT_EQ(triage.view().notice, "2 judged, 1 liked; q stops at any time");
  press(triage, U"uu");
  EXPECT_EQ(triage.view().notice, "l or d, one key each; q stops at any time");
}

TEST_F(TeachingTest, PassesOverWhatIsNotJudged) {
  Triage triage = teach();
  press(triage, U" s l");
  EXPECT_THAT(kept(), ElementsAre("save 2611.90002", "like 2611.90003"));
  EXPECT_EQ(triage.view().notice, "1 judged, 1 liked; q stops at any time")
      << "to save teaches nothing";
  EXPECT_EQ(triage.view().place, "end");
}

TEST_F(TeachingTest, SaysNothingOfItInAListOfOtherPapers) {
  world.found = {entry("2611.90009", "Other rewards")};
  Triage triage = teach();
  press(triage, U"lm");
  EXPECT_EQ(triage.view().notice, "");
  press(triage, U"lq");
  EXPECT_EQ(triage.view().notice, "1 judged, 1 liked; q stops at any time");
  EXPECT_THAT(kept(), ElementsAre("like 2611.90001", "like 2611.90009"));
}

TEST_F(TeachingTest, ItsHelpDoesNotSpeakOfADigest) {
  Triage triage = teach();
  press(triage, U"?");
  EXPECT_THAT(triage.view().lines.front(), HasSubstr("you cannot judge"));
  Triage reading = make();
  press(reading, U"?");
  EXPECT_THAT(reading.view().lines.front(), HasSubstr("counts as shown"));
}

TEST_F(TeachingTest, AReadersDigestKeepsItsNotice) { EXPECT_EQ(make().view().notice, ""); }

}  // namespace
}  // namespace papercup::cli
