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

}  // namespace
}  // namespace papercup::cli
