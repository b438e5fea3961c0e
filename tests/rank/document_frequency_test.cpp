#include "papercup/rank/document_frequency.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "invented_papers.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "rank/slots.hpp"

namespace papercup::rank {
namespace {

TEST(DocumentFrequency, OfNothingIsSmoothed) {
  const DocumentFrequency frequency;
  EXPECT_EQ(frequency.papers(), 0);
  EXPECT_DOUBLE_EQ(frequency.inverse(0), 1.0);
  EXPECT_DOUBLE_EQ(frequency.inverse(kSlotCount - 1), 1.0);
}

TEST(DocumentFrequency, CountsAPaperOnceHoweverOftenItsTermOccurs) {
  DocumentFrequency frequency;
  frequency.add(pack(extract_features(invented_paper(1, "Kernel kernel kernel"))));
  frequency.add(pack(extract_features(invented_paper(2, "Kernel"))));
  frequency.add(pack(extract_features(invented_paper(3, "Graph"))));
  EXPECT_EQ(frequency.papers(), 3);
  EXPECT_EQ(frequency.papers_with(word_slot("kernel")), 2u);
  EXPECT_DOUBLE_EQ(frequency.inverse(word_slot("kernel")), std::log(4.0 / 3.0) + 1);
  EXPECT_DOUBLE_EQ(frequency.inverse(word_slot("proof")), std::log(4.0) + 1);
}

TEST(DocumentFrequency, RefusesDamagedFeatures) {
  DocumentFrequency frequency;
  EXPECT_THROW(frequency.add("\x05"), Error);
}

}  // namespace
}  // namespace papercup::rank
