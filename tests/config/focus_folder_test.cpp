#include "papercup/config/focus_folder.hpp"

#include <gmock/gmock.h>

#include "support/temporary_folder.hpp"

namespace papercup::config {
namespace {

using testing::HasSubstr;

TEST(FocusFolder, ABrokenFocusStopsOnlyItself) {
  const support::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "focus");
  folder.write("focus/b.toml", "about = 'comets'\n");
  folder.write("focus/a.toml", "about = \n");
  folder.write("focus/.c.toml", "about = 'hidden'\n");
  folder.write("focus/d.toml~", "about = 'a backup'\n");
  const std::vector<ListedFocus> foci = list_foci(folder.path());
  ASSERT_EQ(foci.size(), 2u);
  EXPECT_EQ(foci[0].stem, "a");
  EXPECT_FALSE(foci[0].loaded);
  ASSERT_TRUE(foci[0].error);
  EXPECT_THAT(foci[0].error->message(), HasSubstr("a.toml:1"));
  ASSERT_TRUE(foci[1].loaded);
  EXPECT_EQ(foci[1].loaded->focus.name, "b");
}

TEST(FocusFolder, MayBeMissing) {
  const support::TemporaryFolder folder;
  EXPECT_TRUE(list_foci(folder.path()).empty());
}

TEST(Stem, ComesFromWords) {
  EXPECT_EQ(stem_from("Reward models, DPO!"), "reward-models-dpo");
  EXPECT_EQ(stem_from("  "), "focus");
  EXPECT_EQ(stem_from("強化学習"), "focus");
  EXPECT_LE(stem_from(std::string(100, 'x')).size(), 40u);
  EXPECT_EQ(stem_from("learning from human preferences and reward models"),
            "learning-from-human-preferences-and");
  for (const char* words : {"a", "../../etc", "X y", ""}) EXPECT_TRUE(is_stem(stem_from(words)));
}

TEST(Stem, IsNoPath) {
  for (const char* stem : {"", ".", "..", "a/b", "../a", ".hidden", "a b"}) {
    EXPECT_FALSE(is_stem(stem)) << stem;
  }
  for (const char* stem : {"a", "cs.LG", "my_focus-2"}) EXPECT_TRUE(is_stem(stem)) << stem;
}

TEST(FocusTemplate, IsReadAsItWasWritten) {
  Focus focus;
  focus.name = "A \"name\"";
  focus.about = "Rewards\nand preferences \\ more";
  focus.categories = {Category("cs.LG")};
  focus.keywords = {{"reward model", 1}, {"survey", -1.5}};
  focus.authors = {"L. Sørby"};
  focus.likes = {ArxivId::parse("2611.90093")};
  focus.to = {"me@example.org"};
  const support::TemporaryFolder folder;
  const FocusFile full = load_focus_file(folder.write("full.toml", focus_template(focus)));
  EXPECT_EQ(full.focus, focus);
  Focus bare;
  bare.name = "bare";
  const FocusFile empty = load_focus_file(folder.write("bare.toml", focus_template(bare)));
  EXPECT_EQ(empty.focus, bare);
  EXPECT_TRUE(empty.warnings.empty());
}

}  // namespace
}  // namespace papercup::config
