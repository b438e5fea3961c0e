#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/core/score.hpp"
#include "papercup/rank/order.hpp"

namespace papercup::rank {

// Days of announcement, up to the as-of day, that a score is compared with.
inline constexpr int kDistributionDays = 90;
// Papers of the sample that percentiles are told from, and below how many they are provisional.
inline constexpr std::size_t kDistributionPapers = 2000;
inline constexpr std::size_t kEnoughPapers = 200;

class ByteDecoder;
class ByteEncoder;

// What a focus's scores of the last kDistributionDays say about another score. Does not depend on
// the order of its papers.
class ScoreDistribution {
 public:
  // `recent` are the scored papers of the focus's categories in those days. Of more than
  // kDistributionPapers the sample is those with the lowest hash of the identifier.
  explicit ScoreDistribution(const std::vector<Candidate>& recent);

  std::size_t sample_size() const { return sample_.size(); }
  // `match` is the mid-rank percentile in the sample: the share of lower scores and half of that of
  // equal ones; `one_in` is 1 / (1 - match) to two digits, at most the size of the sample. Nothing
  // without a sample.
  std::optional<Percentile> percentile(double score) const;
  // The score that `per_day` papers cleared on an average day with a list; nothing where there were
  // fewer papers than that. `per_day` is at most 50.
  std::optional<double> line(double per_day) const;

  // For TrainedFocus::to_bytes and from_bytes.
  void write(ByteEncoder& encoder) const;
  static ScoreDistribution read(ByteDecoder& decoder);

 private:
  std::vector<double> sample_;  // ascending
  std::vector<double> best_;    // descending, as many as `line` may ask for
  std::size_t days_ = 0;        // with a list
};

}  // namespace papercup::rank
