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

Certainty certainty_of(const Teachers& teachers) {
  constexpr std::size_t kFewLikes = 3;
  constexpr std::size_t kManyLikes = 10;
  if (teachers.likes >= kManyLikes) return Certainty::sure;
  if (teachers.likes >= kFewLikes) return Certainty::fair;
  if (teachers.likes > 0) return Certainty::unsure;
  const bool has_words =
      teachers.has_description || teachers.keywords + teachers.authors + teachers.dislikes > 0;
  return has_words ? Certainty::guess : Certainty::none;
}

}  // namespace papercup::digest
