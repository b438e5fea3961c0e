#include "papercup/digest/interests.hpp"

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

// Likes of these topics: those of the same topic are similar by `own`, others by `other`.
Similarity by_topic(const std::vector<int>& topics, double own, double other) {
  return [=](std::size_t first, std::size_t second) {
    return topics[first] == topics[second] ? own : other;
  };
}

std::optional<Interests> interests(const std::vector<int>& topics, double own, double other) {
  return two_interests(topics.size(), by_topic(topics, own, other));
}

TEST(Interests, AreTheGroupsOfLikesThatHaveLittleInCommon) {
  const auto found = interests({1, 2, 2, 1, 1, 2, 2}, 0.1, 0.02);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->first, ElementsAre(0, 3, 4));
  EXPECT_THAT(found->second, ElementsAre(1, 2, 5, 6));
  EXPECT_THAT(found->separation, DoubleNear(0.8, 1e-9));
}

TEST(Interests, AreOneIfTheLikesAreEquallySimilar) {
  EXPECT_FALSE(interests({1, 1, 1, 1, 1, 1, 1, 1}, 0.05, 0));
  EXPECT_FALSE(interests({1, 1, 1, 1, 1, 1}, 0, 0)) << "nor if none is similar to any";
}

TEST(Interests, AreOneIfTheGroupsAreNotFarApart) {
  EXPECT_FALSE(interests({1, 1, 1, 1, 2, 2, 2, 2}, 0.1, 0.041)) << "silhouette 0.59";
  EXPECT_TRUE(interests({1, 1, 1, 1, 2, 2, 2, 2}, 0.1, 0.039)) << "silhouette 0.61";
}

TEST(Interests, AreNotTwoForAFewOutliers) {
  EXPECT_FALSE(interests({1, 1, 1, 1, 1, 1, 2, 2}, 0.2, 0.01));
  EXPECT_FALSE(interests({1, 1, 1, 1, 1, 1, 1, 2}, 0.2, 0.01));
  EXPECT_FALSE(interests({1, 2, 3, 4, 5, 6, 7, 8}, 0.2, 0.01)) << "all of them are";
}

TEST(Interests, NeedEnoughLikes) {
  EXPECT_FALSE(interests({}, 0.1, 0));
  EXPECT_FALSE(interests({1}, 0.1, 0));
  EXPECT_FALSE(interests({1, 1, 2, 2, 2}, 0.1, 0));
  EXPECT_TRUE(interests({1, 1, 1, 2, 2, 2}, 0.1, 0));
}

TEST(Interests, OfThreeTopicsAreDividedWithoutTearingOneApart) {
  // Two of the three are nearer to each other.
  const std::vector<int> topics = {1, 1, 1, 2, 2, 2, 3, 3, 3};
  const auto found = two_interests(topics.size(), [&](std::size_t first, std::size_t second) {
    if (topics[first] == topics[second]) return 0.2;
    return topics[first] != 3 && topics[second] != 3 ? 0.1 : 0.01;
  });
  ASSERT_TRUE(found);
  EXPECT_THAT(found->first, ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(found->second, ElementsAre(6, 7, 8));
}

TEST(Interests, DoNotDependOnTheOrderOfTheLikes) {
  const auto one = interests({1, 1, 1, 2, 2, 2, 2}, 0.1, 0.02);
  const auto other = interests({2, 2, 2, 2, 1, 1, 1}, 0.1, 0.02);
  ASSERT_TRUE(one && other);
  EXPECT_THAT(one->second, ElementsAre(3, 4, 5, 6));
  EXPECT_THAT(other->second, ElementsAre(4, 5, 6));
  EXPECT_DOUBLE_EQ(one->separation, other->separation);
}

TEST(Interests, AreFoundThoughTwoLikesAreLikeNoOther) {
  // The least similar pair are two likes that stand a little apart from their own topics.
  const std::vector<int> topics = {1, 1, 1, 1, 2, 2, 2, 2};
  const auto found = two_interests(topics.size(), [&](std::size_t first, std::size_t second) {
    if (topics[first] != topics[second]) return first == 0 && second == 4 ? 0.0 : 0.01;
    return first == 0 || first == 4 ? 0.04 : 0.1;
  });
  ASSERT_TRUE(found);
  EXPECT_THAT(found->first, ElementsAre(0, 1, 2, 3));
}

TEST(Interests, AskForEachPairOnce) {
  int asked = 0;
  two_interests(7, [&](std::size_t first, std::size_t second) {
    EXPECT_LT(first, second);
    ++asked;
    return 0.1;
  });
  EXPECT_EQ(asked, 21);
}

}  // namespace
}  // namespace papercup::digest
