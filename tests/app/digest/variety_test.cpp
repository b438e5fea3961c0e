#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "app/digest/digest_session_fixture.hpp"

namespace papercup::app {
namespace {

using digest::Occasion;
using testing::HasSubstr;
using testing::SizeIs;

class VarietyTest : public DigestSessionTest {
 protected:
  // Several papers on one thing that the focus names, one on another, and more on neither, so that
  // the line lets the one in.
  void SetUp() override {
    DigestSessionTest::SetUp();
    write_focus("rewards",
                "about = 'reward models, glacier flow'\ncategories = ['cs.LG']\n"
                "keywords = [{ term = 'reward models', weight = 3 }]\n");
    std::string papers;
    for (int i = 10; i < 30; ++i) {
      std::string one = paper(
          "2611.900" + std::to_string(i),
          (i < 18 ? "Reward models and reward models " : "Comets of the year ") + std::to_string(i),
          "2026-11-24");
      one.replace(one.find("Ada Byron"), 9, "Author Number" + std::to_string(i));
      papers += one;
    }
    store(papers + paper("2611.90040", "On glacier flow and much else besides", "2026-11-24"));
  }

  digest::Digest best(std::size_t papers, Trace trace = Trace::glance) {
    DigestRequest today = request(trace);
    today.top = papers;
    if (trace == Trace::glance) today.since = Date(2026, 11, 24);
    return decide(today);
  }
};

TEST_F(VarietyTest, HasTheBestPaperOfEachPartOfTheDescription) {
  const digest::Digest shown = best(3);
  const std::vector<ScoredPaper>& papers = shown.sections.at(0).papers;
  ASSERT_THAT(papers, SizeIs(3));
  EXPECT_EQ(papers[2].paper.id.to_string(), "2611.90040");
  EXPECT_EQ(papers[2].first_on, "glacier flow");
  EXPECT_GT(papers[1].score.value, papers[2].score.value) << "shown best first";
  EXPECT_EQ(papers[0].first_on, "");
  EXPECT_EQ(papers[2].rank, 3);
}

TEST_F(VarietyTest, CanBeSwitchedOff) {
  configure("[digest]\nvariety = false\n");
  const digest::Digest shown = best(3);
  for (const ScoredPaper& scored : shown.sections.at(0).papers) {
    EXPECT_NE(scored.paper.id.to_string(), "2611.90040");
    EXPECT_EQ(scored.first_on, "");
  }
}

TEST_F(VarietyTest, NamesNothingIfAllFits) {
  const digest::Digest shown = best(100);
  for (const ScoredPaper& scored : shown.sections.at(0).papers) EXPECT_EQ(scored.first_on, "");
}

TEST_F(VarietyTest, HasTheBestPaperAlone) {
  configure("[digest]\nvariety = false\n");
  const std::vector<std::string> plain = papers(best(1));
  configure("[digest]\nvariety = true\n");
  EXPECT_EQ(papers(best(1)), plain);
}

TEST_F(VarietyTest, IsRememberedWithTheDigest) {
  const digest::Digest shown = best(3, Trace::moves);
  const digest::Digest again = decide(request());
  ASSERT_EQ(again.occasion, Occasion::again);
  ASSERT_EQ(papers(again), papers(shown));
  EXPECT_EQ(again.sections.at(0).papers.at(2).first_on, "glacier flow");
  EXPECT_THAT(run({"digest"}).out, HasSubstr("why   first on glacier flow"));
  EXPECT_THAT(run({"why", "3"}).out,
              HasSubstr("In the digest of Tue 24 Nov 2026 as the first on glacier flow, before"));
  EXPECT_THAT(run({"why", "1"}).out, testing::Not(HasSubstr("as the first on")));
}

}  // namespace
}  // namespace papercup::app
