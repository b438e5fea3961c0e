#include "papercup/rank/model.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "rank/features/terms.hpp"
#include "rank/scoring/model_fixture.hpp"

namespace papercup::rank {
namespace {

TEST(Model, ExplainsExactlyWhatItScores) {
  Inventor inventor(2);
  double magnitude = 0;
  for (int round = 0; round < 60; ++round) {
    const Model model = model_of(inventor.focus(), inventor.papers(1000, inventor.below(5)),
                                 inventor.papers(2000, inventor.below(3)));
    for (int i = 0; i < 60; ++i) {
      const double value = exact_explanation(model, inventor.paper(3000 + i)).value;
      ASSERT_LE(std::abs(value), 1 + 1e-9);
      magnitude += std::abs(value);
    }
  }
  EXPECT_GT(magnitude, 100);
}

TEST(Model, BoundsOnlyScoresThatStayBelow) {
  Inventor inventor(4);
  int bounds = 0;
  int exact = 0;
  for (int round = 0; round < 60; ++round) {
    const bool has_dislikes = round % 3 == 0;
    const Model model =
        model_of(round % 2 == 0 ? inventor.focus() : Focus{}, inventor.papers(1000, 2),
                 inventor.papers(2000, has_dislikes ? 2 : 0));
    for (int i = 0; i < 40; ++i) {
      const std::string features = packed_features(inventor.paper(3000 + i));
      const double score = model.score(features);
      for (const double bar : {-0.1, 0.0, 0.1, 0.4, score, 2.0}) {
        const BoundedScore bounded = model.bounded_score(features, bar);
        if (bounded.is_exact) {
          ASSERT_EQ(bounded.value, score);
          ++exact;
        } else {
          ASSERT_LE(score, bounded.value);
          ASSERT_LT(bounded.value, bar);
          const bool has_no_negative = !has_dislikes && round % 2 != 0;
          ASSERT_TRUE(!has_no_negative || (bounded.value > 0) == (score > 0));
          ++bounds;
        }
      }
    }
  }
  EXPECT_GT(bounds, 1000);
  EXPECT_GT(exact, 1000);
}

TEST(Model, TellsWhatSpeaksForAPaperTermByTerm) {
  Inventor inventor(5);
  std::size_t terms = 0;
  for (int round = 0; round < 60; ++round) {
    const Model model =
        model_of(inventor.focus(), inventor.papers(1000, 3), inventor.papers(2000, 2));
    const Paper paper = inventor.paper(3000);
    const std::vector<TermPoints> evidence = model.evidence(packed_features(paper));
    ASSERT_TRUE(std::ranges::is_sorted(evidence, {}, &TermPoints::feature));
    double points = 0;
    for (const TermPoints& term : evidence) {
      ASSERT_GT(term.points, 0);
      points += term.points;
    }
    // An explanation has authors and categories too.
    double explained = 0;
    for (const Contribution& reason : model.explain(paper, NamedTerms::every).why) {
      if (reason.points > 0 && reason.kind != Evidence::intercept) explained += reason.points;
    }
    ASSERT_LE(points, explained + 1e-9);
    terms += evidence.size();
  }
  EXPECT_GT(terms, 200u);
}

TEST(Model, HasAllOfItsScoreFromTextIfThereIsNothingElse) {
  Paper paper{ArxivId::parse("2611.90001")};
  paper.title = "Glacier flow and meltwater";
  const Model model = Model::centroid({}, {paper}, {}, DocumentFrequency::background());
  const std::string features = packed_features(paper);
  double points = 0;
  for (const TermPoints& term : model.evidence(features)) points += term.points;
  EXPECT_NEAR(points, model.score(features), 1e-9);
  EXPECT_TRUE(
      Model::centroid({}, {}, {}, DocumentFrequency::background()).evidence(features).empty());
}

TEST(Model, NamesOnlyWhatIsInThePaper) {
  Inventor inventor(3);
  int named = 0;
  for (int round = 0; round < 60; ++round) {
    const Model model =
        model_of(inventor.focus(), inventor.papers(1000, 2), inventor.papers(2000, 1));
    named += named_in(model, inventor.papers(3000, 20));
  }
  EXPECT_GT(named, 1000);
}

TEST(Model, OrdersReasonsByMagnitudeAndFoldsTheRestAtTheEnd) {
  Inventor inventor(4);
  for (int round = 0; round < 60; ++round) {
    const Model model =
        model_of(inventor.focus(), inventor.papers(1000, 3), inventor.papers(2000, 2));
    const std::vector<Contribution> why = model.explain(inventor.paper(3000)).why;
    const auto rest = std::find_if(why.begin(), why.end(),
                                   [](const Contribution& c) { return c.kind == Evidence::other; });
    ASSERT_LE(static_cast<std::size_t>(rest - why.begin()), kNamedTerms);
    ASSERT_TRUE(std::is_sorted(why.begin(), rest, [](const Contribution& a, const Contribution& b) {
      return std::abs(a.points) > std::abs(b.points);
    }));
    ASSERT_TRUE(std::all_of(rest, why.end(),
                            [](const Contribution& c) { return c.kind == Evidence::other; }));
    ASSERT_LE(why.end() - rest, 2);
  }
}

TEST(Model, NamesAtMostSoManyTerms) {
  std::string many;
  for (int i = 0; i < 90; ++i) many += fmt::format("word{}x. ", i);
  const Score explained = model_of(about(many)).explain(invented_paper(1, "", many));
  ASSERT_EQ(explained.why.size(), kNamedTerms + 1);
  EXPECT_EQ(explained.why.back().label, "50 other terms");
  EXPECT_EQ(explained.why.back().other_terms, 50u);
  EXPECT_NEAR(explained.value, 1, 0.02);
}

TEST(Model, DoesNotDependOnTheOrderOfExamplesNorOnRepetitions) {
  Inventor inventor(5);
  const Focus focus = inventor.focus();
  std::vector<Paper> likes = inventor.papers(1000, 12);
  std::vector<Paper> dislikes = inventor.papers(2000, 5);
  const std::vector<Paper> papers = inventor.papers(3000, 50);
  const Model model = model_of(focus, likes, dislikes);
  std::mt19937 random(6);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(likes.begin(), likes.end(), random);
    std::shuffle(dislikes.begin(), dislikes.end(), random);
    std::vector<Paper> repeated = likes;
    repeated.push_back(likes.front());
    const Model other = model_of(focus, repeated, dislikes);
    for (const Paper& paper : papers) {
      ASSERT_EQ(score(model, paper), score(other, paper));
      ASSERT_EQ(model.explain(paper).why, other.explain(paper).why);
    }
  }
}

TEST(Model, OfAFocusThatSaysNothingIsEmpty) {
  for (const char* text : {"", "the", "of the and", "7 x 2024", "...", "\\alpha"}) {
    const Model model = model_of(about(text));
    EXPECT_TRUE(model.is_empty()) << text;
    EXPECT_EQ(score(model, past().front()), 0);
    EXPECT_EQ(model.explain(past().front()).value, 0);
    EXPECT_TRUE(model.explain(past().front()).why.empty());
  }
  EXPECT_TRUE(model_of({}, {invented_paper(1, "")}).is_empty());
  EXPECT_FALSE(model_of(about("kernel")).is_empty());
  EXPECT_FALSE(model_of(following("L. Sørby")).is_empty());
  EXPECT_FALSE(model_of({}, {invented_paper(1, "Kernel")}).is_empty());
}

TEST(Model, KnowsAWordThatNoPaperOfThePastHas) {
  EXPECT_GT(score(model_of(about("zymurgy")), invented_paper(1, "Zymurgy of kernels")), 0.1);
}

TEST(Model, WorksWithoutAnyPast) {
  const Model model = Model::centroid(about("reward model"), {}, {}, DocumentFrequency{});
  const Score explained = model.explain(invented_paper(1, "A Reward Model"));
  EXPECT_NEAR(explained.value, 1, 1e-6);
  EXPECT_NEAR(sum_of_points(explained), explained.value, 1e-9);
}

TEST(Model, GivesAPaperWithoutTextNothing) {
  EXPECT_EQ(score(model_of(about("kernel")), invented_paper(1, "")), 0);
}

TEST(Model, TakesADescriptionInChinese) {
  const Model model = model_of(about("强化学习，偏好模型"));
  const Score explained = model.explain(invented_paper(1, "强化学习 survey"));
  EXPECT_GT(explained.value, 0);
  EXPECT_NE(find(explained, "强化学习"), nullptr);
}

TEST(Model, TakesAVeryLongDescription) {
  Inventor inventor(7);
  std::string text;
  while (text.size() < 100'000) text += inventor.text(100) + fmt::format(" term{} ", text.size());
  const Model model = model_of(about(text));
  const Score explained = model.explain(inventor.paper(1));
  EXPECT_NEAR(sum_of_points(explained), explained.value, 1e-9);
  EXPECT_GT(explained.value, 0);
}

TEST(Model, LiftsPapersWithAWantedKeywordAndSinksThoseWithAnUnwantedOne) {
  Focus focus = about("graph kernel");
  const Paper with = invented_paper(1, "A survey of graph kernels");
  const Paper without = invented_paper(2, "A proof of graph kernels");
  const double base = score(model_of(focus), with);
  focus.keywords = {{"survey", -1}};
  EXPECT_LT(score(model_of(focus), with), base);
  EXPECT_LT(score(model_of(focus), with), score(model_of(focus), without));
  const Score explained = model_of(focus).explain(with);
  ASSERT_NE(find(explained, "survey"), nullptr);
  EXPECT_EQ(find(explained, "survey")->kind, Evidence::keyword);
  EXPECT_LT(find(explained, "survey")->points, 0);
  focus.keywords = {{"survey", 1}};
  EXPECT_GT(score(model_of(focus), with), score(model_of(focus), without));
}

TEST(Model, TakesAPhraseForMoreThanItsWords) {
  Focus focus;
  focus.keywords = {{"reward models"}};
  const Model model = model_of(focus);
  const double phrase = score(model, invented_paper(1, "The reward model at noon"));
  const double words = score(model, invented_paper(2, "The model at noon, reward"));
  EXPECT_GT(phrase, 1.5 * words);
  EXPECT_GT(words, 0);
}

TEST(Model, SaysNothingAgainstTheWordsOfAnUnwantedPhrase) {
  Focus focus = about("kernel");
  focus.keywords = {{"reward model", -1}};
  const Model model = model_of(focus);
  EXPECT_LT(score(model, invented_paper(1, "Reward model")), 0);
  EXPECT_EQ(score(model, invented_paper(2, "Model, reward")), 0);
}

TEST(Model, FindsFollowedAuthorsUnderTheirOtherSpellings) {
  const Paper paper = invented_paper(1, "Kernel", "", {"Ana Berg", "Lena Sorby"});
  for (const char* name : {"L. Sørby", "Lena Sørby", "SØRBY, L."}) {
    const Score explained = model_of(following(name)).explain(paper);
    EXPECT_GT(explained.value, 0.05) << name;
    ASSERT_EQ(explained.why.size(), 1u) << name;
    EXPECT_EQ(explained.why[0].kind, Evidence::author);
    EXPECT_EQ(explained.why[0].label, "Lena Sorby");
  }
  EXPECT_EQ(score(model_of(following("Lars Sørby")), paper), 0);
}

TEST(Model, DoesNotTakeANamesakeForTheAuthorOfALike) {
  const Paper like = invented_paper(1, "Kernel", "", {"Lena Sørby"}, {"cs.LG"});
  const Model model = model_of({}, {like});
  const Score same = model.explain(invented_paper(2, "Proof", "", {"L. Sorby"}));
  ASSERT_EQ(same.why.size(), 1u);
  EXPECT_EQ(same.why[0].kind, Evidence::like);
  EXPECT_EQ(same.why[0].label, "L. Sorby");
  EXPECT_EQ(score(model, invented_paper(3, "Proof", "", {"Lars Sørby"})), 0);
}

TEST(Model, NamesCategoriesAsSuch) {
  const Model model = model_of({}, {invented_paper(1, "Kernel", "", {}, {"cs.NA"})});
  const Score explained = model.explain(invented_paper(2, "Proof", "", {}, {"math.NA"}));
  ASSERT_EQ(explained.why.size(), 1u);
  EXPECT_EQ(explained.why[0].kind, Evidence::category);
  EXPECT_EQ(explained.why[0].label, "math.NA");
}

TEST(Model, SaysWhetherALikeOrTheDescriptionTaughtATerm) {
  const Model model =
      model_of(about("kernel"), {invented_paper(1, "Proof")}, {invented_paper(2, "Noise bounds")});
  const Score explained = model.explain(invented_paper(3, "Kernel; proof; noise; zebra"));
  ASSERT_NE(find(explained, "kernel"), nullptr);
  EXPECT_EQ(find(explained, "kernel")->kind, Evidence::description);
  ASSERT_NE(find(explained, "proof"), nullptr);
  EXPECT_EQ(find(explained, "proof")->kind, Evidence::like);
  ASSERT_NE(find(explained, "noise"), nullptr);
  EXPECT_EQ(find(explained, "noise")->kind, Evidence::dislike);
  EXPECT_LT(find(explained, "noise")->points, 0);
  EXPECT_EQ(find(explained, "zebra"), nullptr);
}

TEST(Model, LetsTheDescriptionFadeAsLikesComeIn) {
  const Paper described = invented_paper(900, "Kernel");
  double last = 1;
  for (int count : {1, 4, 16}) {
    std::vector<Paper> likes;
    for (int i = 0; i < count; ++i) likes.push_back(invented_paper(i, "Proof"));
    const double now = score(model_of(about("kernel"), likes), described);
    EXPECT_LT(now, last);
    EXPECT_GT(now, 0);
    last = now;
  }
}

TEST(Model, UsesThePapersOwnSpellingForLabels) {
  const Model model = model_of(about("Reward models in few-shot settings"));
  const Score explained = model.explain(invented_paper(1, "Few-Shot REWARD Model"));
  EXPECT_NE(find(explained, "reward model"), nullptr);
  EXPECT_NE(find(explained, "few-shot"), nullptr);
}

// Two words of one feature, found by trying.
std::pair<std::string, std::string> colliding_words() {
  std::map<std::uint32_t, std::string> seen;
  for (int i = 0;; ++i) {
    const std::string word = fmt::format("w{}x", i);
    const auto [it, is_new] = seen.emplace(feature_index(word_key(word)), word);
    if (!is_new) return {it->second, word};
  }
}

TEST(Model, DoesNotNameAWordThatOnlySharesAFeature) {
  const auto [taught, other] = colliding_words();
  const Model model = model_of(about(taught));
  EXPECT_NE(find(model.explain(invented_paper(1, taught)), taught), nullptr);
  const Score explained = model.explain(invented_paper(2, other));
  EXPECT_GT(explained.value, 0);
  ASSERT_EQ(explained.why.size(), 1u);
  EXPECT_EQ(explained.why[0].kind, Evidence::other);
  EXPECT_EQ(explained.why[0].label, "1 other term");
  EXPECT_EQ(explained.why[0].other_terms, 1u);
  EXPECT_NEAR(explained.why[0].points, explained.value, 1e-12);
}

TEST(Model, DoesNotNameEitherOfTwoWordsThatShareAFeatureInThePaper) {
  const auto [first, second] = colliding_words();
  const Score explained =
      model_of(about(first)).explain(invented_paper(1, first + ". " + second + "."));
  ASSERT_EQ(explained.why.size(), 1u);
  EXPECT_EQ(explained.why[0].kind, Evidence::other);
}

TEST(Model, RefusesDamagedFeatures) {
  EXPECT_THROW(model_of(about("kernel")).score("\x05"), Error);
}

}  // namespace
}  // namespace papercup::rank
