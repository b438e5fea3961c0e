#include "rank/learning/model_weights.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rank/scoring/model_fixture.hpp"

namespace papercup::rank {
namespace {

std::vector<std::string> unlabelled(std::size_t count) {
  std::vector<std::string> features;
  for (std::size_t i = 0; i < count; ++i) {
    features.push_back(pack(extract_features(past()[i % past().size()])));
  }
  return features;
}

Model trained(const Focus& focus, const std::vector<Paper>& likes, const TrainingSet& past) {
  return Model::train(focus, likes, {}, past, past_frequency());
}

TEST(ModelWeights, PutALikeOnItsSideOfTheBorderHoweverManyPapersAreUnlabelled) {
  const Paper liked = invented_paper(1, "Kernel proof");
  for (const std::size_t count : {100u, 400u, 2000u}) {
    const Model model = trained({}, {liked}, {{}, unlabelled(count)});
    EXPECT_GT(score(model, liked), 0) << count;
    EXPECT_LT(score(model, invented_paper(2, "Reward learning with preferences")), 0) << count;
  }
}

TEST(ModelWeights, AreThoseOfTheCentroidUpToAHundredUnlabelledPapers) {
  const std::vector<Paper> likes = {invented_paper(1, "Kernel proof")};
  EXPECT_EQ(trained({}, likes, {{}, unlabelled(99)}).intercept(), 0);
  EXPECT_NE(trained({}, likes, {{}, unlabelled(100)}).intercept(), 0);
}

TEST(ModelWeights, CountARepeatedPaperOnce) {
  const Paper paper = invented_paper(1, "Kernel proof"), other = invented_paper(2, "Graph noise");
  const ModelWeights once = centroid_weights({}, {paper, other}, {}, past_frequency());
  const ModelWeights twice = centroid_weights({}, {paper, other, paper}, {}, past_frequency());
  ASSERT_EQ(once.weights.size(), twice.weights.size());
  for (std::size_t i = 0; i < once.weights.size(); ++i) {
    EXPECT_DOUBLE_EQ(once.weights[i].weight, twice.weights[i].weight);
  }
}

// A like, and papers that are taken for near ones but are of another subject.
Model beside_strangers(int strangers) {
  TrainingSet teaching{{}, unlabelled(400)};
  for (int i = 0; i < strangers; ++i) {
    teaching.pseudo_relevant.push_back(
        invented_paper(100 + i, fmt::format("Zymurgy of beer{} and yeast{}", i, i)));
  }
  return trained({}, {invented_paper(1, "Kernel proof")}, teaching);
}

TEST(ModelWeights, OfPseudoRelevantPapersNeverOutweighALike) {
  const Paper like_it = invented_paper(2, "Another kernel proof"),
              stranger = invented_paper(3, "Zymurgy");
  for (const int strangers : {1, 10, 100}) {
    const Model model = beside_strangers(strangers);
    EXPECT_GT(score(model, like_it), score(model, stranger)) << strangers;
    EXPECT_GT(score(model, stranger), score(beside_strangers(0), stranger)) << strangers;
  }
}

// Papers that a focus finds by what it says. They have many words of their own, so that the focus
// is too far from the border to teach by itself.
TrainingSet neighbours() {
  TrainingSet teaching;
  for (int i = 0; i < 300; ++i) {
    const std::string own = std::string(1, static_cast<char>('a' + i % 20)) +
                            std::string(1 + static_cast<std::size_t>(i / 20), 'z');
    teaching.pseudo_relevant.push_back(invented_paper(
        i,
        fmt::format("Zymurgy of graph kernels for molecules. a{0} b{0} c{0} d{0} e{0} f{0}", own)));
  }
  teaching.unlabelled = unlabelled(400);
  return teaching;
}

TEST(ModelWeights, AreWhatTheirEvidenceSumsTo) {
  TrainingSet teaching = neighbours();
  const ModelWeights model = svm_weights(
      about("graph kernels"), {invented_paper(1, "Kernel proof")}, {}, teaching, past_frequency());
  double square = 0;
  for (const WeightedFeature& entry : model.weights) square += entry.weight * entry.weight;
  EXPECT_NEAR(square, 1, 1e-9);
  std::size_t compared = 0;
  for (const TermEvidence& term : model.evidence) {
    const auto has_its_feature = [&](const auto& other) { return other.index == term.index; };
    if (std::ranges::count_if(model.evidence, has_its_feature) != 1) continue;
    const auto whole = std::ranges::find_if(model.weights, has_its_feature);
    double sum = 0;
    for (const float weight : term.weights) sum += static_cast<double>(weight);
    EXPECT_NEAR(sum, whole == model.weights.end() ? 0 : whole->weight, 2e-6) << term.key;
    ++compared;
  }
  EXPECT_GT(compared, 1000u);
}

TEST(ModelWeights, CreditAKeywordWithWhatItsNeighboursTeachAboutIt) {
  Focus focus;
  focus.keywords = {{"molecules", 0.02}};  // it says less itself than the like does
  const Paper liked = invented_paper(399, "Comets of molecules at noon");
  const Score explained = trained(focus, {liked}, neighbours())
                              .explain(invented_paper(400, "Zymurgy; molecules; noon"));
  ASSERT_NE(find(explained, "molecules"), nullptr);
  EXPECT_EQ(find(explained, "molecules")->kind, Evidence::keyword);
  ASSERT_NE(find(explained, "zymurgy"), nullptr);
  EXPECT_EQ(find(explained, "zymurgy")->kind, Evidence::pseudo_relevant);
  ASSERT_NE(find(explained, "noon"), nullptr);
  EXPECT_EQ(find(explained, "noon")->kind, Evidence::like);
}

}  // namespace
}  // namespace papercup::rank
