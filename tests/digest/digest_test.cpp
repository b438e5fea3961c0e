#include "papercup/digest/digest.hpp"

#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;

Paper paper(const char* id, std::string abstract = {}) {
  Paper result{.id = ArxivId::parse(id)};
  result.abstract = std::move(abstract);
  return result;
}

TEST(ReadingMinutes, AreTwentySecondsAndTheAbstract) {
  std::string abstract;
  for (int i = 0; i < 220; ++i) abstract += i % 2 == 0 ? "word " : "word\n";
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001")), 1.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001", abstract)), 4.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001", "  one ")), 1.0 / 3 + 1.0 / 220);
}

std::vector<Offer> offers(std::size_t count, double match = 0.9) {
  return std::vector<Offer>(count, Offer{1.0, match});
}

TEST(Choose, StopsWhenTheCupIsEmpty) {
  EXPECT_THAT(choose({offers(20)}, {.minutes = 6, .least = 2, .most = 10}), ElementsAre(6u));
  EXPECT_THAT(choose({offers(20)}, {.minutes = 60, .least = 2, .most = 10}), ElementsAre(10u));
  EXPECT_THAT(choose({offers(3)}, {.minutes = 60, .least = 2, .most = 10}), ElementsAre(3u));
}

TEST(Choose, GivesEachFocusItsLeast) {
  EXPECT_THAT(choose({offers(20, 0.9), offers(20, 0.1), offers(1, 0.1)},
                     {.minutes = 8, .least = 2, .most = 10}),
              ElementsAre(5u, 2u, 1u));
  EXPECT_THAT(choose({offers(20)}, {.minutes = 0.5, .least = 2, .most = 10}), ElementsAre(2u));
}

TEST(Choose, TakesTheBetterMatchFirst) {
  const std::vector<Offer> first = {{1, 0.99}, {1, 0.98}, {1, 0.5}};
  const std::vector<Offer> second = {{1, 0.97}, {1, 0.96}, {1, 0.95}};
  EXPECT_THAT(choose({first, second}, {.minutes = 4, .least = 0, .most = 10}), ElementsAre(2u, 2u));
  EXPECT_THAT(choose({first, second}, {.minutes = 5, .least = 0, .most = 10}), ElementsAre(2u, 3u));
}

TEST(Choose, LooksForAnotherFocusWhereOnePaperIsTooLong) {
  EXPECT_THAT(choose({{{9, 0.9}}, {{1, 0.1}}}, {.minutes = 2, .least = 0, .most = 10}),
              ElementsAre(0u, 1u));
}

TEST(Choose, HoldsTheMostWhateverTheLeast) {
  EXPECT_THAT(choose({offers(5), offers(5), offers(5)}, {.minutes = 60, .least = 2, .most = 4}),
              ElementsAre(2u, 1u, 1u));
  EXPECT_THAT(choose({}, {}), ElementsAre());
}

TEST(Choose, KeepsToTheBudgetForRandomOffers) {
  std::mt19937 random(1);
  const auto below = [&](std::uint32_t bound) {
    return static_cast<std::uint32_t>(random() % bound);
  };
  for (int round = 0; round < 500; ++round) {
    std::vector<std::vector<Offer>> all(1 + below(5));
    for (auto& list : all) {
      list.resize(below(12));
      for (Offer& offer : list) offer = {0.3 + 0.01 * below(200), 0.001 * below(1000)};
    }
    const Budget budget{0.5 * below(30), 2, 10};
    const std::vector<std::size_t> taken = choose(all, budget);
    double minutes = 0;
    double of_least = 0;
    for (std::size_t focus = 0; focus < all.size(); ++focus) {
      ASSERT_LE(taken[focus], all[focus].size());
      for (std::size_t i = 0; i < taken[focus]; ++i) {
        (i < budget.least ? of_least : minutes) += all[focus][i].minutes;
      }
    }
    const std::size_t papers = std::accumulate(taken.begin(), taken.end(), std::size_t{0});
    EXPECT_LE(papers, budget.most);
    if (minutes > 0) {
      EXPECT_LE(minutes + of_least, budget.minutes + 1e-9);
    }
  }
}

TEST(NumberPapers, RunsOnThroughTheSections) {
  Digest digest;
  digest.sections.resize(3);
  digest.sections[0].papers = {{paper("2611.90001"), {}}, {paper("2611.90002"), {}}};
  digest.sections[2].papers = {{paper("2611.90003"), {}}};
  number_papers(digest);
  EXPECT_EQ(digest.sections[0].papers[1].rank, 2);
  EXPECT_EQ(digest.sections[2].papers[0].rank, 3);
  EXPECT_DOUBLE_EQ(digest.minutes, 1);
}

}  // namespace
}  // namespace papercup::digest
