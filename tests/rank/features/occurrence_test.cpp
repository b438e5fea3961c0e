#include "papercup/rank/occurrence.hpp"

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

Paper example() {
  return invented_paper(1, "Reward models", "A reward model, a reward. Models in few-shot use.",
                        {"Lena Sorby"}, {"math.NA"});
}

Occurrence of(Evidence kind, std::string label) {
  return occurrence(example(), {kind, std::move(label), 1});
}

TEST(Occurrence, CountsWordsAndPairsInEitherNumber) {
  EXPECT_EQ(of(Evidence::like, "rewards"), (Occurrence{1, 2, false, false}));
  EXPECT_EQ(of(Evidence::like, "reward models"), (Occurrence{1, 1, false, false}));
  EXPECT_EQ(of(Evidence::description, "few-shot"), (Occurrence{0, 1, false, false}));
  EXPECT_FALSE(of(Evidence::like, "comet").is_any());
}

TEST(Occurrence, FindsAuthorsUnderOtherSpellingsAndCategoriesUnderOtherNames) {
  EXPECT_TRUE(of(Evidence::author, "L. Sørby").is_author);
  EXPECT_TRUE(of(Evidence::like, "Lena Sørby").is_author);
  EXPECT_FALSE(of(Evidence::author, "Lars Sørby").is_author);
  EXPECT_TRUE(of(Evidence::category, "cs.NA").is_category);
  EXPECT_FALSE(of(Evidence::category, "cs.LG").is_category);
}

TEST(Occurrence, OfWhatIsNoTermIsNone) {
  EXPECT_FALSE(of(Evidence::other, "2 other terms").is_any());
  EXPECT_FALSE(of(Evidence::intercept, "reward").is_any());
}

}  // namespace
}  // namespace papercup::rank
