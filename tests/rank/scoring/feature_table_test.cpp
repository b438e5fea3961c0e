#include "rank/scoring/feature_table.hpp"

#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "rank/byte_coding.hpp"
#include "rank/invented_papers.hpp"
#include "rank/learning/tfidf_vectorizer.hpp"

namespace papercup::rank {
namespace {

TEST(FeatureTable, RoundsIdfWeightsByLessThanAHundredth) {
  Inventor inventor(21);
  DocumentFrequency frequency;
  for (int i = 0; i < 3000; ++i) frequency.add(pack(extract_features(inventor.paper(i))));
  const FeatureTable table(std::make_shared<const IdfLevels>(frequency), {});
  for (std::uint32_t feature = 0; feature < kFeatureCount; feature += 3) {
    const double exact = idf_weight(frequency, feature);
    ASSERT_NEAR(table.find(feature).idf_weight, exact, 0.008 * exact) << feature;
    ASSERT_EQ(table.find(feature).weight, 0);
  }
}

TEST(FeatureTable, KnowsIdfWeightsOfNothing) {
  const FeatureTable table(std::make_shared<const IdfLevels>(DocumentFrequency{}), {});
  EXPECT_NEAR(table.find(0).idf_weight, 1, 1e-9);
  EXPECT_NEAR(table.find(kFeatureCount - 1).idf_weight, kPairWeight, 1e-9);
}

TEST(FeatureTable, FindsEveryWeight) {
  Inventor inventor(22);
  constexpr double kLargest = 1e6;
  FeatureVector weights;
  for (std::uint32_t feature = 0; feature < kFeatureCount; feature += 1 + inventor.below(3000)) {
    weights.push_back({feature, static_cast<double>(feature) / 7 + 1});
  }
  weights.push_back({kFeatureCount - 1, kLargest});
  weights.back().weight = -kLargest;
  const auto expect_weights = [&](const FeatureTable& found) {
    auto next = weights.begin();
    for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
      const bool has_weight = next != weights.end() && next->index == feature;
      ASSERT_NEAR(found.find(feature).weight, has_weight ? next++->weight : 0, kLargest / (1 << 23))
          << feature;
    }
    EXPECT_EQ(next, weights.end());
  };
  const auto levels = std::make_shared<const IdfLevels>(DocumentFrequency{});
  const FeatureTable table(levels, weights);
  expect_weights(table);
  ByteEncoder encoder;
  table.write(encoder);
  const std::string bytes = std::move(encoder).bytes();
  ByteDecoder decoder(bytes);
  expect_weights(FeatureTable(decoder, levels));
}

}  // namespace
}  // namespace papercup::rank
