#include "rank/features/common_terms.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papercup/core/error.hpp"

namespace papercup::rank {
namespace {

using ::testing::ElementsAre;

TEST(CommonTerms, HaveTheFirstFeaturesMostCommonFirst) {
  // Hashes 0, 2, 3 and the first of a pair, in 3, 9, 3 and 5 of 9 papers.
  const CommonTermsTable table =
      CommonTermsTable::parse("# about\npapers\t9\n1\t3\n2\t9\n1\t3\n1048573\t5\n");
  const CommonTerms terms = table.terms();
  EXPECT_EQ(terms.papers(), 9);
  EXPECT_THAT(terms.counts(), ElementsAre(9, 5, 3, 3));
  EXPECT_EQ(terms.feature_index(2), 0u);
  EXPECT_EQ(terms.feature_index(kFirstPairHash), 1u);
  EXPECT_EQ(terms.feature_index(0), 2u);
  EXPECT_EQ(terms.feature_index(3), 3u);
  EXPECT_EQ(terms.feature_index(1), 4u) << "the first of the others";
  EXPECT_TRUE(terms.is_common(3));
  EXPECT_FALSE(terms.is_common(4));
  EXPECT_TRUE(terms.is_pair(1));
  EXPECT_FALSE(terms.is_pair(2));
  // After the four that are common come the other words, and then the other pairs.
  EXPECT_FALSE(terms.is_pair(terms.feature_index(kFirstPairHash - 1)));
  EXPECT_TRUE(terms.is_pair(terms.feature_index(kFirstPairHash + 1)));
}

TEST(CommonTerms, GiveEveryHashAFeatureOfItsOwn) {
  const CommonTerms& terms = CommonTerms::known();
  std::vector<bool> seen(kHashCount);
  for (std::uint32_t hash = 0; hash < kHashCount; ++hash) {
    const std::uint32_t feature = terms.feature_index(hash);
    ASSERT_LT(feature, kHashCount);
    ASSERT_FALSE(seen[feature]) << hash;
    seen[feature] = true;
    ASSERT_EQ(terms.is_pair(feature), hash >= kFirstPairHash) << hash;
  }
  EXPECT_TRUE(std::is_sorted(terms.counts().rbegin(), terms.counts().rend()));
}

TEST(CommonTerms, RefuseATableOfAnotherForm) {
  for (const char* table :
       {"", "papers\t9", "papers\tx\n", "1\t3\n", "papers\t9\n0\t3\n", "papers\t9\n1\t10\n",
        "papers\t9\n1\t0\n", "papers\t9\n1 3\n", "papers\t9\n1\t3", "papers\t9\n4194305\t3\n",
        "papers\t9\n4294967297\t3\n", "papers\t9\n99999999999999999999\t3\n"}) {
    EXPECT_THROW(CommonTermsTable::parse(table), Error) << table;
  }
}

}  // namespace
}  // namespace papercup::rank
