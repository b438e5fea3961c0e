#include "papercup/digest/near_duplicates.hpp"

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::Eq;

Paper paper(const std::string& author, Date day) {
  Paper paper{ArxivId::parse("2611.90001")};
  paper.authors = {"Nobody Else", author};
  paper.authors.front() += " of " + author;
  paper.announced = day;
  return paper;
}

const Date kDay(2026, 11, 24);
const auto kNone = Eq(std::nullopt);

TEST(NearDuplicates, PutsAlikePapersByTheSameAuthorUnderTheFirst) {
  const std::vector<Paper> papers = {paper("Ada Byron", kDay), paper("A. Byron", kDay - 90),
                                     paper("Ada Byron", kDay - 91), paper("Carl Dahl", kDay)};
  const auto alike = [](std::size_t, std::size_t) { return 0.86; };
  EXPECT_THAT(group_near_duplicates(papers, alike),
              ElementsAre(kNone, Eq(std::optional<std::size_t>(0)), kNone, kNone));
  const auto different = [](std::size_t, std::size_t) { return 0.85; };
  EXPECT_THAT(group_near_duplicates(papers, different), ElementsAre(kNone, kNone, kNone, kNone));
}

TEST(NearDuplicates, JoinNoPaperThatIsInAGroupItself) {
  const std::vector<Paper> papers = {paper("Ada Byron", kDay), paper("Ada Byron", kDay),
                                     paper("Ada Byron", kDay)};
  const auto chain = [](std::size_t first, std::size_t second) {
    return second == first + 1 ? 0.9 : 0.1;
  };
  EXPECT_THAT(group_near_duplicates(papers, chain),
              ElementsAre(kNone, Eq(std::optional<std::size_t>(0)), kNone));
}

TEST(NearDuplicates, AnInitialIsAnyNameButTwoNamesAreTwoPeople) {
  const std::vector<Paper> papers = {paper("Ada Byron", kDay), paper("Amos Byron", kDay),
                                     paper("A. Byron", kDay)};
  const auto alike = [](std::size_t, std::size_t) { return 0.9; };
  EXPECT_THAT(group_near_duplicates(papers, alike),
              ElementsAre(kNone, kNone, Eq(std::optional<std::size_t>(0))));
}

TEST(NearDuplicates, KnowsAnAuthorHoweverTheNameIsWritten) {
  const auto alike = [](std::size_t, std::size_t) { return 0.9; };
  const char* const pairs[][2] = {
      {"Henry King V", "H. King"},
      {"The Virgo Network", "Virgo Network"},
      {"García Márquez, G.", "Gabriel García Márquez"},
      {"de Bruyn Kops, S. M.", "Stephen M. de Bruyn Kops"},
      {"Moss III, W. C.", "William C. Moss III"},
      {"Berg, Anna van den", "Anna van den Berg"},
      {"李 例", "李, 例"},
      {"A. Person (LAB)", "Ann Person"},
      {"A. Person et al. (200 additional authors not shown)", "Ann Person"},
  };
  for (const auto& [one, other] : pairs) {
    EXPECT_THAT(group_near_duplicates({paper(one, kDay), paper(other, kDay)}, alike),
                ElementsAre(kNone, Eq(std::optional<std::size_t>(0))))
        << one;
  }
  Paper unnamed = paper("Ada Byron", kDay);
  unnamed.authors = {"et al. (200 additional authors not shown)"};
  EXPECT_THAT(group_near_duplicates({unnamed, unnamed}, alike), ElementsAre(kNone, kNone));
  EXPECT_THAT(
      group_near_duplicates({paper("Nova Project", kDay), paper("Nadia Project", kDay)}, alike),
      ElementsAre(kNone, kNone));
}

TEST(NearDuplicates, AsksOnlyAboutPairsThatShareAnAuthor) {
  const std::vector<Paper> papers = {paper("Ada Byron", kDay), paper("Carl Dahl", kDay)};
  const auto unasked = [](std::size_t, std::size_t) -> double {
    ADD_FAILURE();
    return 1;
  };
  EXPECT_THAT(group_near_duplicates(papers, unasked), ElementsAre(kNone, kNone));
}

TEST(NearDuplicates, AreListedUnderTheirLeaders) {
  EXPECT_THAT(groups_of({std::nullopt, std::nullopt, 1, 0, std::nullopt, 1}),
              ElementsAre(Group{0, {3}}, Group{1, {2, 5}}, Group{4, {}}));
  EXPECT_THAT(groups_of({}), ElementsAre());
}

}  // namespace
}  // namespace papercup::digest
