#include "papercup/digest/why.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace papercup::digest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(WhyTerms, AreTheStrongestFirst) {
  const Score score{0.6,
                    {{Evidence::description, "graph", 0.2},
                     {Evidence::like, "kernel", 0.3},
                     {Evidence::keyword, "proof", 0.1}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel", "graph", "proof"));
  EXPECT_THAT(why_terms(score, 2), ElementsAre("kernel", "graph"));
  EXPECT_THAT(why_terms(score, 0), IsEmpty());
  EXPECT_THAT(why_terms(score, std::numeric_limits<std::size_t>::max()),
              ElementsAre("kernel", "graph", "proof"));
}

TEST(WhyTerms, KeepTheOrderOfWhatMattersAlike) {
  const Score score{
      0.6,
      {{Evidence::like, "one", 0.2}, {Evidence::like, "two", 0.2}, {Evidence::like, "six", 0.2}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("one", "two", "six"));
}

TEST(WhyTerms, NameAPhraseInsteadOfItsWords) {
  const Score score{1,
                    {{Evidence::like, "reward", 0.5},
                     {Evidence::like, "reward model", 0.4},
                     {Evidence::like, "kernel", 0.3},
                     {Evidence::like, "model", 0.2},
                     {Evidence::like, "shot", 0.2},
                     {Evidence::like, "few-shot", 0.19},
                     {Evidence::like, "models", 0.1}}};
  EXPECT_THAT(why_terms(score, 9), ElementsAre("reward model", "kernel", "few-shot", "models"));
}

TEST(WhyTerms, KeepAWordThatIsOnlyPartOfAnother) {
  const Score score{1, {{Evidence::like, "graphical model", 0.5}, {Evidence::like, "graph", 0.4}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("graphical model", "graph"));
}

TEST(WhyTerms, NameNoNumberOfSeveralPartsButTheReadersOwn) {
  const Score score{1,
                    {{Evidence::like, "3 2pt", 0.5},
                     {Evidence::pseudo_relevant, "10-20", 0.5},
                     {Evidence::like, "3d", 0.4},
                     {Evidence::like, "4-bit", 0.3},
                     {Evidence::keyword, "5 10", 0.2}}};
  EXPECT_THAT(why_terms(score, 9), ElementsAre("3d", "4-bit", "5 10"));
}

TEST(WhyTerms, NameFollowedAuthorsLast) {
  const Score score{1,
                    {{Evidence::author, "Lena Sørby", 0.9},
                     {Evidence::like, "kernel", 0.3},
                     {Evidence::like, "graph", 0.2}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel", "graph", "Lena Sørby"));
  EXPECT_THAT(why_terms(score, 2), ElementsAre("kernel", "Lena Sørby"));
}

TEST(WhyTerms, LeaveOutWhatSpeaksAgainstThePaperAndWhatIsNoTerm) {
  const Score score{0.1,
                    {{Evidence::keyword, "survey", -0.5},
                     {Evidence::author, "Lars Sørby", -0.5},
                     {Evidence::category, "cs.LG", 0.4},
                     {Evidence::intercept, "the same for every paper", 0.3},
                     {Evidence::like, "kernel", 0.2},
                     {Evidence::other, "3 other terms", 0.2}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel"));
}

TEST(WhyTerms, LeaveOutWhatHardlyMatters) {
  const Score score{1, {{Evidence::like, "kernel", 0.8}, {Evidence::like, "learning", 0.09}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel"));
}

TEST(WhyTerms, NameALabelOnce) {
  const Score score{1, {{Evidence::like, "kernel", 0.8}, {Evidence::keyword, "kernel", 0.7}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel"));
}

TEST(WhyTerms, OfAnEmptyScoreAreNone) { EXPECT_THAT(why_terms({}, 5), IsEmpty()); }

TEST(WhyTerms, LeaveOutAnAuthorWhoAddsNothing) {
  const Score score{1, {{Evidence::like, "kernel", 0.8}, {Evidence::author, "Lena Sørby", 0}}};
  EXPECT_THAT(why_terms(score, 5), ElementsAre("kernel"));
}

}  // namespace
}  // namespace papercup::digest
