#include "papercup/rank/idf_levels.hpp"

#include <string>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

DocumentFrequency invented_frequency(std::uint32_t seed) {
  Inventor inventor(seed);
  DocumentFrequency frequency = DocumentFrequency::background();
  for (int i = 0; i < 400; ++i) frequency.add(packed_features(inventor.paper(i)));
  return frequency;
}

TEST(IdfLevels, AreTheSameAfterTheyWereKept) {
  const IdfLevels levels(invented_frequency(41));
  const IdfLevels kept = IdfLevels::from_bytes(SharedBytes(levels.to_bytes()));
  EXPECT_EQ(kept.fingerprint(), levels.fingerprint());
  for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
    ASSERT_EQ(kept.idf_weight(feature), levels.idf_weight(feature)) << feature;
  }
}

TEST(IdfLevels, TellOtherFrequenciesApart) {
  EXPECT_NE(IdfLevels(invented_frequency(41)).fingerprint(),
            IdfLevels(invented_frequency(42)).fingerprint());
}

TEST(IdfLevels, RefuseBytesThatAreNoneOfTheirOwn) {
  std::string bytes = IdfLevels(DocumentFrequency()).to_bytes();
  EXPECT_THROW(IdfLevels::from_bytes({}), Error);
  EXPECT_THROW(IdfLevels::from_bytes(SharedBytes(bytes + "x")), Error);
  EXPECT_THROW(IdfLevels::from_bytes(SharedBytes(bytes.substr(0, bytes.size() / 2))), Error);
  for (const std::size_t place : {std::size_t{0}, std::size_t{100}, bytes.size() - 1}) {
    bytes[place] = static_cast<char>(bytes[place] ^ 4);
    EXPECT_THROW(IdfLevels::from_bytes(SharedBytes(bytes)), Error) << place;
    bytes[place] = static_cast<char>(bytes[place] ^ 4);
  }
}

}  // namespace
}  // namespace papercup::rank
