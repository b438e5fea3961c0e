#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/rank/order.hpp"

namespace papercup::rank {

// Days of announcement, up to the as-of day, that a score is compared with.
inline constexpr int kDistributionDays = 90;
// The size of the sample that percentiles are told from, and the size below which they are
// provisional.
inline constexpr std::size_t kDistributionPapers = 2000;
inline constexpr std::size_t kEnoughPapers = 200;
// The fewest papers that taught a model nothing which make a sample without the counter-examples.
inline constexpr std::size_t kEnoughUntaught = 500;

class ByteDecoder;
class ByteEncoder;

// The scores of a focus's papers of the last kDistributionDays, to compare another score with. The
// order of the papers does not matter.
class ScoreDistribution {
 public:
  // `recent` are the scored papers of the focus's categories in those days. If there are more than
  // kDistributionPapers the sample is those with the lowest hashes of their identifiers, which are
  // other hashes than those of NegativeSample. `counter_examples` are the keys of papers that
  // training pushed down: beside them a new paper looks rarer than it is, so that they are left
  // out of the sample where kEnoughUntaught others are. Likes and what is near to them stay in:
  // they are no random papers, and without them the best scores would be missing.
  explicit ScoreDistribution(const std::vector<Candidate>& recent,
                             const std::vector<std::int64_t>& counter_examples = {});

  std::size_t sample_size() const { return sample_.size(); }
  // The place of a score in the sample; nothing if the sample is empty. `match` is the mid-rank
  // percentile rank, from 0 to 1: the share of lower scores and half the share of equal ones (as in
  // Roscoe, "Fundamental Research Statistics", 1975). `one_in` is 1 / (1 - match), rounded down to
  // two digits, at most the size of the sample.
  std::optional<Percentile> percentile(double score) const;
  // The score that `per_day` papers (at most 50) reached on an average day with a list; nothing if
  // there were fewer papers than that.
  std::optional<double> line(double per_day) const;

  // For TrainedFocus::to_bytes and from_bytes.
  void write(ByteEncoder& encoder) const;
  static ScoreDistribution read(ByteDecoder& decoder);

 private:
  std::vector<double> sample_;  // ascending
  std::vector<double> best_;    // descending, as many as `line` may ask for
  std::size_t days_ = 0;        // that had a list
};

}  // namespace papercup::rank
