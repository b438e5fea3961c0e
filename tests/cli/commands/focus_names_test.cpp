#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/system/files.hpp"

namespace papercup::cli {
namespace {

using testing::HasSubstr;

class FocusNamesTest : public CliTest {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(foci());
    write("rewards");
    write("comets");
    store(paper("2611.90001", "Reward models"));
    ASSERT_EQ(run({"like", "2611.90001", "--focus", "rewards"}).code, 0);
  }

  std::filesystem::path foci() const { return folder.path() / ".config/papercup/focus"; }
  void write(const std::string& stem) {
    folder.write(".config/papercup/focus/" + stem + ".toml", "about = 'rewards'\n");
  }
  bool has(const std::string& file) const { return std::filesystem::exists(foci() / file); }
  std::size_t marks_of(const std::string& stem) const {
    const store::UserStore user(folder.path() / "data/reader.db", store::OpenMode::read_only);
    return user.traces_of(stem).marks;
  }
};

TEST_F(FocusNamesTest, ANewNameTakesTheMarksAlong) {
  const Outcome outcome = run({"focus", "rename", "rewards", "Reward models"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Renamed rewards to reward-models"));
  EXPECT_THAT(outcome.out, HasSubstr("1 mark"));
  EXPECT_TRUE(has("reward-models.toml"));
  EXPECT_FALSE(has("rewards.toml"));
  EXPECT_EQ(marks_of("reward-models"), 1U);
  EXPECT_EQ(marks_of("rewards"), 0U);
}

TEST_F(FocusNamesTest, AnInterruptedRenameIsCompletedByAnother) {
  {
    store::UserStore user(folder.path() / "data/reader.db", store::OpenMode::create);
    user.transaction([&] { user.rename_focus("rewards", "raters"); });
  }
  EXPECT_EQ(run({"focus", "rename", "rewards", "raters"}).code, 0);
  EXPECT_TRUE(has("raters.toml"));
  EXPECT_EQ(marks_of("raters"), 1U);
}

TEST_F(FocusNamesTest, AFileThatCannotBeRenamedLeavesTheDatabaseAsItWas) {
  // A name that is too long for the file system.
  const Outcome outcome = run({"focus", "rename", "rewards", std::string(300, 'x')});
  EXPECT_NE(outcome.code, 0);
  EXPECT_EQ(marks_of("rewards"), 1U);
  EXPECT_TRUE(has("rewards.toml"));
}

TEST_F(FocusNamesTest, NamesThatAreTakenOrUnknownAreRefused) {
  EXPECT_THAT(run({"focus", "rename", "rewards", "comets"}).err, HasSubstr("already exists"));
  EXPECT_THAT(run({"focus", "rename", "reward", "x"}).err, HasSubstr("did you mean rewards?"));
  EXPECT_THAT(run({"focus", "rename", "rewards", "rewards"}).err,
              HasSubstr("called rewards already"));
  EXPECT_THAT(run({"focus", "rename", "rewards"}).err, HasSubstr("needs two names"));
  EXPECT_EQ(marks_of("rewards"), 1U);
}

TEST_F(FocusNamesTest, MarksOfAnEarlierFocusAreNotMixed) {
  write("raters");
  ASSERT_EQ(run({"dislike", "2611.90001", "--focus", "raters"}).code, 0);
  ASSERT_EQ(run({"focus", "remove", "raters", "--yes"}).code, 0);
  const Outcome outcome = run({"focus", "rename", "rewards", "raters"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("an earlier focus raters"));
  EXPECT_EQ(marks_of("raters"), 1U);
  EXPECT_EQ(marks_of("rewards"), 1U);
  EXPECT_TRUE(has("rewards.toml"));
}

TEST_F(FocusNamesTest, WaitsForAMailThatIsAtWork) {
  system::FileLock lock(folder.path() / "data/mail.lock");
  ASSERT_TRUE(lock.try_acquire());
  EXPECT_THAT(run({"focus", "rename", "rewards", "raters"}).err, HasSubstr("is at work"));
  EXPECT_TRUE(has("rewards.toml"));
}

TEST_F(FocusNamesTest, ARemovedOneKeepsItsFileAndItsMarks) {
  const Outcome outcome = run({"focus", "remove", "rewards", "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1 mark"));
  EXPECT_FALSE(has("rewards.toml"));
  EXPECT_TRUE(has("rewards.toml.removed"));
  EXPECT_EQ(marks_of("rewards"), 1U);
  write("rewards");
  EXPECT_EQ(run({"focus", "remove", "rewards", "--yes"}).code, 0);
  EXPECT_TRUE(has("rewards.toml.removed-2")) << "the first one is not overwritten";
}

TEST_F(FocusNamesTest, IsRemovedOnATerminalIfTheReaderSaysSo) {
  terminal.input_is_terminal = true;
  EXPECT_THAT(run({"focus", "remove", "rewards"}, "n\n").err, HasSubstr("nothing was removed"));
  EXPECT_THAT(run({"focus", "remove", "rewards"}, "").err, HasSubstr("[y/N]"));
  EXPECT_TRUE(has("rewards.toml"));
  EXPECT_EQ(run({"focus", "remove", "rewards"}, "y\n").code, 0);
  EXPECT_FALSE(has("rewards.toml"));
}

TEST_F(FocusNamesTest, WithoutATerminalNothingIsRemovedUnasked) {
  const Outcome outcome = run({"focus", "remove", "rewards"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("--yes does it"));
  EXPECT_TRUE(has("rewards.toml"));
}

TEST_F(FocusNamesTest, AnUnknownNameAmongSeveralRemovesNone) {
  EXPECT_EQ(run({"focus", "remove", "rewards", "commets", "--yes"}).code, 2);
  EXPECT_TRUE(has("rewards.toml"));
}

class FocusSplitTest : public FocusNamesTest {
 protected:
  void SetUp() override {
    FocusNamesTest::SetUp();
    std::string papers;
    for (int number = 1; number <= 4; ++number) {
      papers += paper("2611.9101" + std::to_string(number),
                      "Glacier flow and meltwater " + std::to_string(number));
      papers += paper("2611.9102" + std::to_string(number),
                      "Speculative decoding of drafts " + std::to_string(number));
    }
    store(papers);
    folder.write(".config/papercup/focus/mixed.toml",
                 "# mine\nabout = 'ice, decoding'\ncategories = ['cs.LG']\nto = ['a@example.org']\n"
                 "keywords = [{ term = 'survey', weight = -1.0 }]\nauthors = ['L. Sørby']\n"
                 "likes = ['2611.91011', '2611.91012', '2611.91021', '2611.91022', '2611.99999']\n"
                 "dislikes = ['2611.90001']\n");
    for (const char* id : {"2611.91013", "2611.91014", "2611.91023", "2611.91024"}) {
      ASSERT_EQ(run({"like", id, "--focus", "mixed"}).code, 0);
    }
  }
  std::string text_of(const std::string& file) const {
    return system::read_file(foci() / file, ErrorKind::failure);
  }
};

TEST_F(FocusSplitTest, ShowSaysThatTheLikesAreTwoInterests) {
  const std::string shown = run({"focus", "show", "mixed"}).out;
  EXPECT_THAT(shown, HasSubstr("The likes are two interests"));
  EXPECT_THAT(shown, HasSubstr("papercup focus split mixed"));
  EXPECT_THAT(run({"focus", "show", "rewards"}).out, testing::Not(HasSubstr("interests")));
}

TEST_F(FocusSplitTest, DividesTheLikesAndKeepsTheRestInBoth) {
  const Outcome outcome = run({"focus", "split", "mixed", "ice", "Decoding of drafts"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, testing::AllOf(HasSubstr("ice.toml  4 likes: "),
                                          HasSubstr("decoding-of-drafts.toml  4 likes: "),
                                          HasSubstr("Both have 1 like that is not stored yet.")));
  const std::string ice = text_of("ice.toml");
  const std::string decoding = text_of("decoding-of-drafts.toml");
  for (const std::string* text : {&ice, &decoding}) {
    for (const char* kept : {"about = \"ice, decoding\"", "categories = [\"cs.LG\"]",
                             "{ term = \"survey\", weight = -1 }", "L. Sørby",
                             "dislikes = [\"2611.90001\"]", "a@example.org", "2611.99999"}) {
      EXPECT_THAT(*text, HasSubstr(kept));
    }
  }
  for (const char* number : {"1", "2", "3", "4"}) {
    EXPECT_THAT(ice, HasSubstr(std::string("2611.9101") + number));
    EXPECT_THAT(ice, testing::Not(HasSubstr(std::string("2611.9102") + number)));
    EXPECT_THAT(decoding, HasSubstr(std::string("2611.9102") + number));
  }
  EXPECT_FALSE(has("mixed.toml"));
  EXPECT_THAT(text_of("mixed.toml.split"), HasSubstr("# mine")) << "as the reader wrote it";
  EXPECT_EQ(marks_of("mixed"), 4U);
  EXPECT_THAT(run({"focus", "check"}).out, HasSubstr("ice: no faults"));
}

TEST_F(FocusSplitTest, NamesTheTwoAfterTheirTerms) {
  const Outcome outcome = run({"focus", "split", "mixed"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_FALSE(has("mixed.toml"));
  const std::string listed = run({"focus", "list"}).out;
  EXPECT_THAT(listed, HasSubstr("5 likes, 1 dislike")) << "four and the one that is not stored";
  EXPECT_THAT(run({"focus", "list"}).err, "");
}

TEST_F(FocusSplitTest, LeavesAllAsItWasIfANameIsTaken) {
  for (const std::vector<std::string>& names : std::vector<std::vector<std::string>>{
           {"ice", "comets"}, {"rewards", "ice"}, {"mixed", "ice"}, {"ice", "ice"}}) {
    const Outcome outcome = run({"focus", "split", "mixed", names[0], names[1]});
    EXPECT_EQ(outcome.code, 2) << names[0] << " " << names[1];
    EXPECT_TRUE(has("mixed.toml"));
    EXPECT_FALSE(has("ice.toml"));
    EXPECT_FALSE(has("mixed.toml.split"));
  }
  EXPECT_THAT(run({"focus", "split", "mixed", "ice", "comets"}).err, HasSubstr("already exists"));
  EXPECT_THAT(run({"focus", "split", "mixed", "ice", "ice"}).err, HasSubstr("both foci"));
  EXPECT_THAT(run({"focus", "split", "mixed", "ice"}).err, HasSubstr("two new names, or none"));
}

TEST_F(FocusSplitTest, RefusesANameOfWhichSomethingIsRemembered) {
  ASSERT_EQ(run({"focus", "remove", "rewards", "--yes"}).code, 0);
  EXPECT_THAT(run({"focus", "split", "mixed", "ice", "rewards"}).err,
              HasSubstr("remembers marks or digests of an earlier focus rewards"));
  EXPECT_FALSE(has("ice.toml"));
}

TEST_F(FocusSplitTest, AFileThatCannotBeWrittenLeavesAllAsItWas) {
  const Outcome outcome = run({"focus", "split", "mixed", "ice", std::string(300, 'x')});
  EXPECT_NE(outcome.code, 0);
  EXPECT_TRUE(has("mixed.toml"));
  EXPECT_FALSE(has("ice.toml"));
}

TEST_F(FocusSplitTest, RefusesLikesOfOneInterest) {
  Outcome outcome = run({"focus", "split", "rewards"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("the likes of rewards do not fall apart"));
  EXPECT_TRUE(has("rewards.toml"));
  EXPECT_EQ(run({"focus", "split", "mixd"}).code, 2);
  outcome = run({"focus", "split"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("NAME is missing"));
}

}  // namespace
}  // namespace papercup::cli
