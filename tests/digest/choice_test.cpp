#include "papercup/digest/choice.hpp"

#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::Field;
using testing::IsEmpty;
using testing::Optional;

const Date kToday(2026, 11, 24);

Candidate candidate(int number, double score, std::optional<Date> day = kToday) {
  return {number, ArxivId::parse("2611.9" + std::to_string(1000 + number)), day, score};
}

// Papers with keys from 1 and these scores, best first.
std::vector<Candidate> candidates(const std::vector<double>& scores) {
  std::vector<Candidate> papers;
  for (const double score : scores) {
    papers.push_back(candidate(static_cast<int>(papers.size()) + 1, score));
  }
  return papers;
}

std::vector<std::int64_t> keys(const std::vector<Contender>& contenders) {
  std::vector<std::int64_t> keys;
  for (const Contender& contender : contenders) keys.push_back(contender.paper.key);
  return keys;
}

std::vector<std::int64_t> keys(const std::vector<Candidate>& papers) {
  std::vector<std::int64_t> keys;
  for (const Candidate& paper : papers) keys.push_back(paper.key);
  return keys;
}

// As many of the focus's papers as a score says, in hundredths, have a lower one.
std::optional<Percentile> score_as_match(double score) { return Percentile{score, 1, false}; }
std::optional<Percentile> nothing_to_compare(double /*score*/) { return std::nullopt; }

TEST(Line, ShowsWhatReachesIt) {
  const RankedFocus focus =
      divide_at_line(candidates({0.9, 0.5, 0.49, 0.1}), {.score = 0.5}, nothing_to_compare);
  EXPECT_THAT(keys(focus.above), ElementsAre(1, 2));
  EXPECT_THAT(keys(focus.below), ElementsAre(3, 4));
  EXPECT_EQ(focus.too_common, 0u);
}

TEST(Line, ShowsNothingThatSharesNoTermWithTheFocus) {
  const auto papers = candidates({0.9, 0.2, 0.1});
  EXPECT_THAT(
      keys(divide_at_line(papers, {.score = 0.1, .nothing_in_common = 0.2}, nothing_to_compare)
               .above),
      ElementsAre(1));
  EXPECT_THAT(keys(divide_at_line(papers, {.nothing_in_common = 0.2}, nothing_to_compare).above),
              ElementsAre(1));
}

TEST(Line, LeavesOutWhatIsTooCommon) {
  // One in five: a match of 0.8.
  const Line line{.score = 0.1, .floor = 5};
  const RankedFocus focus =
      divide_at_line(candidates({0.9, 0.8, 0.79, 0.2, 0.05}), line, score_as_match);
  EXPECT_THAT(keys(focus.above), ElementsAre(1, 2));
  EXPECT_THAT(focus.above,
              ElementsAre(Field(&Contender::match, 0.9), Field(&Contender::match, 0.8)));
  EXPECT_EQ(focus.too_common, 2u);
  EXPECT_THAT(keys(focus.below), ElementsAre(3, 4, 5));
}

TEST(Line, HasNoFloorIfThatCannotBeTold) {
  const auto papers = candidates({0.9, 0.2});
  const auto provisional = [](double score) { return Percentile{score, 1, true}; };
  EXPECT_THAT(keys(divide_at_line(papers, {.score = 0.1, .floor = 5}, provisional).above),
              ElementsAre(1, 2));
  EXPECT_THAT(keys(divide_at_line(papers, {.score = 0.1, .floor = 5}, nothing_to_compare).above),
              ElementsAre(1, 2));
  EXPECT_THAT(keys(divide_at_line(papers, {.score = 0.1, .floor = 0}, score_as_match).above),
              ElementsAre(1, 2));
}

TEST(Line, IsNotDrawnIfSoManyPapersAreAskedFor) {
  const RankedFocus focus =
      divide_at_line(candidates({0.9, 0.2}), {.score = {}, .floor = 5}, score_as_match);
  EXPECT_THAT(keys(focus.above), ElementsAre(1, 2));
  EXPECT_EQ(focus.too_common, 0u);
}

TEST(Line, KeepsFiftyPapersBelow) {
  std::vector<double> scores(kBelow + 5);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = 1.0 / static_cast<double>(i + 1);
  const RankedFocus focus = divide_at_line(candidates(scores), {.score = 0.5}, nothing_to_compare);
  EXPECT_EQ(focus.above.size(), 2u);
  ASSERT_EQ(focus.below.size(), kBelow);
  EXPECT_EQ(focus.below.front().key, 3);
  EXPECT_THAT(divide_at_line({}, {.score = 0.5}, nothing_to_compare).below, IsEmpty());
}

RankedFocus focus_with(const std::vector<std::pair<int, double>>& matches) {
  RankedFocus focus;
  for (const auto& [number, match] : matches) focus.above.push_back({candidate(number, 1), match});
  return focus;
}

TEST(BestMatch, ShowsASharedPaper) {
  std::vector<RankedFocus> foci = {focus_with({{1, 0.9}, {2, 0.8}, {3, 0.7}}),
                                   focus_with({{2, 0.95}, {1, 0.5}, {4, 0.4}})};
  give_to_best_match(foci);
  EXPECT_THAT(keys(foci[0].above), ElementsAre(1, 3));
  EXPECT_THAT(keys(foci[1].above), ElementsAre(2, 4));
  EXPECT_EQ(foci[0].shown_elsewhere, 1u);
  EXPECT_EQ(foci[1].shown_elsewhere, 1u);
}

TEST(BestMatch, IsTheEarlierFocusIfTheyAreEqual) {
  std::vector<RankedFocus> foci = {focus_with({{1, 0.9}}), focus_with({{1, 0.9}}),
                                   focus_with({{1, 0.8}})};
  give_to_best_match(foci);
  EXPECT_THAT(keys(foci[0].above), ElementsAre(1));
  EXPECT_THAT(foci[1].above, IsEmpty());
  EXPECT_THAT(foci[2].above, IsEmpty());
  EXPECT_EQ(foci[2].shown_elsewhere, 1u);
}

TEST(BestMatch, LooksAtNothingBelowTheLine) {
  std::vector<RankedFocus> foci = {focus_with({{1, 0.1}}), focus_with({})};
  foci[1].below = {candidate(1, 0.9)};
  give_to_best_match(foci);
  EXPECT_THAT(keys(foci[0].above), ElementsAre(1));
}

// The last digit of the identifier, so that tests can say which is lowest.
std::uint64_t last_digit(Date /*until*/, const ArxivId& id) {
  return static_cast<std::uint64_t>(id.to_string().back() - '0');
}

TEST(Exploration, IsThePaperWithTheLowestHashOfAllFoci) {
  std::vector<RankedFocus> foci(2);
  foci[0].below = {candidate(5, 0.3), candidate(4, 0.2)};
  foci[1].below = {candidate(7, 0.3), candidate(3, 0.1)};
  EXPECT_THAT(draw_exploration(foci, {kToday, kToday}, last_digit),
              Optional(ExplorationPlace{1, 1}));
}

TEST(Exploration, IsAboveTheLineOfNoFocus) {
  std::vector<RankedFocus> foci(2);
  foci[0].below = {candidate(3, 0.3), candidate(4, 0.2)};
  foci[1].above = {{candidate(3, 0.9), 0.9}};
  EXPECT_THAT(draw_exploration(foci, {kToday, kToday}, last_digit),
              Optional(ExplorationPlace{0, 1}));
}

TEST(Exploration, IsOfAFocusThatDrawsOne) {
  std::vector<RankedFocus> foci(2);
  foci[0].below = {candidate(3, 0.3)};
  foci[1].below = {candidate(4, 0.3)};
  EXPECT_THAT(draw_exploration(foci, {std::nullopt, kToday}, last_digit),
              Optional(ExplorationPlace{1, 0}));
  EXPECT_THAT(draw_exploration(foci, {std::nullopt, std::nullopt}, last_digit), Eq(std::nullopt));
  EXPECT_THAT(draw_exploration({{}}, {kToday}, last_digit), Eq(std::nullopt));
}

TEST(Exploration, IsDrawnByTheLastDayOfTheWindow) {
  std::vector<RankedFocus> foci(1);
  foci[0].below = {candidate(3, 0.3)};
  std::vector<Date> asked;
  draw_exploration(foci, {kToday - 1}, [&](Date until, const ArxivId& /*id*/) {
    asked.push_back(until);
    return 0;
  });
  EXPECT_THAT(asked, ElementsAre(kToday - 1));
}

TEST(Window, CoversTheDaysAskedForWhateverThePapers) {
  EXPECT_EQ(window_of(kToday - 9, kToday, {candidate(1, 1, kToday - 3)}, kToday - 1),
            (Window{kToday - 9, kToday}));
}

TEST(Window, CoversTheDaysOfThePapers) {
  const std::vector<Candidate> papers = {candidate(1, 1, kToday - 3), candidate(2, 1, kToday),
                                         candidate(3, 1, kToday - 5)};
  EXPECT_EQ(window_of({}, {}, papers, {}), (Window{kToday - 5, kToday}));
  EXPECT_EQ(window_of(kToday - 9, {}, papers, {}), (Window{kToday - 5, kToday}));
}

TEST(Window, DoesNotGoBackOverDaysThatWereShown) {
  const std::vector<Candidate> papers = {candidate(1, 1, kToday - 3), candidate(2, 1, kToday)};
  EXPECT_EQ(window_of({}, {}, papers, kToday - 2), (Window{kToday - 1, kToday}));
  EXPECT_EQ(window_of({}, {}, papers, kToday - 9), (Window{kToday - 3, kToday}));
  // Everything arrived late.
  EXPECT_EQ(window_of({}, {}, papers, kToday + 4), (Window{kToday, kToday}));
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

TEST(Choose, LeavesTheWorstMatchesOutIfThereAreMoreFociThanRoom) {
  EXPECT_THAT(choose({offers(5, 0.2), offers(5, 0.9), offers(5, 0.4)},
                     {.minutes = 60, .least = 2, .most = 2}),
              ElementsAre(0u, 1u, 1u));
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

}  // namespace
}  // namespace papercup::digest
