#include "papercup/rank/document_frequency.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "rank/features/terms.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

TEST(DocumentFrequency, OfNothingIsSmoothed) {
  const DocumentFrequency frequency;
  EXPECT_EQ(frequency.papers(), 0);
  EXPECT_DOUBLE_EQ(frequency.inverse(0), 1.0);
  EXPECT_DOUBLE_EQ(frequency.inverse(kFeatureCount - 1), 1.0);
}

TEST(DocumentFrequency, CountsAPaperOnceHoweverOftenItsTermOccurs) {
  DocumentFrequency frequency;
  frequency.add(pack(extract_features(invented_paper(1, "Kernel kernel kernel"))));
  frequency.add(pack(extract_features(invented_paper(2, "Kernel"))));
  frequency.add(pack(extract_features(invented_paper(3, "Graph"))));
  EXPECT_EQ(frequency.papers(), 3);
  EXPECT_EQ(frequency.papers_with(feature_index(word_key("kernel"))), 2u);
  EXPECT_DOUBLE_EQ(frequency.inverse(feature_index(word_key("kernel"))), std::log(4.0 / 3.0) + 1);
  EXPECT_DOUBLE_EQ(frequency.inverse(feature_index(word_key("proof"))), std::log(4.0) + 1);
}

TEST(DocumentFrequency, RefusesDamagedFeatures) {
  DocumentFrequency frequency;
  EXPECT_THROW(frequency.add("\x05"), Error);
}

TEST(DocumentFrequency, IsTheSameAfterBytes) {
  Inventor inventor(31);
  DocumentFrequency frequency = DocumentFrequency::background();
  for (int i = 0; i < 300; ++i) frequency.add(packed_features(inventor.paper(i)));
  const std::string bytes = frequency.to_bytes();
  const DocumentFrequency again = DocumentFrequency::from_bytes(bytes);
  EXPECT_EQ(again.papers(), frequency.papers());
  std::size_t wide = 0;
  for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
    ASSERT_EQ(again.papers_with(feature), frequency.papers_with(feature)) << feature;
    wide += frequency.papers_with(feature) >= 255 ? 1 : 0;
  }
  EXPECT_GT(wide, 1000u);
  for (const std::size_t length : {std::size_t{0}, std::size_t{20}, bytes.size() - 1}) {
    EXPECT_THROW(DocumentFrequency::from_bytes(bytes.substr(0, length)), Error) << length;
  }
  EXPECT_THROW(DocumentFrequency::from_bytes(bytes + "x"), Error);
}

// More papers than a byte counts have some of the words.
TEST(DocumentFrequency, TakesPapersAwayAgain) {
  Inventor inventor(32);
  DocumentFrequency frequency = DocumentFrequency::background();
  const std::string before = frequency.to_bytes();
  std::vector<std::string> papers;
  for (int i = 0; i < 700; ++i) papers.push_back(packed_features(inventor.paper(i)));
  for (const std::string& paper : papers) frequency.add(paper);
  const std::string with_all = frequency.to_bytes();
  EXPECT_NE(with_all, before);
  for (int i = 0; i < 350; ++i) frequency.remove(papers[static_cast<std::size_t>(i)]);
  for (int i = 349; i >= 0; --i) frequency.add(papers[static_cast<std::size_t>(i)]);
  EXPECT_EQ(frequency.to_bytes(), with_all);
  for (const std::string& paper : papers) frequency.remove(paper);
  EXPECT_EQ(frequency.to_bytes(), before);
}

TEST(DocumentFrequency, CountsRareFeaturesBeyondAByte) {
  // Not among the common terms, so that a byte counts it.
  const std::string paper = packed_features(invented_paper(1, "Zymurgologist"));
  const std::uint32_t feature = feature_index(word_key("zymurgologist"));
  ASSERT_GE(feature, DocumentFrequency::kDense);
  DocumentFrequency frequency;
  for (std::uint32_t count = 1; count <= 300; ++count) {
    frequency.add(paper);
    ASSERT_EQ(frequency.papers_with(feature), count);
  }
  EXPECT_EQ(DocumentFrequency::from_bytes(frequency.to_bytes()).papers_with(feature), 300u);
  for (std::uint32_t count = 300; count-- > 0;) {
    frequency.remove(paper);
    ASSERT_EQ(frequency.papers_with(feature), count);
  }
  EXPECT_THROW(frequency.remove(paper), Error);
}

TEST(DocumentFrequency, KnowsWhichWordsAreCommonAtArxiv) {
  const DocumentFrequency background = DocumentFrequency::background();
  EXPECT_GT(background.papers(), 10'000);
  EXPECT_GT(background.papers_with(feature_index(word_key("model"))), background.papers() / 5);
  EXPECT_LT(background.inverse(feature_index(word_key("model"))),
            background.inverse(feature_index(word_key("quantum"))));
  EXPECT_LT(background.inverse(feature_index(word_key("quantum"))),
            background.inverse(feature_index(word_key("zymurgy"))));
}

}  // namespace
}  // namespace papercup::rank
