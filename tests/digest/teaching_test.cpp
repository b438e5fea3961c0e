#include "papercup/digest/teaching.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Places = std::vector<std::size_t>;

EvidencedPaper on(std::uint32_t feature) { return {{{feature, 1}}}; }

// Papers that have nothing in common.
std::vector<EvidencedPaper> different(std::size_t count) {
  std::vector<EvidencedPaper> papers;
  for (std::size_t i = 0; i < count; ++i) papers.push_back(on(static_cast<std::uint32_t>(i)));
  return papers;
}

TEST(TellingPapers, BeginWithTheBestIfNothingIsJudged) {
  EXPECT_THAT(telling_papers(different(30), {}, 1), ElementsAre(0));
}

TEST(TellingPapers, AreSpreadOverTheRanks) {
  const Places places = telling_papers(different(60), {}, 12);
  const auto between = [&](std::size_t begin, std::size_t end) {
    return std::ranges::count_if(places,
                                 [&](std::size_t place) { return place >= begin && place < end; });
  };
  EXPECT_EQ(between(0, 18), 8);
  EXPECT_EQ(between(18, 60), 4);
}

TEST(TellingPapers, AreFarFromEachOther) {
  // Of the best three tenths, three are alike.
  std::vector<EvidencedPaper> papers = {on(1), on(1), on(1), on(2)};
  for (std::uint32_t i = 0; i < 9; ++i) papers.push_back(on(100 + i));
  EXPECT_THAT(telling_papers(papers, {}, 3), ElementsAre(0, 3, 4));
}

TEST(TellingPapers, AreFarFromWhatIsJudged) {
  std::vector<EvidencedPaper> papers = different(20);
  EXPECT_THAT(telling_papers(papers, {on(0)}, 1), ElementsAre(1));
  papers.resize(3);
  EXPECT_THAT(telling_papers(papers, {on(0), on(1), on(2)}, 1), ElementsAre(0))
      << "of equals the better";
}

TEST(TellingPapers, AreEachNamedOnceAndNoMoreThanThereAre) {
  for (const std::size_t all : {0u, 1u, 2u, 3u, 7u, 31u}) {
    const Places places = telling_papers(different(all), {}, 100);
    EXPECT_THAT(places, SizeIs(all));
    EXPECT_THAT(std::set<std::size_t>(places.begin(), places.end()), SizeIs(all));
  }
}

TEST(TellingPapers, AreNoneIfNoneIsAskedFor) {
  EXPECT_THAT(telling_papers(different(5), {}, 0), IsEmpty());
}

TEST(TellingPapers, MayBeWithoutEvidence) {
  EXPECT_THAT(telling_papers(std::vector<EvidencedPaper>(3), {on(1)}, 3), SizeIs(3));
}

TEST(ShareFound, GrowsWithTheLikesAndADescription) {
  EXPECT_EQ(share_found({}), std::nullopt);
  EXPECT_EQ(share_found({.keywords = 2, .authors = 1, .dislikes = 9}), std::nullopt);
  for (const bool has_description : {false, true}) {
    double before = 0;
    for (std::size_t likes = 1; likes < 40; ++likes) {
      const auto share = share_found({.has_description = has_description, .likes = likes});
      ASSERT_TRUE(share);
      EXPECT_GE(*share, before) << likes;
      before = *share;
      EXPECT_LE(*share, *share_found({.has_description = true, .likes = likes})) << likes;
    }
  }
}

TEST(ShareFound, IsThatOfTheNextSmallerNumberThatWasTried) {
  EXPECT_EQ(share_found({.has_description = true}), 0.82);
  EXPECT_EQ(share_found({.likes = 4}), 0.73);
  EXPECT_EQ(share_found({.likes = 9}), 0.76);
  EXPECT_EQ(share_found({.has_description = true, .likes = 1000}), 0.90);
}

TEST(Certainty, IsThatOfTheShareFound) {
  EXPECT_EQ(certainty_of({}), Certainty::none);
  EXPECT_EQ(certainty_of({.keywords = 1}), Certainty::guess);
  EXPECT_EQ(certainty_of({.authors = 1}), Certainty::guess);
  EXPECT_EQ(certainty_of({.dislikes = 1}), Certainty::guess);
  EXPECT_EQ(certainty_of({.likes = 2, .dislikes = 20}), Certainty::unsure);
  EXPECT_EQ(certainty_of({.likes = 3}), Certainty::fair);
  EXPECT_EQ(certainty_of({.likes = 29}), Certainty::fair);
  EXPECT_EQ(certainty_of({.likes = 30}), Certainty::sure);
  EXPECT_EQ(certainty_of({.has_description = true}), Certainty::fair);
  EXPECT_EQ(certainty_of({.has_description = true, .likes = 9}), Certainty::fair);
  EXPECT_EQ(certainty_of({.has_description = true, .likes = 10}), Certainty::sure);
}

}  // namespace
}  // namespace papercup::digest
