#include "papercup/digest/digest.hpp"

#include <gmock/gmock.h>

namespace papercup::digest {
namespace {

Paper paper(const char* id, std::string abstract = {}) {
  Paper result{.id = ArxivId::parse(id)};
  result.abstract = std::move(abstract);
  return result;
}

TEST(ReadingMinutes, AreTwentySecondsAndTheAbstract) {
  std::string abstract;
  for (int i = 0; i < 220; ++i) abstract += i % 2 == 0 ? "word " : "word\n";
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001")), 1.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001", abstract)), 4.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(paper("2611.90001", "  one ")), 1.0 / 3 + 1.0 / 220);
}

TEST(NumberPapers, RunsOnThroughTheSections) {
  Digest digest;
  digest.sections.resize(3);
  digest.sections[0].papers = {{paper("2611.90001"), {}}, {paper("2611.90002"), {}}};
  digest.sections[2].papers = {{paper("2611.90003"), {}}};
  number_papers(digest);
  EXPECT_EQ(digest.sections[0].papers[1].rank, 2);
  EXPECT_EQ(digest.sections[2].papers[0].rank, 3);
  EXPECT_DOUBLE_EQ(digest.minutes, 1);
}

}  // namespace
}  // namespace papercup::digest
