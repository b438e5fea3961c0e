#include "papercup/digest/digest.hpp"

#include <gtest/gtest.h>

namespace papercup::digest {
namespace {

const Window kWindow{Date(2026, 11, 23), Date(2026, 11, 24)};

ScoredPaper scored(const char* id, double value, std::string abstract = {}) {
  Paper paper{.id = ArxivId::parse(id)};
  paper.abstract = std::move(abstract);
  return {paper, {value, {}}, 0};
}

Focus focus() {
  Focus focus;
  focus.name = "preference-learning";
  focus.categories = {Category("cs.LG")};
  return focus;
}

TEST(ReadingMinutes, AreTwentySecondsAndTheAbstract) {
  std::string abstract;
  for (int i = 0; i < 220; ++i) abstract += i % 2 == 0 ? "word " : "word\n";
  EXPECT_DOUBLE_EQ(reading_minutes(scored("2611.90001", 1).paper), 1.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(scored("2611.90001", 1, abstract).paper), 4.0 / 3);
  EXPECT_DOUBLE_EQ(reading_minutes(scored("2611.90001", 1, "  one ").paper), 1.0 / 3 + 1.0 / 220);
}

TEST(Compose, TakesTheFirstAndNumbersThem) {
  const Digest digest = compose(
      focus(), kWindow,
      {scored("2611.90003", 0.9, "one two"), scored("2611.90001", 0.5), scored("2611.90002", 0.4)},
      517, 2);
  ASSERT_EQ(digest.papers.size(), 2u);
  EXPECT_EQ(digest.papers[0].paper.id.to_string(), "2611.90003");
  EXPECT_EQ(digest.papers[0].rank, 1);
  EXPECT_EQ(digest.papers[1].paper.id.to_string(), "2611.90001");
  EXPECT_EQ(digest.papers[1].rank, 2);
  EXPECT_DOUBLE_EQ(digest.minutes, 2.0 / 3 + 2.0 / 220);
  EXPECT_EQ(digest.focus_name, "preference-learning");
  EXPECT_EQ(digest.categories, focus().categories);
  EXPECT_EQ(digest.window, kWindow);
  EXPECT_EQ(digest.considered, 517u);
}

TEST(Compose, LeavesOutWhatDoesNotSpeakToTheFocus) {
  const Digest digest = compose(
      focus(), kWindow,
      {scored("2611.90001", 0.1), scored("2611.90002", 0), scored("2611.90003", -1)}, 3, 10);
  ASSERT_EQ(digest.papers.size(), 1u);
  EXPECT_EQ(digest.considered, 3u);
}

TEST(Compose, MayBeEmpty) {
  const Digest digest = compose(focus(), kWindow, {}, 0, 5);
  EXPECT_TRUE(digest.papers.empty());
  EXPECT_EQ(digest.minutes, 0);
  EXPECT_TRUE(compose(focus(), kWindow, {scored("2611.90001", 1)}, 1, 0).papers.empty());
}

}  // namespace
}  // namespace papercup::digest
