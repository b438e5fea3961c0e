#include "papercup/digest/interests.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace papercup::digest {
namespace {

using Similarities = std::vector<std::vector<double>>;
using Labels = std::vector<std::size_t>;  // the group of each like: 0 or 1

constexpr std::size_t kBeginnings = 16;  // about so many likes are tried as a group's first

Similarities similarities_of(std::size_t likes, const Similarity& similarity) {
  Similarities all(likes, std::vector<double>(likes, 1));
  for (std::size_t i = 0; i < likes; ++i) {
    for (std::size_t j = i + 1; j < likes; ++j) all[i][j] = all[j][i] = similarity(i, j);
  }
  return all;
}

// The mean similarity of a like to the others of each group; 0 to a group without others.
std::array<double, 2> means(const Similarities& all, const Labels& labels, std::size_t like) {
  std::array<double, 2> sums{};
  std::array<double, 2> counts{};
  for (std::size_t other = 0; other < labels.size(); ++other) {
    if (other == like) continue;
    sums.at(labels[other]) += all[like][other];
    ++counts.at(labels[other]);
  }
  for (std::size_t group : {0u, 1u}) {
    if (counts.at(group) > 0) sums.at(group) /= counts.at(group);
  }
  return sums;
}

// Groups that begin with a like and the one that is least similar to it.
Labels first_labels(const Similarities& all, std::size_t like) {
  std::size_t farthest = like == 0 ? 1 : 0;
  for (std::size_t other = 0; other < all.size(); ++other) {
    if (other != like && all[like][other] < all[like][farthest]) farthest = other;
  }
  Labels labels;
  for (const std::vector<double>& to : all) labels.push_back(to[like] >= to[farthest] ? 0 : 1);
  labels[like] = 0;
  labels[farthest] = 1;
  return labels;
}

bool has_both(const Labels& labels) {
  return std::ranges::find(labels, 0u) != labels.end() &&
         std::ranges::find(labels, 1u) != labels.end();
}

Labels divided(const Similarities& all, Labels labels) {
  constexpr int kMostRounds = 100;  // it ends long before, but for likes that go to and fro
  for (int round = 0; round < kMostRounds; ++round) {
    Labels moved = labels;
    for (std::size_t like = 0; like < labels.size(); ++like) {
      const auto [to_first, to_second] = means(all, labels, like);
      if (to_first != to_second) moved[like] = to_first > to_second ? 0 : 1;
    }
    if (moved == labels || !has_both(moved)) break;
    labels = std::move(moved);
  }
  return labels;
}

double mean_silhouette(const Similarities& all, const Labels& labels) {
  double sum = 0;
  for (std::size_t like = 0; like < labels.size(); ++like) {
    const std::array<double, 2> mean = means(all, labels, like);
    const double own = mean.at(labels[like]);
    const double other = mean.at(1 - labels[like]);
    const double larger = std::max(own, other);
    if (larger > 0) sum += (own - other) / larger;
  }
  return sum / static_cast<double>(labels.size());
}

Interests interests_of(const Similarities& all, const Labels& labels) {
  Interests interests;
  for (std::size_t like = 0; like < labels.size(); ++like) {
    (labels[like] == labels.front() ? interests.first : interests.second).push_back(like);
  }
  interests.separation = mean_silhouette(all, labels);
  return interests;
}

}  // namespace

std::optional<Interests> two_interests(std::size_t likes, const Similarity& similarity) {
  if (likes < 2 * kLeastInterest) return std::nullopt;
  const Similarities all = similarities_of(likes, similarity);
  std::optional<Interests> best;
  // From one beginning, groups may be found that are not the best (a local optimum).
  const std::size_t step = std::max<std::size_t>(1, likes / kBeginnings);
  for (std::size_t like = 0; like < likes; like += step) {
    Interests interests = interests_of(all, divided(all, first_labels(all, like)));
    const std::size_t smaller = std::min(interests.first.size(), interests.second.size());
    if (smaller < kLeastInterest || interests.separation < kLeastSeparation) continue;
    if (!best || interests.separation > best->separation) best = std::move(interests);
  }
  return best;
}

}  // namespace papercup::digest
