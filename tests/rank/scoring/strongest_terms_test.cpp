#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/rank/features.hpp"
#include "papercup/rank/model.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

Model model_of(const Focus& focus, std::vector<Paper> likes = {},
               std::vector<Paper> dislikes = {}) {
  DocumentFrequency frequency;
  for (const Paper& paper : Inventor(1).papers(0, 200)) {
    frequency.add(pack(extract_features(paper)));
  }
  return Model::centroid(focus, std::move(likes), std::move(dislikes), frequency);
}

Focus focus_on(std::string text, std::vector<Keyword> keywords = {}) {
  Focus focus;
  focus.about = std::move(text);
  focus.keywords = std::move(keywords);
  return focus;
}

bool are_descending(const std::vector<Contribution>& terms) {
  return std::is_sorted(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return std::abs(a.points) > std::abs(b.points);
  });
}

auto named(const std::string& label) { return Contains(Field(&Contribution::label, label)); }

TEST(StrongestTerms, AreThoseOfTheDescriptionAndOfUnwantedKeywords) {
  const Model model = model_of(focus_on("Reward hacking", {{"survey", -1}}));
  const StrongestTerms terms = model.strongest_terms(10);
  EXPECT_THAT(terms.wanted, named("reward"));
  EXPECT_THAT(terms.wanted, named("hacking"));
  EXPECT_THAT(terms.wanted, named("reward hacking"));
  EXPECT_THAT(terms.unwanted, named("survey"));
  EXPECT_TRUE(are_descending(terms.wanted));
}

TEST(StrongestTerms, AreAtMostSoMany) {
  const Model model = model_of(focus_on("Reward hacking in preference data"));
  EXPECT_THAT(model.strongest_terms(3).wanted, SizeIs(3));
  EXPECT_THAT(model.strongest_terms(0).wanted, IsEmpty());
}

TEST(StrongestTerms, OfAnEmptyModelAreNone) {
  const StrongestTerms terms = model_of(Focus{}).strongest_terms(10);
  EXPECT_THAT(terms.wanted, IsEmpty());
  EXPECT_THAT(terms.unwanted, IsEmpty());
}

TEST(StrongestTerms, NameCategoriesAsSuch) {
  Paper paper = Inventor(2).paper(1);
  paper.categories = {Category("cs.RO")};
  const StrongestTerms terms = model_of(Focus{}, {paper}).strongest_terms(1000);
  EXPECT_THAT(terms.wanted,
              Contains(testing::AllOf(Field(&Contribution::label, "cs.RO"),
                                      Field(&Contribution::kind, Evidence::category))));
}

TEST(Explain, NamesEveryTermWhereItIsAsked) {
  // More different words than an explanation names by itself.
  std::string many;
  for (int i = 0; i < 60; ++i) many += fmt::format("word{} ", i);
  const Paper paper = invented_paper(1, "Words", many);
  const Model model = model_of(Focus{}, {paper});
  const Score main = model.explain(paper);
  const Score every = model.explain(paper, NamedTerms::every);
  EXPECT_GT(every.why.size(), main.why.size());
  EXPECT_EQ(every.value, main.value);
  double sum = 0;
  for (const Contribution& contribution : every.why) sum += contribution.points;
  EXPECT_NEAR(sum, every.value, 1e-9);
}

}  // namespace
}  // namespace papercup::rank
