#include "papercup/digest/teaching.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace papercup::digest {
namespace {

// Places from `begin` on, before `end`.
struct Division {
  std::size_t begin = 0, end = 0;
};

// Divisions in the order in which they are asked.
constexpr std::array<std::size_t, 3> kTurns = {0, 0, 1};

// What share_found gives, by the likes that were tried.
struct TriedLikes {
  std::size_t likes = 0;
  double with_description = 0, without = 0;
};
constexpr std::array<TriedLikes, 8> kTried = {
    TriedLikes{0, 0.82, 0},     TriedLikes{1, 0.83, 0.63}, TriedLikes{2, 0.83, 0.69},
    TriedLikes{3, 0.85, 0.73},  TriedLikes{5, 0.85, 0.76}, TriedLikes{10, 0.87, 0.81},
    TriedLikes{20, 0.89, 0.84}, TriedLikes{30, 0.90, 0.86}};

class FarthestFirst {
 public:
  FarthestFirst(const std::vector<EvidencedPaper>& papers,
                const std::vector<EvidencedPaper>& judged)
      : papers_(papers), nearest_(papers.size(), 0), is_taken_(papers.size(), false) {
    for (const EvidencedPaper& known : judged) approach(known);
  }

  // Nothing if all papers of the division are taken.
  std::optional<std::size_t> take_from(const Division& division) {
    std::optional<std::size_t> farthest;
    for (std::size_t paper = division.begin; paper < division.end; ++paper) {
      if (is_taken_[paper] || (farthest && nearest_[paper] >= nearest_[*farthest])) continue;
      farthest = paper;
    }
    if (farthest) {
      is_taken_[*farthest] = true;
      approach(papers_[*farthest]);
    }
    return farthest;
  }

 private:
  void approach(const EvidencedPaper& known) {
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      nearest_[paper] = std::max(nearest_[paper], similarity(papers_[paper], known));
    }
  }

  const std::vector<EvidencedPaper>& papers_;
  std::vector<double> nearest_;  // similarity to one that is judged or taken
  std::vector<bool> is_taken_;
};

}  // namespace

std::vector<std::size_t> telling_papers(const std::vector<EvidencedPaper>& papers,
                                        const std::vector<EvidencedPaper>& judged,
                                        std::size_t count) {
  const std::size_t all = papers.size();
  const std::size_t best = (3 * all + 9) / 10;
  const std::array<Division, 2> divisions = {Division{0, best}, Division{best, all}};
  FarthestFirst rest(papers, judged);
  std::vector<std::size_t> chosen;
  for (std::size_t turn = 0; chosen.size() < std::min(count, all); ++turn) {
    const auto paper = rest.take_from(divisions.at(kTurns.at(turn % kTurns.size())));
    if (paper) chosen.push_back(*paper);
  }
  return chosen;
}

std::optional<double> share_found(const Teachers& teachers) {
  if (!teachers.has_description && teachers.likes == 0) return std::nullopt;
  double share = 0;
  for (const TriedLikes& tried : kTried) {
    if (tried.likes > teachers.likes) break;
    share = teachers.has_description ? tried.with_description : tried.without;
  }
  return share;
}

Certainty certainty_of(const Teachers& teachers) {
  if (const auto share = share_found(teachers)) {
    if (*share < kFairShare) return Certainty::unsure;
    return *share < kSureShare ? Certainty::fair : Certainty::sure;
  }
  const bool has_teacher = teachers.keywords + teachers.authors + teachers.dislikes > 0;
  return has_teacher ? Certainty::guess : Certainty::none;
}

}  // namespace papercup::digest
