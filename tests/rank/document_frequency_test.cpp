#include "papercup/rank/document_frequency.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "rank/features/slots.hpp"
#include "rank/invented_papers.hpp"

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

TEST(DocumentFrequency, ReadsATable) {
  const DocumentFrequency frequency = DocumentFrequency::parse("# about\npapers\t9\n1\t3\n2\t9\n");
  EXPECT_EQ(frequency.papers(), 9);
  EXPECT_EQ(frequency.papers_with(0), 3u);
  EXPECT_EQ(frequency.papers_with(1), 0u);
  EXPECT_EQ(frequency.papers_with(2), 9u);
}

TEST(DocumentFrequency, RefusesATableOfAnotherForm) {
  for (const char* table : {"", "papers\t9", "papers\tx\n", "1\t3\n", "papers\t9\n0\t3\n",
                            "papers\t9\n1\t10\n", "papers\t9\n1 3\n", "papers\t9\n1\t3",
                            "papers\t9\n4194305\t3\n", "papers\t9\n4294967297\t3\n"}) {
    EXPECT_THROW(DocumentFrequency::parse(table), Error) << table;
  }
}

TEST(DocumentFrequency, KnowsWhichWordsAreCommonAtArxiv) {
  const DocumentFrequency background = DocumentFrequency::background();
  EXPECT_GT(background.papers(), 10'000);
  EXPECT_GT(background.papers_with(word_slot("model")), background.papers() / 5);
  EXPECT_LT(background.inverse(word_slot("model")), background.inverse(word_slot("quantum")));
  EXPECT_LT(background.inverse(word_slot("quantum")), background.inverse(word_slot("zymurgy")));
}

}  // namespace
}  // namespace papercup::rank
