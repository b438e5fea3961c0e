#include <gtest/gtest.h>

#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/rank/model.hpp"
#include "rank/invented_papers.hpp"

namespace papercup::rank {
namespace {

TrainedFocus invented_focus(Inventor& inventor) {
  DocumentFrequency frequency;
  TrainingSet past{inventor.papers(500, 5), {}};
  std::vector<Candidate> recent;
  for (const Paper& paper : inventor.papers(1000, 200)) {
    past.unlabelled.push_back(pack(extract_features(paper)));
    frequency.add(past.unlabelled.back());
    recent.push_back({0, paper.id, Date(2026, 11, 2), 0.01 * inventor.below(100)});
  }
  return {Model::train(inventor.focus(), inventor.papers(2000, 3), {}, past, frequency),
          ScoreDistribution(recent)};
}

TEST(TrainedFocus, IsTheSameAfterItWasKept) {
  Inventor inventor(16);
  const TrainedFocus focus = invented_focus(inventor);
  ASSERT_NE(focus.model.intercept(), 0);
  const TrainedFocus kept = TrainedFocus::from_bytes(focus.to_bytes(), focus.model.idf_levels());
  EXPECT_EQ(kept.model.intercept(), focus.model.intercept());
  EXPECT_EQ(kept.distribution.sample_size(), focus.distribution.sample_size());
  EXPECT_EQ(kept.distribution.line(7), focus.distribution.line(7));
  for (const Paper& paper : inventor.papers(3000, 50)) {
    const Score score = focus.model.explain(paper);
    EXPECT_EQ(kept.model.explain(paper), score);
    EXPECT_EQ(kept.distribution.percentile(score.value),
              focus.distribution.percentile(score.value));
  }
}

TEST(TrainedFocus, RefusesBytesThatAreNoneOfItsOwn) {
  Inventor inventor(17);
  const TrainedFocus focus = invented_focus(inventor);
  const auto levels = focus.model.idf_levels();
  std::string bytes = focus.to_bytes();
  EXPECT_NO_THROW(TrainedFocus::from_bytes(bytes, levels));
  EXPECT_THROW(TrainedFocus::from_bytes(bytes + "x", levels), Error);
  EXPECT_THROW(TrainedFocus::from_bytes({}, levels), Error);
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(TrainedFocus::from_bytes(bytes.substr(0, inventor.below(bytes.size())), levels),
                 Error);
  }
  // One bit anywhere: else a damaged model would rank, and nobody would know.
  for (int i = 0; i < 200; ++i) {
    const std::size_t place = i == 0 ? 0 : inventor.below(bytes.size());
    bytes[place] = static_cast<char>(bytes[place] ^ 1 << i % 8);
    EXPECT_THROW(TrainedFocus::from_bytes(bytes, levels), Error) << place;
    bytes[place] = static_cast<char>(bytes[place] ^ 1 << i % 8);
  }
  EXPECT_NO_THROW(TrainedFocus::from_bytes(bytes, levels));
}

TEST(TrainedFocus, RefusesLevelsOfOtherDocumentFrequencies) {
  Inventor inventor(18);
  const TrainedFocus focus = invented_focus(inventor);
  DocumentFrequency frequency;
  for (const Paper& paper : inventor.papers(4000, 200)) frequency.add(packed_features(paper));
  EXPECT_THROW(
      TrainedFocus::from_bytes(focus.to_bytes(), std::make_shared<const IdfLevels>(frequency)),
      Error);
}

}  // namespace
}  // namespace papercup::rank
