#include "papercup/digest/variety.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A paper of ten points that are evenly of these features.
EvidencedPaper paper(const std::vector<std::uint32_t>& features, double match = 0) {
  EvidencedPaper result{{}, match};
  for (const std::uint32_t feature : features) {
    result.evidence.push_back({feature, 10 / static_cast<double>(features.size())});
  }
  return result;
}

// A paper of ten points, of which so many are of the feature.
EvidencedPaper paper_on(std::uint32_t feature, double points) {
  return {{{feature, points}, {1000, 10 - points}}};
}

Part part(const std::vector<std::uint32_t>& features) { return {"part", features}; }

// The papers of a list of `most`.
std::vector<std::size_t> list_of(const std::vector<EvidencedPaper>& papers,
                                 const std::vector<Part>& parts, std::size_t most) {
  std::vector<std::size_t> list;
  for (const VariedPlace& place : varied_order(papers, parts, most)) list.push_back(place.paper);
  list.resize(std::min(most, list.size()));
  std::ranges::sort(list);
  return list;
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
    papers.push_back(paper({feature, 10 + static_cast<std::uint32_t>(random() % 5)}));
  }
  for (const std::size_t most :
       {std::size_t{0}, std::size_t{1}, std::size_t{10}, papers.size(), papers.size() + 1}) {
    std::vector<std::size_t> order;
    for (const VariedPlace& place : varied_order(papers, {part({1}), part({2})}, most)) {
      order.push_back(place.paper);
    }
    std::ranges::sort(order);
    std::vector<std::size_t> all(papers.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    EXPECT_EQ(order, all) << most;
  }
}

TEST(VariedOrder, OfNoPaperIsEmpty) { EXPECT_THAT(varied_order({}, {part({1})}, 10), IsEmpty()); }

TEST(VariedOrder, IsThatOfThePapersIfThereIsNoPart) {
  const std::vector<EvidencedPaper> papers = {paper({1}), paper({1}), paper({2}), paper({3})};
  EXPECT_THAT(list_of(papers, {}, 3), ElementsAre(0, 1, 2));
}

TEST(VariedOrder, HasTheBestPaperOfEachPart) {
  // Ten papers on the first thing, and then some on two others.
  std::vector<EvidencedPaper> papers(10, paper({1, 2, 100}));
  papers.push_back(paper({3, 4, 101}));
  papers.push_back(paper({5, 6, 102}));
  papers.push_back(paper({5, 6, 103}));
  const std::vector<Part> parts = {part({1, 2}), part({3, 4}), part({5, 6})};
  EXPECT_THAT(list_of(papers, parts, 10), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 10, 11));
}

TEST(VariedOrder, TellsForWhatAPaperCameIn) {
  const std::vector<EvidencedPaper> papers = {paper({1}), paper({1}), paper({1}), paper({2})};
  EXPECT_THAT(
      varied_order(papers, {part({1}), part({2})}, 3),
      ElementsAre(VariedPlace{0, {}}, VariedPlace{3, 1}, VariedPlace{1, {}}, VariedPlace{2, {}}))
      << "a list that is cut short has it, too";
}

TEST(VariedOrder, ExchangesAThirdOfAListAtMost) {
  std::vector<EvidencedPaper> papers(10, paper({1}));
  std::vector<Part> parts = {part({1})};
  for (std::uint32_t feature = 2; feature < 8; ++feature) {
    papers.push_back(paper({feature}));
    parts.push_back(part({feature}));
  }
  EXPECT_THAT(list_of(papers, parts, 10), ElementsAre(0, 1, 2, 3, 4, 5, 6, 10, 11, 12));
  EXPECT_THAT(list_of(papers, parts, 5), ElementsAre(0, 1, 2, 3, 10));
  EXPECT_THAT(list_of(papers, parts, 2), ElementsAre(0, 10));
  EXPECT_THAT(list_of(papers, parts, 1), ElementsAre(0));
}

TEST(VariedOrder, LeavesTheOnlyPaperOnAPart) {
  const std::vector<EvidencedPaper> papers = {paper({1}), paper({1}), paper({2}), paper({3})};
  EXPECT_THAT(list_of(papers, {part({1}), part({2}), part({3})}, 3), ElementsAre(0, 2, 3));
  const std::vector<EvidencedPaper> each = {paper({1}), paper({2}), paper({3})};
  EXPECT_THAT(list_of(each, {part({1}), part({2}), part({3})}, 2), ElementsAre(0, 1));
}

TEST(VariedOrder, TakesNoPaperThatIsMuchMoreCommon) {
  // What would leave is one of a thousand.
  const auto papers = [](double match) {
    return std::vector{paper({1}, 0.9995), paper({1}, 0.999), paper({2}, match)};
  };
  const std::vector<Part> parts = {part({1}), part({2})};
  EXPECT_THAT(list_of(papers(0.9961), parts, 2), ElementsAre(0, 2));
  EXPECT_THAT(list_of(papers(0.9959), parts, 2), ElementsAre(0, 1));
  EXPECT_THAT(list_of({paper({1}), paper({1}), paper({2})}, parts, 2), ElementsAre(0, 2))
      << "unknown";
}

TEST(VariedOrder, NeedsNoOtherPaperOnAPartThatOneIsOnAtAll) {
  const std::vector<Part> parts = {part({1}), part({7, 8, 9})};
  EvidencedPaper aside = paper_on(7, 2.9);  // one of three features
  EXPECT_THAT(list_of({paper({1}), aside, paper({7, 8})}, parts, 2), ElementsAre(0, 2));
  aside = paper_on(7, 3.1);
  EXPECT_THAT(list_of({paper({1}), aside, paper({7, 8})}, parts, 2), ElementsAre(0, 1));
}

TEST(VariedOrder, TakesPapersThatAreClearlyOnThePart) {
  const std::vector<Part> parts = {part({1}), part({7})};
  const auto with = [](double points) {
    return std::vector{paper({1}), paper({1}), paper_on(7, points)};
  };
  EXPECT_THAT(list_of(with(1.4), parts, 2), ElementsAre(0, 1));
  EXPECT_THAT(list_of(with(1.6), parts, 2), ElementsAre(0, 2));
}

TEST(VariedOrder, TakesPapersThatNameThePart) {
  const auto with = [](const std::vector<std::uint32_t>& features) {
    return std::vector{paper({1}), paper({1}), paper(features)};
  };
  const std::vector<Part> parts = {part({1}), part({5, 6, 7, 8, 9})};
  EXPECT_THAT(list_of(with({5, 6}), parts, 2), ElementsAre(0, 1)) << "two of five";
  EXPECT_THAT(list_of(with({5, 6, 7}), parts, 2), ElementsAre(0, 2));
}

TEST(VariedOrder, TakesNoPaperThatTheFocusHardlyAsksFor) {
  const std::vector<Part> parts = {part({1}), part({3})};
  EXPECT_THAT(list_of({paper({1}), paper({1}), {{{3, 1.1}}}}, parts, 2), ElementsAre(0, 2));
  EXPECT_THAT(list_of({paper({1}), paper({1}), {{{3, 0.9}}}}, parts, 2), ElementsAre(0, 1));
}

TEST(VariedOrder, PrefersAPaperThatIsMainlyOnThePart) {
  const EvidencedPaper passing = {{{1, 6}, {7, 4}}};
  EXPECT_THAT(list_of({paper({1}), paper({1}), passing, paper({7})}, {part({1}), part({7})}, 2),
              ElementsAre(0, 3));
  EXPECT_THAT(list_of({paper({1}), paper({1}), passing}, {part({1}), part({7})}, 2),
              ElementsAre(0, 2));
}

TEST(VariedOrder, TakesOnePaperForTwoParts) {
  const std::vector<EvidencedPaper> papers = {paper({1}), paper({1}), paper({1}),    paper({1}),
                                              paper({1}), paper({1}), paper({2, 3}), paper({2})};
  EXPECT_THAT(list_of(papers, {part({1}), part({2}), part({3})}, 6), ElementsAre(0, 1, 2, 3, 4, 6));
}

TEST(VariedOrder, TakesPapersWithoutEvidence) {
  EXPECT_THAT(list_of({{}, {}}, {part({1})}, 2), ElementsAre(0, 1));
}

TEST(PartName, IsThePartIfItIsShort) {
  EXPECT_EQ(part_name("low-rank tensor approximation of PDEs", {1, {}}),
            "low-rank tensor approximation of PDEs");
}

TEST(PartName, IsTheStrongestTermOfALongPart) {
  const std::string part = "Rivers: their flow, Silt and sand in deltas";
  const Score score = {1,
                       {{Evidence::description, "glacier", 0.5},
                        {Evidence::description, "sand", 0.3},
                        {Evidence::description, "silt", 0.4}}};
  EXPECT_EQ(part_name(part, score), "silt");
  EXPECT_EQ(part_name(part, {1, {{Evidence::description, "glacier", 0.5}}}), part);
}

}  // namespace
}  // namespace papercup::digest
