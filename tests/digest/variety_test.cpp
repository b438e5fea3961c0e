#include "papercup/digest/variety.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Order = std::vector<std::size_t>;

// A paper whose evidence is these features, each of as many points as the others.
EvidencedPaper paper(double score, const std::vector<std::uint32_t>& features) {
  EvidencedPaper result{score};
  for (const std::uint32_t feature : features) {
    result.evidence.push_back({feature, score / static_cast<double>(features.size())});
  }
  return result;
}

Order first(const Order& order, std::size_t count) {
  return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count)};
}

TEST(DescriptionParts, EndAtMarksAndConjunctions) {
  EXPECT_THAT(description_parts("Cache compression, speculative decoding; quantization and serving "
                                "systems (batching)"),
              ElementsAre("Cache compression", "speculative decoding", "quantization",
                          "serving systems", "batching"));
  EXPECT_THAT(description_parts("Rivers: flow or silt/sand. Deltas"),
              ElementsAre("Rivers", "flow", "silt", "sand", "Deltas"));
}

TEST(DescriptionParts, AreSentencesIfThingsAreMany) {
  EXPECT_THAT(description_parts("Rivers: flow, silt and sand. Deltas; lakes and ponds (small)."),
              ElementsAre("Rivers: flow, silt and sand", "Deltas", "lakes and ponds (small)"));
  EXPECT_THAT(description_parts("flow, silt, sand, deltas, lakes and ponds").size(), 6u)
      << "of one sentence, things remain";
}

TEST(DescriptionParts, EndAtLinesAndDashesThatStandAlone) {
  EXPECT_THAT(description_parts("low-rank adapters\nnearest neighbours – theory & practice"),
              ElementsAre("low-rank adapters", "nearest neighbours", "theory", "practice"));
}

TEST(DescriptionParts, AreNamedOnce) {
  EXPECT_THAT(description_parts("glaciers, rivers, glaciers"), ElementsAre("glaciers", "rivers"));
  EXPECT_THAT(description_parts(" ,; and "), IsEmpty());
  EXPECT_THAT(description_parts(""), IsEmpty());
}

TEST(DescriptionParts, DoNotEndWithinAWord) {
  EXPECT_THAT(description_parts("sandstone orbits"), ElementsAre("sandstone orbits"));
}

TEST(VariedOrder, HasEveryPaperOnce) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  std::vector<EvidencedPaper> papers;
  for (int i = 0; i < 40; ++i) {
    const auto feature = static_cast<std::uint32_t>(random() % 5);
    papers.push_back(paper(40 - i, {feature, 10 + static_cast<std::uint32_t>(random() % 5)}));
  }
  for (const std::size_t most :
       {std::size_t{0}, std::size_t{1}, std::size_t{10}, papers.size(), papers.size() + 1}) {
    Order order = varied_order(papers, {{1}, {2}}, most);
    std::ranges::sort(order);
    Order all(papers.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(order, all) << most;
  }
}

TEST(VariedOrder, OfNoPaperIsEmpty) { EXPECT_THAT(varied_order({}, {{1}}, 10), IsEmpty()); }

TEST(VariedOrder, BeginsWithTheBestPaper) {
  EXPECT_EQ(varied_order({paper(3, {1}), paper(2, {2}), paper(1, {3})}, {{3}}, 2).front(), 0u);
}

TEST(VariedOrder, IsThatOfTheScoresIfAllIsAlike) {
  const std::vector<EvidencedPaper> papers(5, paper(1, {1, 2}));
  EXPECT_THAT(varied_order(papers, {}, 5), ElementsAre(0, 1, 2, 3, 4));
}

TEST(VariedOrder, TakesTheBestPaperOfEachPart) {
  // Nine papers on the first thing, and one each on two others.
  std::vector<EvidencedPaper> papers;
  for (int i = 0; i < 9; ++i) papers.push_back(paper(12 - 0.1 * i, {1, 2, 100}));
  papers.push_back(paper(5, {3, 4, 101}));
  papers.push_back(paper(4, {5, 6, 102}));
  papers.push_back(paper(3, {5, 6, 103}));
  const Order order = varied_order(papers, {{1, 2}, {3, 4}, {5, 6}}, 3);
  EXPECT_THAT(first(order, 3), ElementsAre(0, 9, 10));
}

TEST(VariedOrder, TakesPartsThatFewPointsComeFromForNone) {
  EvidencedPaper aside = paper(5, {1});
  aside.evidence.push_back({7, 0.01});
  const std::vector<EvidencedPaper> papers = {paper(9, {1}), paper(8, {2}), aside};
  // If the third were on the second part, it would come before the second.
  EXPECT_THAT(varied_order(papers, {{1}, {7}}, 3), ElementsAre(0, 1, 2));
}

TEST(VariedOrder, NeedsMoreThanHalfOfAPartsFeatures) {
  // Of twelve terms, two or three are of the part.
  const std::vector<EvidencedPaper> papers = {
      paper(9, {1}), paper(8, {1, 2}), paper(4, {3, 4, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}),
      paper(3, {3, 4, 5, 20, 21, 22, 23, 24, 25, 26, 27, 28})};
  EXPECT_THAT(first(varied_order(papers, {{3, 4, 5, 6}}, 2), 2), ElementsAre(0, 3));
}

TEST(VariedOrder, NeedsFewerFeaturesOfAPartThatGivesMuch) {
  const std::vector<std::uint32_t> part = {3, 4, 5, 6, 7, 8};
  // One term gives a sixth of the third paper's points, and half of the fourth's.
  const std::vector<EvidencedPaper> papers = {paper(9, {1}), paper(8, {1, 2}),
                                              paper(4, {3, 20, 21, 22, 23, 24}), paper(3, {3, 20})};
  EXPECT_THAT(first(varied_order(papers, {part}, 2), 2), ElementsAre(0, 3));
}

TEST(VariedOrder, TakesNoPaperForAPartThatHasHardlyAnything) {
  const std::vector<EvidencedPaper> papers = {paper(8, {1}), paper(7, {1, 2}), paper(2.1, {3})};
  EXPECT_THAT(first(varied_order(papers, {{1}, {3}}, 2), 2), ElementsAre(0, 2));
  const std::vector<EvidencedPaper> weak = {paper(8, {1}), paper(7, {1, 2}), paper(1.9, {3})};
  EXPECT_THAT(first(varied_order(weak, {{1}, {3}}, 2), 2), ElementsAre(0, 1));
}

TEST(VariedOrder, PrefersAPaperThatIsMainlyOnThePart) {
  // The second names the second part in passing.
  EvidencedPaper passing = paper(8, {1});
  passing.evidence.push_back({7, 1});
  const std::vector<EvidencedPaper> papers = {paper(9, {1}), passing, paper(8, {1}), paper(3, {7})};
  EXPECT_THAT(first(varied_order(papers, {{1}, {7}}, 2), 2), ElementsAre(0, 3));
  const std::vector<EvidencedPaper> without = {papers[0], papers[2], passing};
  EXPECT_THAT(first(varied_order(without, {{1}, {7}}, 2), 2), ElementsAre(0, 2));
}

TEST(VariedOrder, TakesNewEvidenceBeforeAHardlyBetterScore) {
  const std::vector<EvidencedPaper> papers = {paper(1.0, {1, 2}), paper(0.9, {1, 2}),
                                              paper(0.88, {3, 4}), paper(0.1, {5, 6})};
  EXPECT_THAT(varied_order(papers, {}, 3), ElementsAre(0, 2, 1, 3));
}

TEST(VariedOrder, TakesAMuchBetterScoreBeforeNewEvidence) {
  const std::vector<EvidencedPaper> papers = {paper(1.0, {1, 2}), paper(0.9, {1, 3}),
                                              paper(0.1, {5, 6})};
  EXPECT_THAT(varied_order(papers, {}, 3), ElementsAre(0, 1, 2));
}

TEST(VariedOrder, TakesPapersWithoutEvidence) {
  EXPECT_THAT(varied_order({{1, {}}, {1, {}}}, {{1}}, 2), ElementsAre(0, 1));
}

Score score(const std::vector<Contribution>& why) { return {1, why}; }

TEST(FirstOn, IsTheStrongestTermThatNoPaperBeforeHas) {
  const Score before = score({{Evidence::like, "glacier", 0.5}, {Evidence::like, "ice", 0.2}});
  const Score here = score({{Evidence::like, "glacier", 0.5},
                            {Evidence::like, "meltwater", 0.4},
                            {Evidence::like, "moulin", 0.3}});
  EXPECT_EQ(first_on(here, {&before}), "meltwater");
  EXPECT_EQ(first_on(here, {}), "glacier");
}

TEST(FirstOn, PrefersWhatTheReaderWrote) {
  const Score here = score(
      {{Evidence::pseudo_relevant, "moulin", 0.5}, {Evidence::description, "meltwater", 0.4}});
  EXPECT_EQ(first_on(here, {}), "meltwater");
}

TEST(FirstOn, IsNeitherAnAuthorNorWhatSpeaksAgainstThePaper) {
  const Score here =
      score({{Evidence::author, "L. Sørby", 0.5}, {Evidence::dislike, "survey", -0.4}});
  EXPECT_EQ(first_on(here, {}), "");
}

TEST(FirstOn, CountsATermThatSpokeAgainstAnEarlierPaperAsNew) {
  const Score before = score({{Evidence::like, "glacier", -0.5}});
  EXPECT_EQ(first_on(score({{Evidence::like, "glacier", 0.5}}), {&before}), "glacier");
}

TEST(FirstOn, IsNothingIfAllWasThere) {
  const Score one = score({{Evidence::like, "glacier", 0.5}});
  EXPECT_EQ(first_on(one, {&one}), "");
}

}  // namespace
}  // namespace papercup::digest
