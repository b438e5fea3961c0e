#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/app/reference_list.hpp"
#include "papercup/config/focus_file.hpp"

namespace papercup::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class FocusLearnTest : public CliTest {
 protected:
  FocusLearnTest() {
    store(paper("2611.90001", "An Invented Title of Note") +
          R"({"id": "2611.90002", "title": "Another", "abstract": "x", "authors": [], )"
          R"("categories": ["cs.CL"], "doi": "10.1000/XyZ", "announced": "2026-11-24"})"
          "\n");
  }

  std::filesystem::path config_folder() const { return folder.path() / ".config/papercup"; }
  std::filesystem::path file(const std::string& stem) const {
    return config::focus_path(config_folder(), stem);
  }
  std::string list(const std::string& name = "refs.bib") const {
    return folder.write(name, kEntries).string();
  }
  Focus learnt(const std::string& stem) const { return config::load_focus_file(file(stem)).focus; }

  static constexpr const char* kEntries =
      "@misc{a, title={An invented title, of note}, year=2020}\n"
      "@misc{b, doi={https://doi.org/10.1000/xyz}, year=2021}\n"
      "@misc{c, eprint={2605.91234}, primaryClass={stat.ML}, year=2022}\n"
      "@misc{d, title={Reward Models of Old}, year=1990, abstract={Reward models.}}\n"
      "@misc{e, title={Reward Models Anew}, year=2025}\n";
};

TEST_F(FocusLearnTest, FindsPapersByIdentifierDoiAndTitle) {
  const Outcome outcome = run({"focus", "learn", list(), "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("refs.bib: BibTeX, 5 entries"));
  EXPECT_THAT(outcome.err, HasSubstr("2  stored, 2 of them found by DOI or title"));
  const Focus focus = learnt("refs");
  EXPECT_THAT(focus.likes, ElementsAre(ArxivId::parse("2611.90002"), ArxivId::parse("2611.90001"),
                                       ArxivId::parse("2605.91234")));
  EXPECT_THAT(focus.categories,
              ElementsAre(Category("cs.CL"), Category("cs.LG"), Category("stat.ML")));
  EXPECT_EQ(focus.about, "Papers such as: Reward Models Anew; Reward Models of Old.");
  EXPECT_THAT(focus.keywords, Contains(Field(&Keyword::term, "reward models")));
}

TEST_F(FocusLearnTest, TellsHowTheFileWasReadAndWhatSaysNothing) {
  const std::string latin = "@misc{a, title={Caf\xE9 rewards}, year=2020}\n@misc{b, year=2021}\n";
  const Outcome outcome =
      run({"focus", "learn", folder.write("latin.bib", latin).string(), "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("latin.bib: it is not UTF-8: read as Windows-1252"));
  EXPECT_THAT(outcome.err, HasSubstr("1  without a title or an identifier: nothing to learn from"));
  EXPECT_THAT(learnt("latin").about, HasSubstr("Café rewards"));
}

// Papers of before 2009 say astro-ph and no more; nothing of today is in that category.
TEST_F(FocusLearnTest, FollowsTheDivisionsOfAnArchiveThatOldPapersName) {
  const std::string old =
      "@misc{a, eprint={astro-ph/0109999}, primaryClass={astro-ph}, year=2001}\n"
      "@misc{b, eprint={0704.9999}, primaryClass={astro-ph}, year=2007}\n";
  const Outcome outcome = run({"focus", "learn", folder.write("old.bib", old).string(), "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr("categories: 2 papers say only astro-ph, which is divided today; the focus "
                        "has all 6 divisions, take out what you do not read\n"));
  EXPECT_THAT(
      learnt("old").categories,
      ElementsAre(Category("astro-ph.CO"), Category("astro-ph.EP"), Category("astro-ph.GA"),
                  Category("astro-ph.HE"), Category("astro-ph.IM"), Category("astro-ph.SR")));
}

TEST_F(FocusLearnTest, CountsOldPapersOfAnArchiveForTheDivisionsThatTheOthersName) {
  const std::string mixed =
      "@misc{a, eprint={astro-ph/0109999}, primaryClass={astro-ph}, year=2001}\n"
      "@misc{b, eprint={astro-ph/0209999}, primaryClass={astro-ph}, year=2002}\n"
      "@misc{c, eprint={2605.91235}, primaryClass={astro-ph.GA}, year=2026}\n"
      "@misc{d, eprint={cmp-lg/9409999}, primaryClass={cmp-lg}, year=1994}\n";
  const Outcome outcome = run({"focus", "learn", folder.write("m.bib", mixed).string(), "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr("categories: 2 papers say only astro-ph, which is divided today; counted "
                        "for astro-ph.GA, as your other papers are\n"));
  EXPECT_THAT(learnt("m").categories, ElementsAre(Category("astro-ph.GA"), Category("cs.CL")));
}

TEST_F(FocusLearnTest, SaysNothingOfDivisionsWhereTheReaderNamesCategories) {
  const std::string old = "@misc{a, eprint={astro-ph/0109999}, primaryClass={astro-ph}}\n";
  const Outcome outcome = run({"focus", "learn", folder.write("old.bib", old).string(), "--yes",
                               "--category", "astro-ph.HE"});
  EXPECT_THAT(outcome.err, Not(HasSubstr("divided")));
  EXPECT_THAT(learnt("old").categories, ElementsAre(Category("astro-ph.HE")));
}

TEST_F(FocusLearnTest, AsksOnATerminalAndTakesOnlyAYes) {
  terminal.input_is_terminal = true;
  for (const char* answer : {"\n", "n\n", "", "maybe\n"}) {
    EXPECT_EQ(run({"focus", "learn", list()}, answer).code, 0);
    EXPECT_FALSE(std::filesystem::exists(file("refs"))) << answer;
  }
  const Outcome outcome = run({"focus", "learn", list(), "--focus", "Preference learning"}, "y\n");
  EXPECT_THAT(outcome.err, HasSubstr("[y/N]"));
  EXPECT_EQ(learnt("preference-learning").name, "Preference learning");
}

TEST_F(FocusLearnTest, OnlyPrintsWithoutATerminal) {
  const Outcome outcome = run({"focus", "learn", list(), "--about", "Rewards."});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_FALSE(std::filesystem::exists(file("refs")));
  EXPECT_THAT(outcome.out, HasSubstr("about = \"Rewards.\""));
  EXPECT_THAT(outcome.err, HasSubstr("--yes writes this to"));
}

TEST_F(FocusLearnTest, NeverChangesAFocusThatIsThere) {
  std::filesystem::create_directories(file("mine").parent_path());
  const std::string content =
      "likes = [\"2611.90001\"]\ndislikes = [\"2605.91234\"]\nkeywords = [\"dpo\"]\n";
  folder.write(".config/papercup/focus/mine.toml", content);
  const Outcome outcome = run({"focus", "learn", list(), "--focus", "mine", "--yes"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("likes = [\"2611.90001\", \"2611.90002\"]\n"));
  EXPECT_THAT(outcome.out, HasSubstr("keywords = [\"dpo\", "));
  EXPECT_THAT(outcome.err, HasSubstr("does not change"));
  EXPECT_EQ(learnt("mine").likes.size(), 1u);
}

TEST_F(FocusLearnTest, ReadsStandardInputAndGivesIdentifiersAlone) {
  const Outcome outcome = run({"focus", "learn", "-", "--ids"}, kEntries);
  EXPECT_EQ(outcome.out, "2611.90002\n2611.90001\n2605.91234\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(FocusLearnTest, RefusesWhatIsNoListAndWhatSaysNothing) {
  EXPECT_EQ(run({"focus", "learn"}).code, 2);
  EXPECT_EQ(run({"focus", "learn", (folder.path() / "none.bib").string()}).code, 2);
  EXPECT_EQ(run({"focus", "learn", "-"}, "hello").code, 1);
  const Outcome nothing = run({"focus", "learn", "-", "--yes"}, "@misc{a, year=2020}");
  EXPECT_EQ(nothing.code, 1);
  EXPECT_THAT(nothing.err, HasSubstr("has nothing to learn from"));
}

TEST_F(FocusLearnTest, InitTakesAListForItsThirdQuestion) {
  terminal.input_is_terminal = true;
  list("my refs.bib");
  const Outcome outcome = run({"init"}, "Rewards\ncs.LG\nnone.bib\n~/my refs.bib\n\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("cannot read none.bib: No such file or directory"));
  EXPECT_THAT(outcome.err, HasSubstr("3 papers."));
  EXPECT_EQ(learnt("rewards").likes.size(), 3u);
  EXPECT_EQ(learnt("rewards").about, "Rewards");
  EXPECT_THAT(learnt("rewards").keywords, Not(IsEmpty()));
}

library::Entry entry(const std::string& title, std::optional<int> year) {
  library::Entry entry;
  entry.title = title;
  entry.year = year;
  return entry;
}

TEST(KeywordsOf, YoungerEntriesWeighMore) {
  const auto keywords =
      app::keywords_of({entry("Falcon migration", 2025), entry("Badger migration", 2005)});
  const auto weight_of = [&](const std::string& term) {
    double weight = 0;
    for (const Keyword& keyword : keywords) {
      if (keyword.term.find(term) != std::string::npos) weight = std::max(weight, keyword.weight);
    }
    return weight;
  };
  EXPECT_GT(weight_of("falcon"), 2 * weight_of("badger"));
  EXPECT_GT(weight_of("badger"), 0);
}

TEST(KeywordsOf, OfManyEntriesNamesOnlyWhatSeveralSay) {
  std::vector<library::Entry> entries;
  for (int i = 0; i < 6; ++i) entries.push_back(entry("Falcon migration", 2020));
  entries.push_back(entry("Badger burrows", 2025));
  for (const Keyword& keyword : app::keywords_of(entries)) {
    EXPECT_EQ(keyword.term.find("badger"), std::string::npos);
    EXPECT_LE(keyword.weight, 0.5);
  }
  EXPECT_THAT(app::keywords_of({}), IsEmpty());
}

TEST_F(FocusLearnTest, AListWithNothingToLearnFromIsRefused) {
  const std::string list = folder.write("empty.bib", "@misc{a, year=2020}\n").string();
  const Outcome outcome = run({"focus", "learn", list, "--yes"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("empty.bib has nothing to learn from\n"
                                     "Entries need a title, an identifier of arXiv or a DOI.\n"));
  EXPECT_FALSE(std::filesystem::exists(file("empty")));
}

}  // namespace
}  // namespace papercup::cli
