#include "rank/learning/tfidf_vectorizer.hpp"

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

}  // namespace
}  // namespace papercup::rank
