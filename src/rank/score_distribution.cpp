#include "papercup/rank/score_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "papercup/text/hash.hpp"
#include "rank/byte_coding.hpp"

namespace papercup::rank {
namespace {

constexpr std::size_t kMostPerDay = 50;
constexpr std::size_t kMostDays = 1'000'000;  // that papers can have been announced on

using Drawn = std::pair<std::uint64_t, double>;  // hash and score

// Independent of the hash by which counter-examples are drawn: with the same one, nearly all of the
// sample would be papers that training pushed down.
std::uint64_t drawing_hash(const ArxivId& id) {
  return text::Hasher().add("score distribution ").add(id.to_string()).value();
}

std::vector<Drawn> papers_to_draw_from(const std::vector<Candidate>& recent,
                                       const std::vector<std::int64_t>& counter_examples) {
  const std::unordered_set<std::int64_t> pushed_down(counter_examples.begin(),
                                                     counter_examples.end());
  const auto is_untaught = [&](const Candidate& paper) { return !pushed_down.contains(paper.key); };
  const auto untaught = std::ranges::count_if(recent, is_untaught);
  const bool are_enough = static_cast<std::size_t>(untaught) >= kEnoughUntaught;
  std::vector<Drawn> by_hash;
  by_hash.reserve(recent.size());
  for (const Candidate& paper : recent) {
    if (!are_enough || is_untaught(paper)) {
      by_hash.emplace_back(drawing_hash(paper.id), paper.score);
    }
  }
  return by_hash;
}

std::vector<double> sample_of(const std::vector<Candidate>& recent,
                              const std::vector<std::int64_t>& counter_examples) {
  std::vector<Drawn> by_hash = papers_to_draw_from(recent, counter_examples);
  std::sort(by_hash.begin(), by_hash.end());
  by_hash.resize(std::min(by_hash.size(), kDistributionPapers));
  std::vector<double> sample;
  sample.reserve(by_hash.size());
  for (const auto& [hash, score] : by_hash) sample.push_back(score);
  std::sort(sample.begin(), sample.end());
  return sample;
}

// 1,963 as 1,900: more digits than two would be claimed, not known. Rounded down, since one paper
// in 4.5 is not as rare as one in five.
std::int64_t to_two_digits(double number) {
  double unit = 1;
  while (number / unit >= 100) unit *= 10;
  return std::max<std::int64_t>(1, std::llround(std::floor(number / unit) * unit));
}

}  // namespace

ScoreDistribution::ScoreDistribution(const std::vector<Candidate>& recent,
                                     const std::vector<std::int64_t>& counter_examples)
    : sample_(sample_of(recent, counter_examples)) {
  std::set<Date> days;
  for (const Candidate& paper : recent) {
    best_.push_back(paper.score);
    if (paper.day) days.insert(*paper.day);
  }
  days_ = days.size();
  const std::size_t most = std::min(best_.size(), kMostPerDay * days_);
  std::partial_sort(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(most), best_.end(),
                    std::greater<>());
  best_.resize(most);
}

std::optional<Percentile> ScoreDistribution::percentile(double score) const {
  if (sample_.empty()) return std::nullopt;
  const auto [low, high] = std::equal_range(sample_.begin(), sample_.end(), score);
  const auto size = static_cast<double>(sample_.size());
  const auto below = static_cast<double>(low - sample_.begin());
  const auto equal = static_cast<double>(high - low);
  const double not_lower = size - below - equal / 2;
  Percentile percentile;
  percentile.match = (below + equal / 2) / size;
  percentile.one_in = to_two_digits(std::min(size, size / std::max(not_lower, 0.5)));
  percentile.is_provisional = sample_.size() < kEnoughPapers;
  return percentile;
}

std::optional<double> ScoreDistribution::line(double per_day) const {
  const auto papers = static_cast<std::size_t>(per_day * static_cast<double>(days_));
  if (papers == 0 || papers > best_.size()) return std::nullopt;
  return best_[papers - 1];
}

void ScoreDistribution::write(ByteEncoder& encoder) const {
  encoder.add(sample_);
  encoder.add(best_);
  encoder.add<std::uint64_t>(days_);
}

ScoreDistribution ScoreDistribution::read(ByteDecoder& decoder) {
  ScoreDistribution distribution({});
  distribution.sample_ = decoder.take_all<double>();
  distribution.best_ = decoder.take_all<double>();
  distribution.days_ = decoder.take<std::uint64_t>();
  const auto is_sound = [](const std::vector<double>& scores) {
    return std::all_of(scores.begin(), scores.end(),
                       [](double score) { return std::isfinite(score); });
  };
  if (!is_sound(distribution.sample_) || !is_sound(distribution.best_) ||
      distribution.days_ > kMostDays) {
    ByteDecoder::refuse();
  }
  return distribution;
}

}  // namespace papercup::rank
