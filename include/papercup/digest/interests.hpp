#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/digest/near_duplicates.hpp"

namespace papercup::digest {

// Likes that fall apart into two groups, by their places, ascending. The first group has the first
// like.
struct Interests {
  std::vector<std::size_t> first = {}, second = {};
  double separation = 0;  // the mean silhouette, from kLeastSeparation to 1

  bool operator==(const Interests&) const = default;
};

// Fewer likes than this in a group are no interest of their own, but perhaps an accident.
inline constexpr std::size_t kLeastInterest = 3;

// From this separation on the likes of a focus are two interests. Public reading lists on one topic
// reach it in 1 to 4 of 100 draws of 6 to 20 papers, the union of two such lists, which may be near
// to each other, in 53 to 70, and then 98 of 100 papers or more are in the group of their list.
inline constexpr double kLeastSeparation = 0.6;

// Whether so many likes fall apart into two groups by themselves; nothing if they do not, or are
// fewer than two interests need. `similarity` is symmetric and not negative. A like and the
// one that is least similar to it begin the groups; then each like goes to the group whose others
// are on average more similar to it, until none moves (k-means with two means, by similarities
// alone); of the groups from some such beginnings the best separated are taken. The groups are two
// interests if each has kLeastInterest likes and the mean silhouette of the likes,
//
//     (own - other) / max(own, other),
//
// reaches kLeastSeparation, where `own` is the mean similarity to the others of the like's group
// and `other` that to the other group (Rousseeuw, "Silhouettes: a graphical aid to the
// interpretation and validation of cluster analysis", 1987, for similarities). Deterministic; asks
// for each pair once.
std::optional<Interests> two_interests(std::size_t likes, const Similarity& similarity);

}  // namespace papercup::digest
