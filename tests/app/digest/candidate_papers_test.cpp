#include "app/digest/candidate_papers.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/app_fixture.hpp"

namespace papercup::app {
namespace {

class CandidatePapersTest : public AppTest {
 protected:
  CandidatePapersTest() {
    std::string papers;
    for (int i = 0; i < 150; ++i) {
      papers += paper(fmt::format("2611.9{:04}", i), i % 9 == 0 ? "Reward models" : "Comets",
                      i < 100 ? "2026-11-20" : "2026-11-23");
    }
    store(papers);
  }

  static rank::Model model_of(const std::string& about) {
    Focus focus;
    focus.about = about;
    return rank::Model::centroid(focus, {}, {}, rank::DocumentFrequency::background());
  }

  static std::vector<std::pair<std::int64_t, double>> shown(const std::vector<Candidate>& papers) {
    std::vector<std::pair<std::int64_t, double>> shown;
    for (const Candidate& paper : papers) shown.emplace_back(paper.key, paper.score);
    return shown;
  }
};

TEST_F(CandidatePapersTest, AreForSeveralFociWhatTheyAreForEachByItself) {
  const Context here = context();
  const store::Store papers = here.open_store(store::OpenMode::read_only);
  CandidatePapers several(papers, CandidatePapers::Foci::several);
  CandidatePapers one(papers, CandidatePapers::Foci::one);
  store::Selection days;
  days.since = Date(2026, 11, 21);
  store::Selection categories;
  categories.categories = {"cs"};
  store::Selection both = categories;
  both.until = Date(2026, 11, 21);
  store::Selection none;
  none.categories = {"math.HO"};
  for (const char* about : {"reward models", "comets", "reward hacking of comets"}) {
    const rank::Model model = model_of(about);
    for (const store::Selection& selection : {days, categories, both, none}) {
      const std::vector<Candidate> ranked = several.rank(model, selection);
      EXPECT_EQ(shown(ranked), shown(rank_papers(papers, model, selection))) << about;
      EXPECT_EQ(shown(ranked), shown(one.rank(model, selection))) << about;
      std::vector<std::int64_t> keys;
      for (const Candidate& paper : ranked) keys.push_back(paper.key);
      EXPECT_EQ(several.listed_as(keys, selection.categories),
                papers.listed_as(keys, selection.categories));
      EXPECT_EQ(one.listed_as(keys, selection.categories),
                papers.listed_as(keys, selection.categories));
    }
  }
}

}  // namespace
}  // namespace papercup::app
