#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/render/digest.hpp"

namespace papercup::render {
namespace {

using testing::HasSubstr;
using testing::Not;

ScoredPaper scored_paper() {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = "A Bound of $\\mathcal{O}(\\sqrt{T})$";
  paper.authors = {"Linnea Sørby", "R. Adeyemi"};
  paper.categories = {Category("cs.LG"), Category("stat.ML")};
  paper.abstract = "One sentence.";
  paper.announced = Date(2026, 11, 24);
  return {
      paper, Score{0.4, {{Evidence::keyword, "regret", 0.4}}}, 1, Percentile{0.99, 100, false}, {}};
}

std::string page_of(const ScoredPaper& scored) {
  Collection collection{"bandits", "results\nbandits", Time(std::chrono::hours(24 * 20'000))};
  collection.groups = {{"bandits today", {"7 papers"}, {scored}, {}}};
  return html_page(collection, {});
}

TEST(HtmlPage, ShowsAPaperWithItsReasonsAndLinks) {
  const std::string page = page_of(scored_paper());
  for (const char* part :
       {"<h1><bdi>bandits today</bdi></h1>", "<bdi>A Bound of O(√T)</bdi>", "L. Sørby, R. Adeyemi",
        "1 in 100", ">regret</span>", "href=\"https://arxiv.org/abs/2611.90001\"",
        "data-categories=\"cs.LG stat.ML\"", "<span class=\"rank\">1</span>", "Tue 24 Nov 2026",
        "<summary><span class=\"opening\" dir=\"auto\">One sentence.</span>"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(HtmlPage, ShowsWhatAPaperStatesAndWhere) {
  ScoredPaper scored = scored_paper();
  scored.paper.abstract = "Code is at https://github.com/cup/tea?a=1&b=2.";
  scored.paper.comment = "Withdrawn: <b>Lemma 2</b> is wrong";
  const std::string page = page_of(scored);
  EXPECT_THAT(page,
              HasSubstr("<span class=\"alarm\">WITHDRAWN <bdi>&quot;Withdrawn: &lt;b&gt;Lemma "
                        "2&lt;/b&gt; is wrong&quot;</bdi> (comment)</span>"));
  EXPECT_THAT(page, HasSubstr("<span>code <bdi><a href=\"https://github.com/cup/tea?a=1&amp;b=2\">"
                              "github.com/cup/tea?a=1&amp;b=2</a></bdi> (abstract)</span>"));
}

// Level by level, for those who hear the page; and addresses have no blanks.
TEST(HtmlPage, LeavesOutNoLevelOfHeadings) {
  Collection untitled{"", "results", Time()};
  untitled.groups = {{"", {}, {scored_paper()}, {}}};
  for (const std::string& page : {page_of(scored_paper()), html_page(untitled, {})}) {
    const std::size_t first = page.find("<h1>"), second = page.find("<h2"),
                      third = page.find("<h3");
    ASSERT_NE(third, std::string::npos);
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
    EXPECT_THAT(page, Not(HasSubstr("<h1><bdi></bdi></h1>")));
    const std::size_t icon = page.find("href=\"data:");
    ASSERT_NE(icon, std::string::npos);
    EXPECT_EQ(page.substr(icon + 6, page.find('"', icon + 6) - icon - 6).find(' '),
              std::string::npos);
  }
}

TEST(HtmlPage, HasAHeadingForEachOfSeveralGroups) {
  Collection collection{"a, b", "digest", Time()};
  collection.groups = {{"focus a", {}, {scored_paper()}, {}}, {"focus b", {}, {}, {}}};
  const std::string page = html_page(collection, {});
  EXPECT_THAT(page, HasSubstr("<h1><bdi>a, b</bdi></h1>"));
  EXPECT_THAT(page, HasSubstr("<h2><bdi>focus a</bdi></h2>"));
  EXPECT_THAT(page, HasSubstr("<h2><bdi>focus b</bdi></h2>"));
}

TEST(HtmlPage, FollowedAuthorsAreMarkedAndUnrankedPapersHaveNoRank) {
  ScoredPaper scored = scored_paper();
  scored.score.why.push_back({Evidence::author, "Linnea Sørby", 0.1});
  EXPECT_THAT(page_of(scored), HasSubstr("L. Sørby*, R. Adeyemi"));
  scored.rank = 0;
  EXPECT_THAT(page_of(scored), Not(HasSubstr("class=\"rank\"")));
}

TEST(HtmlPage, MarkupOfAFeedStaysText) {
  const std::string attack = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
  ScoredPaper scored = scored_paper();
  scored.paper.title = scored.paper.abstract = scored.paper.comment = attack;
  scored.paper.authors = {attack};
  scored.paper.categories = {Category(attack), Category("x\" onclick=\"alert(1)")};
  scored.paper.doi = "10.1/" + attack;
  scored.score.why = {{Evidence::keyword, attack, 0.4}};
  const std::string page = page_of(scored);
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("onclick=\"")));
  EXPECT_EQ(page.find("<script>"), page.rfind("<script>"));
}

TEST(HtmlPage, APaperWithoutAVisibleTitleCanStillBeFollowed) {
  ScoredPaper scored = scored_paper();
  scored.paper.title = "\xE2\x80\x8B";
  EXPECT_THAT(page_of(scored), HasSubstr("<bdi>arXiv:2611.90001</bdi>"));
}

std::string page_of(const std::vector<DayCount>& days) {
  Collection collection{"bandits", "results\nbandits", Time()};
  collection.groups = {{"bandits", {}, {}, days}};
  return html_page(collection, {});
}

TEST(HtmlPage, ChartsHaveABarForEachCountAndWordsForThem) {
  const std::string page = page_of(
      {{Date(2026, 11, 20), 40, 2}, {Date(2026, 11, 23), 0, 0}, {Date(2026, 11, 24), 1'500, 4}});
  EXPECT_THAT(page, HasSubstr("<title>Fri 20 Nov 2026: 2 of 40</title>"));
  EXPECT_THAT(page, HasSubstr("matches a day, at most 4"));
  EXPECT_THAT(page, HasSubstr("papers a day, at most 1,500"));
  std::size_t bars = 0;
  for (std::size_t at = 0; (at = page.find("<rect", at)) != std::string::npos; ++at) ++bars;
  EXPECT_EQ(bars, 4U);
}

TEST(HtmlPage, ChartsTellNothingOfASingleDay) {
  EXPECT_THAT(page_of({{Date(2026, 11, 24), 40, 2}}), Not(HasSubstr("<figure")));
  EXPECT_THAT(page_of(std::vector<DayCount>{}), Not(HasSubstr("<figure")));
}

}  // namespace
}  // namespace papercup::render
