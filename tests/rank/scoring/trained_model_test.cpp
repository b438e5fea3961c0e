#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rank/scoring/model_fixture.hpp"

namespace papercup::rank {
namespace {

// What a store of `past()` teaches.
Model trained(const Focus& focus, std::vector<Paper> likes = {}, std::vector<Paper> dislikes = {},
              std::size_t neighbours = 5) {
  TrainingSet teaching;
  for (std::size_t i = 0; i < past().size(); ++i) {
    if (i < neighbours) {
      teaching.pseudo_relevant.push_back(past()[i]);
    } else {
      teaching.unlabelled.push_back(pack(extract_features(past()[i])));
    }
  }
  return Model::train(focus, std::move(likes), std::move(dislikes), teaching, past_frequency());
}

TEST(TrainedModel, ExplainsExactlyWhatItScores) {
  Inventor inventor(12);
  int other_than_centroid = 0;
  for (int round = 0; round < 40; ++round) {
    const Model model = trained(inventor.focus(), inventor.papers(1000, inventor.below(5)),
                                inventor.papers(2000, inventor.below(3)), inventor.below(8));
    for (int i = 0; i < 60; ++i) {
      const Score explained = exact_explanation(model, inventor.paper(3000 + i));
      ASSERT_TRUE(explained.why.empty() || model.intercept() == 0 ||
                  (explained.why.back().kind == Evidence::intercept &&
                   explained.why.back().points == model.intercept()));
    }
    other_than_centroid += model.intercept() == 0 ? 0 : 1;
  }
  EXPECT_GT(other_than_centroid, 35);
}

TEST(TrainedModel, NamesOnlyWhatIsInThePaper) {
  Inventor inventor(13);
  int named = 0;
  for (int round = 0; round < 20; ++round) {
    const Model model =
        trained(inventor.focus(), inventor.papers(1000, 2), inventor.papers(2000, 1));
    named += named_in(model, inventor.papers(3000, 20));
  }
  EXPECT_GT(named, 500);
}

TEST(TrainedModel, DoesNotDependOnTheOrderOfPapersNorOnRepetitions) {
  Inventor inventor(14);
  const Focus focus = inventor.focus();
  std::vector<Paper> likes = inventor.papers(1000, 6);
  TrainingSet teaching{inventor.papers(500, 10), {}};
  for (const Paper& paper : past()) teaching.unlabelled.push_back(pack(extract_features(paper)));
  const Model model = Model::train(focus, likes, {}, teaching, past_frequency());
  std::mt19937 random(6);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(likes.begin(), likes.end(), random);
    std::shuffle(teaching.pseudo_relevant.begin(), teaching.pseudo_relevant.end(), random);
    std::shuffle(teaching.unlabelled.begin(), teaching.unlabelled.end(), random);
    std::vector<Paper> repeated = likes;
    repeated.push_back(likes.front());
    const Model other = Model::train(focus, repeated, {}, teaching, past_frequency());
    for (const Paper& paper : inventor.papers(3000, 50)) {
      ASSERT_EQ(score(model, paper), score(other, paper));
      ASSERT_EQ(model.explain(paper).why, other.explain(paper).why);
    }
  }
}

TEST(TrainedModel, PutsWhatIsLikedAboveTheRestAndWhatIsDislikedBelow) {
  const Paper liked = invented_paper(1, "Kernel proof");
  const Paper disliked = invented_paper(2, "Kernel noise");
  const Model model = trained(about("kernel"), {liked}, {disliked}, 0);
  EXPECT_GT(score(model, liked), score(model, invented_paper(3, "Kernel")));
  EXPECT_GT(score(model, liked), model.intercept());
  EXPECT_LT(score(model, disliked), score(model, invented_paper(3, "Kernel")));
}

TEST(TrainedModel, SaysWhichTermsNeighboursTaught) {
  TrainingSet teaching{{invented_paper(1, "Zymurgy of kernels")}, {}};
  for (const Paper& paper : past()) teaching.unlabelled.push_back(pack(extract_features(paper)));
  const Model model = Model::train(about("kernel"), {}, {}, teaching, past_frequency());
  const Score explained = model.explain(invented_paper(2, "Zymurgy; kernel; survey"));
  ASSERT_NE(find(explained, "zymurgy"), nullptr);
  EXPECT_EQ(find(explained, "zymurgy")->kind, Evidence::pseudo_relevant);
  ASSERT_NE(find(explained, "kernel"), nullptr);
  EXPECT_EQ(find(explained, "kernel")->kind, Evidence::description);
  EXPECT_EQ(find(explained, "survey"), nullptr) << "no labelled paper has it";
}

TEST(TrainedModel, LearnsLessOfNeighboursTheMoreLikesThereAre) {
  TrainingSet teaching{{invented_paper(1, "Zymurgy of kernels")}, {}};
  for (const Paper& paper : past()) teaching.unlabelled.push_back(pack(extract_features(paper)));
  const auto points_of_zymurgy = [&](int likes) {
    std::vector<Paper> liked;
    for (int i = 0; i < likes; ++i) {
      liked.push_back(invented_paper(100 + i, fmt::format("Kernel proof {}", i)));
    }
    const Model model = Model::train(about("kernel"), liked, {}, teaching, past_frequency());
    const Score explained = model.explain(invented_paper(2, "Zymurgy; kernel; survey"));
    const Contribution* const found = find(explained, "zymurgy");
    return found == nullptr ? 0 : found->points;
  };
  EXPECT_GT(points_of_zymurgy(3), points_of_zymurgy(6));
  EXPECT_GT(points_of_zymurgy(9), 0);
  EXPECT_EQ(points_of_zymurgy(10), 0);
}

TEST(TrainedModel, CreditsTheDescriptionWithWhatItsNeighboursTeachAboutItsTerms) {
  // Its neighbours have many other words, so that it is too far from the border to teach by itself.
  TrainingSet teaching;
  for (int i = 0; i < 300; ++i) {
    teaching.pseudo_relevant.push_back(invented_paper(
        i, fmt::format(
               "Zymurgy of graph kernels for molecules. a{0} b{0} c{0} d{0} e{0} f{0} g{0} h{0}",
               std::string(1, static_cast<char>('a' + i % 20)) +
                   std::string(static_cast<std::size_t>(1 + i / 20), 'z'))));
  }
  for (const Paper& paper : past()) teaching.unlabelled.push_back(pack(extract_features(paper)));
  const Focus focus = about("graph kernels for molecules, graph kernel machines");
  const Model model = Model::train(focus, {}, {}, teaching, past_frequency());
  const Score explained =
      model.explain(invented_paper(400, "Zymurgy of graph kernels for molecules"));
  ASSERT_NE(find(explained, "graph kernels"), nullptr);
  EXPECT_EQ(find(explained, "graph kernels")->kind, Evidence::description);
  ASSERT_NE(find(explained, "zymurgy"), nullptr);
  EXPECT_EQ(find(explained, "zymurgy")->kind, Evidence::pseudo_relevant);
}

TEST(TrainedModel, FollowsAuthorsAndKeywordsBesideItsExamples) {
  Focus focus = about("graph kernel");
  const Paper paper = invented_paper(1, "A survey of graph kernels", "", {"Lena Sorby"});
  const double base = score(trained(focus), paper);
  focus.keywords = {{"survey", -1}};
  EXPECT_LT(score(trained(focus), paper), base);
  focus.keywords = {{"survey", 1}};
  EXPECT_GT(score(trained(focus), paper), base);
  focus.keywords.clear();
  focus.authors = {"L. Sørby"};
  EXPECT_GT(score(trained(focus), paper), base);
}

TEST(TrainedModel, IsTheCentroidWithoutAPast) {
  Inventor inventor(15);
  const Focus focus = inventor.focus();
  const std::vector<Paper> likes = inventor.papers(1000, 3);
  const Model model = Model::train(focus, likes, {}, {}, past_frequency());
  const Model centroid = Model::centroid(focus, likes, {}, past_frequency());
  for (const Paper& paper : inventor.papers(3000, 50)) {
    EXPECT_EQ(score(model, paper), score(centroid, paper));
  }
}

TEST(TrainedModel, IsEmptyWhereTheFocusSaysNothing) {
  EXPECT_TRUE(trained(about("the"), {}, {}, 0).is_empty());
}

TEST(NeighbourCount, GrowsWithThePastAndFallsWithLikes) {
  EXPECT_EQ(pseudo_relevant_count(0, 0), 0u);
  EXPECT_EQ(pseudo_relevant_count(500, 0), 6u);
  EXPECT_EQ(pseudo_relevant_count(500, 3), 3u);
  EXPECT_EQ(pseudo_relevant_count(1'000'000, 0), 100u);
  EXPECT_EQ(pseudo_relevant_count(1'000'000, 1), 50u);
  EXPECT_EQ(pseudo_relevant_count(1'000'000, 6), 18u);
  EXPECT_EQ(pseudo_relevant_count(1'000'000, 9), 10u);
  EXPECT_EQ(pseudo_relevant_count(1'000'000, 10), 0u);
}

TEST(NeighbourShare, IsAllWithoutLikesAndFallsWithThem) {
  EXPECT_EQ(pseudo_relevant_share(0), 1);
  EXPECT_EQ(pseudo_relevant_share(1), 0.5);
  EXPECT_EQ(pseudo_relevant_share(3), 0.5);
  EXPECT_EQ(pseudo_relevant_share(4), 1 / 3.0);
  EXPECT_EQ(pseudo_relevant_share(9), 1 / 3.0);
  EXPECT_EQ(pseudo_relevant_share(10), 0);
}

}  // namespace
}  // namespace papercup::rank
