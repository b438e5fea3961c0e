#include "rank/learning/tfidf_vectorizer.hpp"

#include <utility>

#include <gtest/gtest.h>

#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

TEST(IdfWeights, AreThoseOfEveryFeature) {
  DocumentFrequency frequency = DocumentFrequency::background();
  Inventor inventor(22);
  for (int i = 0; i < 1000; ++i) frequency.add(pack(extract_features(inventor.paper(i))));
  const IdfWeights weights(frequency);
  for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
    ASSERT_EQ(weights(feature), idf_weight(frequency, feature)) << feature;
  }
}

Focus with_keywords(std::vector<Keyword> keywords) {
  Focus focus;
  focus.keywords = std::move(keywords);
  return focus;
}

double weight_of(const TermVector& vector, const std::string& word) {
  for (const WeightedTerm& term : vector) {
    if (term.index == feature_index(word_key(word))) return term.weight;
  }
  return 0;
}

class TfidfVectorizerTest : public testing::Test {
 protected:
  const DocumentFrequency frequency = DocumentFrequency::background();
  TfidfVectorizer vectorizer{frequency};
};

TEST_F(TfidfVectorizerTest, GivesOneKeywordHalfOfADescription) {
  const ProfileVector profile = vectorizer.profile_vector(with_keywords({{"kernel"}}));
  EXPECT_NEAR(length(profile.keywords), 0.5, 1e-9);
  EXPECT_NEAR(length(vectorizer.profile_vector(with_keywords({{"kernel", 0.5}})).keywords), 0.25,
              1e-9);
  Focus described;
  described.about = "Graph kernels";
  EXPECT_NEAR(length(vectorizer.profile_vector(described).description), 1, 1e-9);
}

TEST_F(TfidfVectorizerTest, MakesAProfileNoLongerThanOneDescription) {
  Focus focus = with_keywords({{"zymurgy"}, {"comets"}, {"tea"}, {"cups"}, {"proofs"}, {"noise"}});
  EXPECT_NEAR(length(vectorizer.profile_vector(focus).keywords), 1, 1e-9);
  focus.about = "Graph kernels";
  const ProfileVector profile = vectorizer.profile_vector(focus);
  TermVector whole = profile.description;
  append(whole, profile.keywords);
  EXPECT_NEAR(length(merged(std::move(whole))), 1, 1e-9);
  EXPECT_GT(length(profile.description), 0);
}

TEST_F(TfidfVectorizerTest, TakesKeywordsOfEachSignApart) {
  const Focus focus = with_keywords({{"kernel", 0.5}, {"survey", -0.7}, {"tea", 0}});
  EXPECT_NEAR(weight_of(vectorizer.wanted(focus), "kernel"), 0.5, 1e-9);
  EXPECT_NEAR(weight_of(vectorizer.unwanted(focus), "survey"), -0.7, 1e-9);
  EXPECT_EQ(vectorizer.wanted(focus).size(), 1u);
  EXPECT_EQ(vectorizer.unwanted(focus).size(), 1u);
}

TEST_F(TfidfVectorizerTest, SumsTheSameTermOfTwoKeywords) {
  const TermVector wanted = vectorizer.wanted(with_keywords({{"kernel"}, {"kernel"}}));
  ASSERT_EQ(wanted.size(), 1u);
  EXPECT_NEAR(wanted[0].weight, 2, 1e-9);
}

TEST_F(TfidfVectorizerTest, GivesThePairOfAPhraseMoreThanItsWords) {
  const Focus focus = with_keywords({{"reward model"}});
  const TermVector wanted = vectorizer.wanted(focus);
  ASSERT_EQ(wanted.size(), 3u);
  double words = 0;
  for (const char* word : {"reward", "model"}) words += weight_of(wanted, word);
  EXPECT_GT(words, 0);
  EXPECT_LT(words, 0.3);
  EXPECT_NEAR(length(wanted), 1, 1e-9);
}

TEST_F(TfidfVectorizerTest, MakesVectorsOfLengthOne) {
  Inventor inventor(23);
  const std::vector<Paper> papers = inventor.papers(0, 20);
  for (const Paper& paper : papers) {
    EXPECT_NEAR(length(vectorizer.vector_of(paper)), 1, 1e-9);
  }
  EXPECT_NEAR(length(vectorizer.centroid(papers)), 1, 1e-9);
  EXPECT_TRUE(vectorizer.centroid({}).empty());
  EXPECT_TRUE(vectorizer.description({}).empty());
}

TEST(BlockFactors, WeighAuthorsAndCategoriesBesideTheText) {
  const BlockFactors all = block_factors(4, 9, 16);
  EXPECT_NEAR(all.authors * 3, kAuthorWeight * all.text * 2, 1e-9);
  EXPECT_NEAR(all.categories * 4, kCategoryWeight * all.text * 2, 1e-9);
  EXPECT_NEAR(4 * all.text * all.text + 9 * all.authors * all.authors +
                  16 * all.categories * all.categories,
              1, 1e-9);
  const BlockFactors text = block_factors(4, 0, 0);
  EXPECT_NEAR(text.text, 0.5, 1e-9);
  EXPECT_EQ(text.authors, 0);
  EXPECT_EQ(text.categories, 0);
}

TEST(FrequencyWeights, GrowByTheLogarithm) {
  EXPECT_EQ(frequency_weights()[0], 0);
  EXPECT_EQ(frequency_weights()[1], 1);
  EXPECT_NEAR(frequency_weights()[2], 1.6931, 1e-4);
  EXPECT_NEAR(frequency_weights()[255], 6.5413, 1e-4);
}

TEST(Merged, SumsEqualTermsInOrder) {
  const TermVector vector = merged({{7, "b", 1}, {3, "c", 2}, {7, "b", 4}, {7, "a", 8}});
  ASSERT_EQ(vector.size(), 3u);
  EXPECT_EQ(vector[0].weight, 2);
  EXPECT_EQ(vector[1].weight, 8);
  EXPECT_EQ(vector[2].weight, 5);
  const FeatureVector features = to_feature_vector(vector);
  ASSERT_EQ(features.size(), 2u);
  EXPECT_EQ(features[1].weight, 13);
}

}  // namespace
}  // namespace papercup::rank
