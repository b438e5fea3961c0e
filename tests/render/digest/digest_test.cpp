#include "papercup/render/digest.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>

#include "papercup/render/style.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

ScoredPaper scored(const std::string& id, const std::string& title, int rank) {
  Paper paper{.id = ArxivId::parse(id)};
  paper.title = title;
  paper.abstract = "Ties carry information. Pairwise models throw it away.";
  paper.authors = {"Hanna Lindqvist", "Priya Raman"};
  paper.categories = {Category("stat.ML")};
  return {paper, Score{0.4, {{Evidence::description, "regret", 0.4}}}, rank};
}

digest::Digest small_digest() {
  digest::Section section;
  section.focus_name = "preference-learning";
  section.categories = {Category("cs.LG"), Category("stat.ML")};
  section.window = {Date(2026, 11, 24), Date(2026, 11, 24)};
  section.considered = 1517;
  section.reached = 1;
  section.papers = {scored("2611.90835", "An $O(\\sqrt{T})$ Regret Bound", 1)};
  digest::Digest digest;
  digest.sections = {section};
  digest.minutes = 1.4;
  return digest;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(DigestText, ShowsThePapersAndAnEnd) {
  EXPECT_EQ(digest_text(small_digest(), {}),
            "preference-learning · Tue 24 Nov 2026\n"
            "cs.LG stat.ML: 1,517 papers\n"
            "\n"
            " 1  An O(√T) Regret Bound\n"
            "    H. Lindqvist, P. Raman                                               stat.ML\n"
            "    Ties carry information. Pairwise models throw it away.\n"
            "    why   regret\n"
            "    https://arxiv.org/abs/2611.90835\n"
            "\n"
            "1 of 1,517, about 1 minute. That is all for today.\n");
}

TEST(DigestText, PutsTheCategoryInFrontWhereNobodyIsNamed) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers[0].paper.authors.clear();
  EXPECT_NE(digest_text(digest, {}).find("\n    stat.ML\n"), std::string::npos);
}

TEST(DigestText, SumsEachScoreWhereReasonsAreAskedFor) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers[0].score = {
      0.35, {{Evidence::description, "regret", 0.4}, {Evidence::intercept, "the same", -0.05}}};
  TextStyle style;
  style.reasons = Reasons::all;
  EXPECT_NE(digest_text(digest, style)
                .find("    +0.4000 regret\n    -0.0500 the same\n     0.3500 score\n"),
            std::string::npos);
}

TEST(DigestText, IsAsciiWherePlain) {
  TextStyle style;
  style.symbols = Symbols::plain;
  const std::string text = digest_text(small_digest(), style);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) << text;
}

TEST(DigestText, SaysThatNothingIsToBeReadWhereTheListIsEmpty) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers.clear();
  EXPECT_NE(digest_text(digest, {}).find("0 of 1,517"), std::string::npos);
}

std::string last_lines(const digest::Digest& digest, Medium medium = Medium::pipe) {
  TextStyle style;
  style.medium = medium;
  const std::string text = digest_text(digest, style);
  return text.substr(text.rfind("\n\n") + 2);
}

TEST(DigestText, SaysOnlyAtATerminalToCloseTheTab) {
  EXPECT_EQ(last_lines(small_digest(), Medium::terminal),
            "1 of 1,517, about 1 minute. That is all for today; close the tab.\n");
}

TEST(DigestText, NamesCommandsWhereRanksCanBeNamed) {
  digest::Digest digest = small_digest();
  digest.sections[0].focus = "preferences";
  EXPECT_EQ(last_lines(digest).find("papercup"), std::string::npos);
  EXPECT_NE(last_lines(digest, Medium::terminal).find("papercup like 1"), std::string::npos);
}

TEST(DigestText, ShowsNewsFoldedPapersTheLotAndTheWeek) {
  digest::Digest digest = small_digest();
  digest.made = Date(2026, 11, 24);
  ScoredPaper& first = digest.sections[0].papers[0];
  first.near_duplicates = {ArxivId::parse("2611.91503")};
  digest::News news{NewsKind::withdrawn, first.paper};
  news.paper.version = 3;
  news.marked = Time{Date(2026, 10, 3).days()};
  news.statement = "error in the proof of Lemma 2";
  news.stated_in = "comment";
  digest.news = {news};
  digest.sections[0].exploration = first;
  digest.sections[0].exploration->rank = 2;
  digest.sections[0].too_common = 3;
  digest.week = WeekCount{Date(2026, 11, 16), Date(2026, 11, 20), 3, 1};
  const std::string text = digest_text(digest, {});
  for (const char* part :
       {"\n !  WITHDRAWN, a paper you saved on 3 Oct: 2611.90835v3\n    An O(√T) Regret Bound\n"
        "    comment, v3: \"error in the proof of Lemma 2\"\n\n 1  An",
        "\n    +1 close relative by the same authors: 2611.91503\n",
        "\n    just below your line, drawn by lot from the next 50:\n"
        " 2  An O(√T) Regret Bound (stat.ML)  2611.90835\n\n",
        "\nThis week in cs.LG stat.ML: 3 replications, 1 negative result:\n"
        "papercup query --since 2026-11-16 --has replication\n",
        "\n3 more are too common to be shown ([digest] floor in config.toml).\n"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  }
}

TEST(DigestText, SaysHowToGetTheRest) {
  digest::Digest digest = small_digest();
  digest.sections[0].window.since = Date(2026, 11, 11);
  digest.sections[0].reached = 12;
  EXPECT_EQ(last_lines(digest),
            "1 of 1,517 since 11 Nov; the rest: papercup digest --since 2w --coffee 30\n");
  digest.occasion = digest::Occasion::past;
  EXPECT_NE(last_lines(digest).find("papercup digest --since 2026-11-11 --until"),
            std::string::npos)
      << last_lines(digest);
}

TEST(DigestText, SaysWhatTheBestOfAQuietDayWas) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers.clear();
  digest.sections[0].considered = 143;
  digest.sections[0].best = Percentile{0.983, 60, false};
  EXPECT_EQ(last_lines(digest),
            "0 of 143 reached your line. Nothing to read today; best was 1 in 60:\n"
            "papercup digest --top 1\n");
  digest.sections[0].is_ranked = false;
  EXPECT_EQ(last_lines(digest), "0 of 143 reached your line. Nothing to read today.\n")
      << "one is as good as the other";
}

TEST(DigestText, ShowsHowAPaperStandsAndHowItCame) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers[0].percentile = Percentile{0.9995, 2000, false};
  digest.sections[0].papers[0].kind = AnnouncementKind::cross_list;
  digest.sections[0].new_papers = 1445;
  digest.sections[0].cross_lists = 72;
  digest.sections[0].papers[0].score.why.push_back({Evidence::author, "Priya Raman", 0.1});
  const std::string text = digest_text(digest, {});
  EXPECT_EQ(lines_of(text)[1], "cs.LG stat.ML: 1,445 new, 72 cross-listed");
  EXPECT_EQ(lines_of(text)[3],
            " 1  An O(√T) Regret Bound                                             1 in 2,000");
  EXPECT_EQ(lines_of(text)[4],
            "    H. Lindqvist, P. Raman*                                       stat.ML  cross");
  EXPECT_EQ(last_lines(digest),
            "1 of 1,517, about 1 minute. That is all for today.\n* an author you follow\n");
}

TEST(DigestText, SaysWhenTheNextListIsDueWhereTheReaderIs) {
  digest::Digest digest = small_digest();
  digest.next_list = ListingTime{Date(2026, 11, 25), us_eastern_time(Date(2026, 11, 24), 20)};
  TextStyle style;
  style.utc_offset = std::chrono::hours(1);
  style.zone = "CET";
  EXPECT_EQ(lines_of(digest_text(digest, style))[1],
            "cs.LG stat.ML: 1,517 papers · next list Wed 25 Nov, about 06:00 CET");
}

TEST(DigestText, NamesWhatAPaperIsTheFirstOn) {
  digest::Digest digest = small_digest();
  ScoredPaper& scored = digest.sections[0].papers[0];
  scored.score.why = {{Evidence::description, "regret", 0.5}, {Evidence::like, "bandits", 0.4}};
  EXPECT_THAT(digest_text(digest, {}), testing::HasSubstr("why   regret · bandits\n"));
  scored.first_on = "bandits";
  EXPECT_THAT(digest_text(digest, {}), testing::HasSubstr("why   first on bandits · regret\n"));
}

TEST(DigestText, SaysWhyItIsShown) {
  digest::Digest digest = small_digest();
  digest.shown = Time{Date(2026, 11, 24).days()} + std::chrono::hours(7);
  const auto reason = [&](digest::Occasion occasion) {
    digest.occasion = occasion;
    return lines_of(digest_text(digest, {})).at(2);
  };
  EXPECT_EQ(reason(digest::Occasion::again), "Nothing new since Tue 24 Nov 07:00; shown again.");
  EXPECT_EQ(reason(digest::Occasion::past), "As shown on Tue 24 Nov 07:00.");
  EXPECT_EQ(reason(digest::Occasion::rebuilt), "Ranked now, with today's focus.");
  digest.shown.reset();
  EXPECT_EQ(reason(digest::Occasion::again), "Nothing new; shown again.")
      << "nobody knows when: the clock was wrong";
  digest.sections[0].has_description = true;
  digest.sections[0].likes = 2;
  EXPECT_EQ(reason(digest::Occasion::first),
            "Your first digest: the week's best, from 1,517 papers, ranked by your");
}

TEST(DigestText, NamesWhatTaughtTheRankingAndNothingElse) {
  digest::Digest digest = small_digest();
  digest.occasion = digest::Occasion::first;
  TextStyle style;
  style.width = 200;
  const auto line = [&] { return lines_of(digest_text(digest, style)).at(2); };
  EXPECT_EQ(line(), "Your first digest: the week's best, from 1,517 papers.");
  digest.sections[0].likes = 1;
  digest.sections[0].keywords = 2;
  EXPECT_EQ(line(),
            "Your first digest: the week's best, from 1,517 papers, ranked by 2 keywords and "
            "1 like.");
  digest.sections[0].is_ranked = false;
  EXPECT_NE(digest_text(digest, style).find("Not ranked: the focus says nothing to rank by yet"),
            std::string::npos);
}

TEST(DigestText, SaysOfEachFocusWhetherItIsNewAndWhyItHasNothing) {
  digest::Digest digest = small_digest();
  digest.sections.push_back(digest.sections[0]);
  digest.sections[1].is_first = true;
  digest.sections[1].papers.clear();
  digest.sections[1].reached = 0;
  TextStyle style;
  style.width = 200;
  const auto has = [&](const std::string& text) {
    return digest_text(digest, style).find(text) != std::string::npos;
  };
  EXPECT_FALSE(has("Your first digest"));
  EXPECT_TRUE(has("The first digest of this focus, from 1,517 papers of a week."));
  EXPECT_TRUE(has("None of them reached your line."));
  digest.sections[1].shown_elsewhere = 1;
  EXPECT_TRUE(has("1 paper reached the line and matches another focus better."));
  digest.sections[1].shown_elsewhere = 0;
  digest.sections[1].reached = 3;
  EXPECT_TRUE(has("3 papers reached the line; this list has no room for them."));
}

TEST(DigestText, PromisesOnlyWhatHolds) {
  digest::Digest digest = small_digest();
  digest.occasion = digest::Occasion::first;
  TextStyle style;
  style.width = 200;
  style.medium = Medium::pipe;
  const auto last = [&] { return lines_of(digest_text(digest, style)).back(); };
  EXPECT_EQ(last(), "1 of 1,517, about 1 minute. From tomorrow: only what is new.");
  digest.counts_as_shown = false;
  EXPECT_EQ(last(), "1 of 1,517, about 1 minute. That is all for today.");
  digest.occasion = digest::Occasion::past;
  EXPECT_EQ(last(), "1 of 1,517, about 1 minute. That is all.");
  digest.occasion = digest::Occasion::current;
  digest.sections[0].reached = 9;
  digest.command = "papercup digest --focus a";
  EXPECT_NE(last().find("the rest: papercup digest --focus a --since"), std::string::npos);
}

TEST(DigestText, ExplainsTheNumberBesideATitleInAFirstDigest) {
  digest::Digest digest = small_digest();
  digest.occasion = digest::Occasion::first;
  EXPECT_EQ(last_lines(digest), "1 of 1,517, about 1 minute. From tomorrow: only what is new.\n")
      << "there is no number";
  std::optional<Percentile>& percentile = digest.sections[0].papers[0].percentile;
  percentile = Percentile{0.95, 22, true};
  EXPECT_EQ(lines_of(last_lines(digest)).back(),
            "~1 in 22: about one recent paper in 22 scores as high.");
  percentile = Percentile{0.9995, 2000, false};
  const std::vector<std::string> lines = lines_of(last_lines(digest, Medium::terminal));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1],
            "1 in 2,000: one recent paper in 2,000 scores as high. papercup help reading");
  TextStyle narrow;
  narrow.width = 40;
  for (const std::string& line : lines_of(digest_text(digest, narrow))) {
    EXPECT_LE(text::display_width(line), 40) << line;
  }
  digest.occasion = digest::Occasion::current;
  EXPECT_EQ(last_lines(digest).find("recent paper"), std::string::npos);
}

TEST(DigestText, KeepsEveryLineInsideTheWidth) {
  digest::Digest digest = small_digest();
  digest.sections[0].papers.push_back(scored("2611.90836", std::string(20000, 'x'), 2));
  digest.sections[0].papers.back().paper.authors.assign(500, "Bartholomew Featherstonehaugh");
  digest.sections[0].papers.push_back(
      scored("2611.90837", "汉字标题汉字标题汉字标题汉字标题汉字标题汉字标题", 3));
  for (const int width : {40, 60, 80, 120, 200}) {
    TextStyle style;
    style.width = width;
    for (const std::string& line : lines_of(digest_text(digest, style))) {
      EXPECT_LE(text::display_width(line), width) << line;
    }
  }
}

TEST(DigestText, PutsTheFreshnessOnALineOfItsOwnIfThereIsNoRoom) {
  digest::Digest digest = small_digest();
  digest.sections[0].window.since = Date(2026, 11, 18);
  Freshness list;
  list.category = "cs.LG";
  list.state = ListingState::fresh;
  digest.lists = {list};
  for (const char* name : {"pde", "partial-differential-equations-of-fluids"}) {
    digest.sections[0].focus_name = name;
    for (const int width : {40, 60, 80, 100, 120}) {
      TextStyle style;
      style.width = width;
      const std::string text = digest_text(digest, style);
      EXPECT_THAT(text, testing::HasSubstr("all lists complete"));
      for (const std::string& line : lines_of(text)) {
        EXPECT_LE(text::display_width(line), width) << line;
      }
    }
  }
}

TEST(DigestText, LetsNoControlCharacterThrough) {
  digest::Digest digest = small_digest();
  digest.sections[0].focus_name = "a\x1b]0;b\a";
  digest.sections[0].papers[0].paper.title = "evil \x1b[2J\x07 title \xC2\x9B 31m";
  digest.sections[0].papers[0].paper.abstract = "one\r\ntwo\x08\x08";
  digest.sections[0].papers[0].paper.authors = {"A\x1b[1mB C"};
  digest.sections[0].papers[0].score.why[0].label = "te\x1brm";
  const std::string text = digest_text(digest, {});
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << text;
  EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
}

TEST(DigestText, ColoursAndLinksOnlyWhereAsked) {
  TextStyle style;
  EXPECT_EQ(digest_text(small_digest(), style).find('\x1b'), std::string::npos);
  style.colour = Colour::on;
  style.links = Links::on;
  const std::string text = digest_text(small_digest(), style);
  EXPECT_NE(text.find("\x1b]8;;https://arxiv.org/abs/2611.90835\x1b\\"), std::string::npos);
  EXPECT_NE(text.find("\x1b[1m"), std::string::npos);
}

TEST(DigestText, NamesBothEndsOfALongerWindow) {
  digest::Digest digest = small_digest();
  digest.sections[0].window.since = Date(2026, 11, 20);
  EXPECT_EQ(lines_of(digest_text(digest, {}))[0],
            "preference-learning · Fri 20 to Tue 24 Nov 2026");
}

TEST(DigestText, TheIdentifierOfThePaperDrawnByLotStandsBelowIfThereIsNoRoom) {
  digest::Digest digest = small_digest();
  digest.sections[0].exploration = digest.sections[0].papers[0];
  digest.sections[0].exploration->rank = 2;
  TextStyle style;
  style.width = 42;
  const std::string text = digest_text(digest, style);
  EXPECT_NE(text.find(" 2  An O(√T) Regret Bound (stat.ML)\n    2611.90835\n"), std::string::npos)
      << text;
}

}  // namespace
}  // namespace papercup::render
