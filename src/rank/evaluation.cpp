#include "papercup/rank/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace papercup::rank {
namespace {

constexpr std::size_t kGainPlaces = 10;
constexpr std::size_t kDraws = 2000;
constexpr double kTail = 0.025;

// The share of the pairs of a liked paper and another one in which the liked one has the higher
// score.
double area_under_curve(const std::vector<JudgedPaper>& papers, std::size_t liked) {
  double before = 0;
  for (const JudgedPaper& paper : papers) {
    if (!paper.is_liked) continue;
    for (const JudgedPaper& other : papers) {
      if (other.is_liked) continue;
      if (paper.score > other.score) before += 1;
      if (paper.score == other.score) before += 0.5;
    }
  }
  return before / (static_cast<double>(liked) * static_cast<double>(papers.size() - liked));
}

double gain_at(std::size_t place) { return 1 / std::log2(2 + static_cast<double>(place)); }

double discounted_gain(const std::vector<JudgedPaper>& ranked, std::size_t liked) {
  double gain = 0;
  double ideal = 0;
  for (std::size_t place = 0; place < std::min(kGainPlaces, ranked.size()); ++place) {
    if (ranked[place].is_liked) gain += gain_at(place);
    if (place < liked) ideal += gain_at(place);
  }
  return gain / ideal;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::optional<DayMeasures> measure_day(const std::vector<JudgedPaper>& ranked,
                                       std::size_t in_budget) {
  const auto liked_until = [&](std::size_t end) {
    const auto last = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(end, ranked.size()));
    return static_cast<std::size_t>(std::count_if(
        ranked.begin(), last, [](const JudgedPaper& paper) { return paper.is_liked; }));
  };
  const std::size_t liked = liked_until(ranked.size());
  if (liked == 0 || liked == ranked.size()) return std::nullopt;
  const auto possible = static_cast<double>(std::min(in_budget, liked));
  return DayMeasures{area_under_curve(ranked, liked),
                     static_cast<double>(liked_until(in_budget)) / possible,
                     discounted_gain(ranked, liked)};
}

Estimate bootstrap_mean(const std::vector<double>& days) {
  // The same draws every time; its numbers are laid down by the standard, unlike a distribution's.
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  std::vector<double> means(kDraws);
  for (double& drawn : means) {
    double sum = 0;
    for (std::size_t i = 0; i < days.size(); ++i) sum += days[random() % days.size()];
    drawn = sum / static_cast<double>(days.size());
  }
  std::sort(means.begin(), means.end());
  const auto cut = static_cast<std::size_t>(kTail * static_cast<double>(kDraws));
  return {mean(days), means[cut], means[kDraws - 1 - cut]};
}

Comparison compare(const std::vector<double>& first, const std::vector<double>& second) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(first[i] - second.at(i));
  Comparison result{bootstrap_mean(differences)};
  if (differences.size() < kLeastComparedDays) return result;
  if (result.difference.low > 0) result.verdict = Verdict::better;
  if (result.difference.high < 0) result.verdict = Verdict::worse;
  return result;
}

}  // namespace papercup::rank
