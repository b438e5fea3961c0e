#include <filesystem>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"

namespace papercup::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// What a digest shows beside its papers.
class DigestPartsTest : public cli::CliTest {
 protected:
  void SetUp() override {
    terminal.output_is_terminal = true;
    terminal.width = 80;
    variables["NO_COLOR"] = "1";
    write_focus("about = 'reward models'\ncategories = ['cs.LG']\n");
  }

  void write_focus(const std::string& text) {
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    folder.write(".config/papercup/focus/rewards.toml", text);
  }

  void be_on(int day) {
    clock.time = Time{Date(2026, 11, 1).days()} + std::chrono::hours(24 * (day - 1) + 12);
  }

  struct Facts {
    std::string title = "Reward models";
    std::string abstract = "An abstract.";
    std::string comment = {};
    std::string journal_ref = {};
    std::string author = "Ada Byron";
    int version = 1;
    int updated = 0;  // day of November
  };

  static std::string line(const std::string& id, int day, const Facts& facts) {
    std::string text = R"({"id": ")" + id + R"(", "title": ")" + facts.title +
                       R"(", "abstract": ")" + facts.abstract + R"(", "authors": [")" +
                       facts.author + R"("], "categories": ["cs.LG"], "announced": "2026-11-)" +
                       (day < 10 ? "0" : "") + std::to_string(day) + R"(", "version": )" +
                       std::to_string(facts.version);
    if (!facts.comment.empty()) text += R"(, "comment": ")" + facts.comment + "\"";
    if (!facts.journal_ref.empty()) text += R"(, "journal_ref": ")" + facts.journal_ref + "\"";
    if (facts.updated > 0) {
      text += R"(, "updated": "2026-11-)" + std::to_string(facts.updated) + "T10:00:00Z\"";
    }
    return text + "}\n";
  }

  std::string digest(std::vector<std::string> more = {}) {
    more.insert(more.begin(), "digest");
    const Outcome outcome = run(more);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
};

TEST_F(DigestPartsTest, TellsOnceThatASavedPaperWasWithdrawn) {
  be_on(16);
  store(line("2611.91001", 16, {}));
  digest();
  run({"save", "2611.91001"});
  digest();
  be_on(17);
  store(line("2611.91001", 16,
             {.comment = "Withdrawn: gap in Lemma 2", .version = 2, .updated = 16}));
  store(line("2611.91002", 17, {.title = "More reward models"}));
  EXPECT_THAT(digest(), AllOf(HasSubstr(" !  WITHDRAWN, a paper you saved on 16 Nov: 2611.91001v2\n"
                                        "    Reward models\n"
                                        "    comment, v2: \"Withdrawn: gap in Lemma 2\"\n"),
                              HasSubstr("More reward models")));
  EXPECT_THAT(digest(), AllOf(HasSubstr("shown again"), HasSubstr("WITHDRAWN, a paper you saved")))
      << "it is printed again as it was";
  be_on(18);
  store(line("2611.91003", 18, {.title = "Yet more reward models"}));
  EXPECT_THAT(digest(), AllOf(HasSubstr("Yet more"), Not(HasSubstr("WITHDRAWN"))));
  EXPECT_THAT(digest({"--as-of", "2026-11-17"}), HasSubstr("WITHDRAWN, a paper you saved"));
}

TEST_F(DigestPartsTest, TellsOfNewVersionsAndPublicationOfLikedPapers) {
  be_on(16);
  store(line("2611.91001", 16, {}) + line("2611.91002", 16, {.title = "Old reward models"}));
  digest();
  run({"like", "2611.91001", "2611.91002"});
  digest();
  be_on(17);
  store(line("2611.91001", 16, {.comment = "one more table", .version = 2, .updated = 17}) +
        line("2611.91002", 16, {.title = "Old reward models", .journal_ref = "J. Cups 7 (2026)"}));
  const std::string shown = digest();
  EXPECT_THAT(shown, HasSubstr(" +  New version, a paper you liked on 16 Nov: 2611.91001v2\n"));
  EXPECT_THAT(shown, HasSubstr(" +  Published, a paper you liked on 16 Nov: 2611.91002v1\n"));
  EXPECT_THAT(shown, HasSubstr("journal reference, v1: \"J. Cups 7 (2026)\""));
  EXPECT_THAT(digest(), Not(HasSubstr("Published"))) << "told once";
  EXPECT_THAT(digest({"--channel", "other"}), Not(HasSubstr("Published")))
      << "what another channel never knew otherwise is no news there";
}

TEST_F(DigestPartsTest, NewsAreToldOnceAlsoIfPapersDbIsRestoredInBetween) {
  const auto file = folder.path() / "data/papers.db";
  const auto restore = [&](const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(to.string() + suffix);
    }
    std::filesystem::copy_file(from, to);
  };
  const std::string news =
      line("2611.91001", 16, {.comment = "Withdrawn: a gap", .version = 2, .updated = 17}) +
      line("2611.91002", 16, {.title = "Old rewards", .journal_ref = "J. Cups 7 (2026)"}) +
      line("2611.91003", 16, {.title = "Reward tables", .version = 3, .updated = 17});
  be_on(16);
  store(line("2611.91001", 16, {}) + line("2611.91002", 16, {.title = "Old rewards"}) +
        line("2611.91003", 16, {.title = "Reward tables"}));
  digest();
  run({"save", "2611.91001", "2611.91002", "2611.91003"});
  digest();
  restore(file, folder.path() / "copy.db");
  be_on(17);
  store(news);
  EXPECT_THAT(digest(),
              AllOf(HasSubstr("WITHDRAWN"), HasSubstr("Published"), HasSubstr("New version")));
  restore(folder.path() / "copy.db", file);
  be_on(18);
  store(line("2611.91004", 18, {.title = "More reward models"}));
  const auto has_no_news = AllOf(Not(HasSubstr("WITHDRAWN")), Not(HasSubstr("Published")),
                                 Not(HasSubstr("New version")));
  EXPECT_THAT(digest(), has_no_news);
  be_on(19);
  store(news + line("2611.91005", 19, {.title = "Yet more reward models"}));
  EXPECT_THAT(digest(), AllOf(HasSubstr("Yet more"), has_no_news)) << "told before";
  be_on(20);
  store(line("2611.91003", 16, {.title = "Reward tables", .version = 4, .updated = 20}));
  EXPECT_THAT(digest(), HasSubstr("New version")) << "newer than what was told";
}

TEST_F(DigestPartsTest, WhatHappenedBeforeAPaperWasMarkedIsNoNews) {
  be_on(16);
  store(line("2611.91001", 16, {.version = 2, .updated = 15}));
  run({"save", "2611.91001"});
  EXPECT_THAT(digest(), Not(HasSubstr("New version")));
}

TEST_F(DigestPartsTest, PeekingTellsNewsAndDoesNotForgetThem) {
  be_on(16);
  store(line("2611.91001", 16, {}));
  digest();
  run({"save", "2611.91001"});
  digest();
  store(line("2611.91001", 16, {.version = 2, .updated = 16}));
  EXPECT_THAT(digest({"--peek"}), HasSubstr("New version"));
  EXPECT_THAT(digest(), HasSubstr("New version"));
}

TEST_F(DigestPartsTest, NearDuplicatesStandUnderTheFirstAndCountAsShown) {
  const Facts twin{.title = "Reward models forget what they were not asked",
                   .abstract =
                       "We measure how fine-tuned reward models forget old comparisons, and "
                       "replay a few of the old pairs."};
  be_on(16);
  store(line("2611.91001", 16, twin) + line("2611.91002", 14, twin));
  Facts stranger = twin;
  stranger.author = "Carl Dahl";
  store(line("2611.91003", 16, stranger));
  const std::string shown = digest();
  EXPECT_THAT(shown, AllOf(HasSubstr("+1 close relative by the same authors: 2611.9100"),
                           HasSubstr("2 of 3"), HasSubstr("2611.91003")));
  EXPECT_THAT(digest(), HasSubstr("+1 close relative")) << "printed again";
  be_on(17);
  store(line("2611.91004", 17, {.title = "Comets"}));
  EXPECT_THAT(digest({"--top", "9"}), Not(HasSubstr("91002")));
}

TEST_F(DigestPartsTest, AfterTenLikesOnePaperFromBelowTheLineIsDrawn) {
  std::string likes;
  std::string papers;
  for (int i = 0; i < 10; ++i) {
    const std::string id = "2610.9" + std::to_string(1000 + i);
    likes += (likes.empty() ? "'" : ", '") + id + "'";
    papers += line(id, 1, {.title = "Reward models " + std::to_string(i)});
  }
  write_focus("about = 'reward models'\ncategories = ['cs.LG']\nlikes = [" + likes + "]\n");
  folder.write(".config/papercup/config.toml", "[digest]\nper_day = 5.5\n");
  be_on(24);
  store(papers + line("2611.91001", 24, {.title = "Reward models again"}) +
        line("2611.91002", 24, {.title = "Comets", .abstract = "Ice.", .author = "Carl Dahl"}));
  const std::string shown = digest({"--since", "2026-11-24"});
  EXPECT_THAT(shown, AllOf(HasSubstr("just below your line, drawn by lot from the next 50:\n"
                                     " 2  Comets (cs.LG)  2611.91002\n"),
                           HasSubstr("1 of 2, about")));
  EXPECT_THAT(run({"save", "2"}).out, HasSubstr("saved 2611.91002"));
  folder.write(".config/papercup/config.toml", "[digest]\nper_day = 5.5\nexplore = false\n");
  EXPECT_THAT(digest({"--since", "2026-11-24"}), Not(HasSubstr("by lot")));
}

TEST_F(DigestPartsTest, OnFridaysReplicationsAndNegativeResultsAreCounted) {
  be_on(19);
  store(line("2611.91001", 17, {.title = "Reward models: a replication study"}) +
        line("2611.91002", 18, {.abstract = "We report a negative result."}) +
        line("2611.91003", 12, {.title = "Comets: a replication study"}));
  EXPECT_THAT(digest(), Not(HasSubstr("This week")));
  be_on(20);
  store(line("2611.91004", 20, {.title = "New reward models"}));
  EXPECT_THAT(digest(), HasSubstr("This week in cs.LG: 1 replication, 1 negative result:\n"
                                  "papercup query --since 6d --has replication\n"));
  EXPECT_THAT(digest(), HasSubstr("This week in cs.LG")) << "printed again";
}

TEST_F(DigestPartsTest, WhatIsDoneAgainIsCountedWithoutTheWordReplication) {
  be_on(20);
  store(line("2611.91001", 18, {.abstract = "We redo all experiments of that paper."}));
  EXPECT_THAT(digest(), HasSubstr("This week in cs.LG: 1 replication, 0 negative results"));
}

TEST_F(DigestPartsTest, ListsForProgramsHaveNeitherFoldsNorLots) {
  const Facts twin{.abstract = "We measure how reward models forget old comparisons of pairs."};
  be_on(16);
  store(line("2611.91001", 16, twin) + line("2611.91002", 16, twin));
  EXPECT_EQ(digest({"--format", "ids"}).size(), std::string("2611.91001\n").size() * 2);
}

TEST_F(DigestPartsTest, AnAbsenceEndsWithOneCupAndSaysWhatItCovers) {
  be_on(2);
  store(line("2611.91001", 2, {}));
  digest();
  std::string lines;
  for (int i = 0; i < 30; ++i) {
    lines += line("2611.92" + std::to_string(100 + i), 3 + i % 15,
                  {.title = "Reward models, no. " + std::to_string(i),
                   .author = "Author Number" + std::to_string(i)});
  }
  be_on(18);
  store(lines);
  EXPECT_THAT(digest(), HasSubstr("10 of 30 since 3 Nov; the rest: papercup digest --since"));
}

TEST_F(DigestPartsTest, ALongDigestGoesThroughThePager) {
  std::string paged, command;
  run_pager = [&](const std::string& with, std::string_view text) {
    command = with;
    paged = text;
    return true;
  };
  terminal.height = 12;
  be_on(16);
  store(line("2611.91001", 16, {}) + line("2611.91002", 16, {.author = "Carl Dahl"}));
  EXPECT_EQ(digest(), "");
  EXPECT_EQ(command, "less");
  EXPECT_THAT(paged, HasSubstr("2 of 2"));
  variables["PAGER"] = "most -w";
  digest();
  EXPECT_EQ(command, "most -w");
  EXPECT_THAT(digest({"--no-pager"}), HasSubstr("2 of 2"));
  variables["PAGER"] = "";
  EXPECT_THAT(digest(), HasSubstr("2 of 2"));
  variables.erase("PAGER");
  run_pager = [](const std::string&, std::string_view) { return false; };
  EXPECT_THAT(digest(), HasSubstr("2 of 2")) << "there is no such program";
  terminal.height = 60;
  run_pager = [](const std::string&, std::string_view) {
    ADD_FAILURE() << "it fits the screen";
    return true;
  };
  EXPECT_THAT(digest(), HasSubstr("2 of 2"));
  terminal.height = 12;
  terminal.output_is_terminal = false;
  EXPECT_THAT(digest(), HasSubstr("2 of 2"));
}

TEST_F(DigestPartsTest, WhatIsTooCommonIsNotShownButCounted) {
  // A thin category in which nearly every paper is on the topic.
  std::string past;
  for (int i = 0; i < 240; ++i) {
    const std::string id = "2610.9" + std::to_string(1000 + i);
    past += R"({"id": ")" + id + R"(", "title": "Reward models )" + std::to_string(i) +
            R"(", "abstract": "Of models.", "authors": ["Ada Byron"], "categories": ["cs.LG"],)" +
            R"( "announced": "2026-10-)" + std::to_string(10 + i % 20) + "\"}\n";
  }
  be_on(16);
  store(past);
  digest();
  be_on(17);
  store(line("2611.91001", 17, {.title = "Models of reward", .author = "Carl Dahl"}) +
        line("2611.91002", 17, {.title = "Comets", .abstract = "Of ice.", .author = "Carl Dahl"}));
  EXPECT_THAT(digest({"--peek"}), Not(HasSubstr("Comets")));
  folder.write(".config/papercup/config.toml", "[digest]\nfloor = 1\nper_day = 50\n");
  const std::string all = digest({"--peek"});
  folder.write(".config/papercup/config.toml", "[digest]\nfloor = 1000\nper_day = 50\n");
  const std::string none = digest({"--peek"});
  EXPECT_THAT(all, HasSubstr("1 of 2, about")) << all;
  EXPECT_THAT(all, Not(HasSubstr("too common")));
  EXPECT_THAT(none, HasSubstr("0 of 2 reached your line")) << none;
}

TEST_F(DigestPartsTest, AQuietDaysSuggestionShowsItsBestPaper) {
  be_on(16);
  store(line("2611.91001", 16, {}));
  digest();
  be_on(17);
  store(line("2611.91002", 17, {.title = "Comets", .abstract = "Ice.", .author = "Carl Dahl"}) +
        line("2611.91003", 17, {.title = "On models", .abstract = "Tea.", .author = "Carl Dahl"}));
  folder.write(".config/papercup/config.toml", "[digest]\nper_day = 0.5\n");
  const std::string quiet = digest();
  EXPECT_THAT(quiet, HasSubstr("0 of 2 reached your line. Nothing to read today")) << quiet;
  EXPECT_THAT(digest({"--top", "1"}), HasSubstr("On models"));
}

TEST_F(DigestPartsTest, APaperIsNotShownAgainForAnotherFocusWhenItIsCrossListed) {
  folder.write(".config/papercup/focus/comets.toml",
               "about = 'comets and reward models'\ncategories = ['astro-ph.EP']\n");
  be_on(16);
  store(line("2611.91001", 16, {}));
  EXPECT_THAT(digest(), HasSubstr("2611.91001"));
  be_on(17);
  std::string crossed = line("2611.91001", 16, {.version = 2});
  crossed.replace(crossed.find("[\"cs.LG\"]"), 9, R"(["cs.LG", "astro-ph.EP"])");
  store(crossed + line("2611.91002", 17, {.title = "More reward models"}));
  const std::string shown = digest();
  EXPECT_THAT(shown, HasSubstr("2611.91002"));
  EXPECT_THAT(shown, Not(HasSubstr("2611.91001")));
}

}  // namespace
}  // namespace papercup::app
