#include "papercup/config/focus_file.hpp"

#include <sys/stat.h>

#include <gmock/gmock.h>

#include "papercup/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FocusFile load_focus(std::string_view text) {
  const support::TemporaryFolder folder;
  return load_focus_file(folder.write("preferences.toml", text));
}

// The error of a focus file, as message and hint.
std::string focus_error(std::string_view text) {
  try {
    load_focus(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.message() + "\n" + error.hint();
  }
  return "no error";
}

TEST(FocusFile, ReadsEveryKey) {
  const FocusFile file = load_focus(R"(
name = "preference-learning"
about = "Learning from human preferences."
categories = ["cs.LG", "cs.CL"]
keywords = ["reward model", { term = "survey", weight = -1.0 }, { term = "dpo", weight = 2 }]
authors = ["L. Sørby"]
likes = ["2305.18290"]
dislikes = ["hep-th/9901001"]
to = ["reader@example.org"]
)");
  const Focus& focus = file.focus;
  EXPECT_EQ(focus.name, "preference-learning");
  EXPECT_EQ(focus.about, "Learning from human preferences.");
  EXPECT_THAT(focus.categories, ElementsAre(Category("cs.LG"), Category("cs.CL")));
  EXPECT_THAT(focus.keywords,
              ElementsAre(Keyword{"reward model", 1}, Keyword{"survey", -1}, Keyword{"dpo", 2}));
  EXPECT_THAT(focus.authors, ElementsAre("L. Sørby"));
  EXPECT_THAT(focus.likes, ElementsAre(ArxivId::parse("2305.18290")));
  EXPECT_THAT(focus.dislikes, ElementsAre(ArxivId::parse("hep-th/9901001")));
  EXPECT_THAT(focus.to, ElementsAre("reader@example.org"));
  EXPECT_THAT(file.warnings, IsEmpty());
}

TEST(FocusFile, DescribesTheKeysThatItReads) {
  std::vector<std::string> names;
  for (const FocusKey& key : focus_keys()) {
    names.emplace_back(key.name);
    EXPECT_TRUE(key.meaning.ends_with('.') || key.meaning.ends_with('}')) << key.name;
    const bool is_text = key.name == "name" || key.name == "about";
    EXPECT_THAT(load_focus(names.back() + (is_text ? " = 'x'\n" : " = []\n")).warnings, IsEmpty());
    EXPECT_THAT(load_focus(names.back() + "s = []\n").warnings, testing::SizeIs(1));
  }
  EXPECT_THAT(names, ElementsAre("name", "about", "categories", "keywords", "authors", "likes",
                                 "dislikes", "to"));
}

TEST(FocusFile, IsReadFromATextThatOnceWasInIt) {
  const FocusFile file = parse_focus("preferences", "about = 'Rewards.'\n");
  EXPECT_EQ(file.focus.name, "preferences");
  EXPECT_EQ(file.focus.about, "Rewards.");
  EXPECT_THROW(parse_focus("preferences", "about = \n"), Error);
}

TEST(FocusFile, IsNamedAfterTheFileWithoutAName) {
  const FocusFile file = load_focus("");
  EXPECT_EQ(file.focus.name, "preferences");
  EXPECT_EQ(file.focus.about, "");
  EXPECT_THAT(file.focus.categories, IsEmpty());
}

TEST(FocusFile, TakesIdentifiersInAnyFormOnce) {
  const FocusFile file = load_focus(
      "likes = [\"https://arxiv.org/abs/2611.90001v2\", \"arXiv:2611.90001\", "
      "\"10.48550/arXiv.2611.90002\"]");
  EXPECT_THAT(file.focus.likes,
              ElementsAre(ArxivId::parse("2611.90001"), ArxivId::parse("2611.90002")));
}

TEST(FocusFile, CountsRepeatedEntriesOnce) {
  const Focus focus = load_focus(
                          "categories = [\"cs.LG\", \"cs.LG\"]\nauthors = [\"A\", \"B\", \"A\"]\n"
                          "keywords = [\"x\", { term = \"x\", weight = 3 }]")
                          .focus;
  EXPECT_THAT(focus.categories, ElementsAre(Category("cs.LG")));
  EXPECT_THAT(focus.authors, ElementsAre("A", "B"));
  EXPECT_THAT(focus.keywords, ElementsAre(Keyword{"x", 3}));
}

TEST(FocusFile, WarnsOfUnknownKeysWithTheNearest) {
  EXPECT_THAT(load_focus("# my focus\nabuot = \"x\"").warnings,
              ElementsAre(AllOf(HasSubstr("preferences.toml:2: unknown key 'abuot'"),
                                HasSubstr("did you mean about?"))));
  EXPECT_THAT(load_focus("keywords = [{ term = \"x\", wieght = 1 }]").warnings,
              ElementsAre(HasSubstr("did you mean weight?")));
}

TEST(FocusFile, WarnsOfUnknownCategoriesAndKeepsThem) {
  const FocusFile file = load_focus("categories = [\"cs.lg\", \"math\"]");
  EXPECT_THAT(file.warnings, ElementsAre(AllOf(HasSubstr("unknown category 'cs.lg'"),
                                               HasSubstr("did you mean cs.LG?"))));
  EXPECT_THAT(file.focus.categories, ElementsAre(Category("cs.lg"), Category("math")));
}

TEST(FocusFile, SaysWhereATypeIsWrong) {
  EXPECT_THAT(focus_error("\nname = 7"),
              HasSubstr("preferences.toml:2: name has to be a text, not a "
                        "number"));
  EXPECT_THAT(focus_error("categories = \"cs.LG\""),
              AllOf(HasSubstr(":1: categories has to be a list"), HasSubstr("categories = [...]")));
  EXPECT_THAT(focus_error("authors = [\n\"A\",\n3]"), HasSubstr(":3: an entry of authors"));
  EXPECT_THAT(focus_error("keywords = [[]]"), HasSubstr("an entry of keywords"));
  EXPECT_THAT(focus_error("keywords = [\" \"]"), HasSubstr("is empty"));
  EXPECT_THAT(focus_error("keywords = [{ weight = 1 }]"), HasSubstr("has no term"));
}

TEST(FocusFile, RefusesWeightsThatAreNoNumbers) {
  EXPECT_THAT(focus_error("keywords = [{ term = \"x\", weight = \"1\" }]"), HasSubstr("a number"));
  EXPECT_THAT(focus_error("keywords = [{ term = \"x\", weight = nan }]"), HasSubstr("a number"));
  EXPECT_THAT(focus_error("keywords = [{ term = \"x\", weight = -1e-200 }]"),
              HasSubstr("has to be 0, or at least 0.000001 in size"));
  EXPECT_THAT(focus_error("keywords = [{ term = \"x\", weight = -inf }]"), HasSubstr("a number"));
}

TEST(FocusFile, AsksForQuotesAroundIdentifiers) {
  EXPECT_THAT(focus_error("likes = [2305.18290]"), HasSubstr("likes = [\"2305.18290\"]"));
}

TEST(FocusFile, NamesTheLikeThatIsNoIdentifier) {
  EXPECT_THAT(focus_error("likes = [\"2613.00001\"]"),
              AllOf(HasSubstr("preferences.toml:1: likes:"), HasSubstr("2613.00001")));
}

TEST(FocusFile, SaysWhereTheTomlIsBroken) {
  EXPECT_THAT(focus_error("name = \"x\"\nabout = \"not closed\n"),
              HasSubstr("preferences.toml:2:"));
  EXPECT_THAT(focus_error("name = \"x\"\nname = \"y\"\n"), HasSubstr("preferences.toml:2:"));
}

TEST(FocusFile, RefusesWhatIsNotUtf8) {
  EXPECT_THAT(focus_error("about = \"caf\xe9 au lait\""),
              AllOf(HasSubstr("preferences.toml:1:"), HasSubstr("UTF-8")));
}

TEST(FocusFile, TakesAByteOrderMarkAndWindowsLineEnds) {
  EXPECT_EQ(load_focus("\xef\xbb\xbfname = \"x\"\r\nabout = \"y\"\r\n").focus.about, "y");
}

TEST(FocusFile, MayBeLarge) {
  std::string text = "likes = [";
  for (int i = 10000; i < 18000; ++i) text += "\"2611." + std::to_string(i) + "\", ";
  const Focus focus = load_focus(text + "]").focus;
  EXPECT_EQ(focus.likes.size(), 8000u);
}

TEST(FocusFile, RefusesAFileOfAbsurdSize) {
  EXPECT_THAT(focus_error(std::string(5u << 20, '\n')), HasSubstr("larger than 4 MiB"));
}

TEST(FocusFile, SaysThatAFileIsMissing) {
  const support::TemporaryFolder folder;
  try {
    load_focus_file(folder.path() / "missing.toml");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_THAT(error.message(), AllOf(HasSubstr("missing.toml"), HasSubstr("No such file")));
  }
  EXPECT_THROW(load_focus_file(folder.path()), Error);
}

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

TEST(FocusFolder, APipeIsNamedAndNotWaitedFor) {
  const support::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "focus");
  ASSERT_EQ(::mkfifo((folder.path() / "focus/a.toml").c_str(), 0600), 0);
  folder.write("focus/b.toml", "about = 'comets'\n");
  const std::vector<ListedFocus> foci = list_foci(folder.path());
  ASSERT_EQ(foci.size(), 2u);
  ASSERT_TRUE(foci[0].error);
  EXPECT_THAT(foci[0].error->message(), HasSubstr("a.toml is a pipe or a device, not a file"));
  EXPECT_TRUE(foci[1].loaded);
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
