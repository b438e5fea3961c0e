#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/names.hpp"
#include "papercup/core/paper.hpp"

namespace papercup {

// What a contribution to a score rests on.
enum class Evidence {
  description,  // the focus's `about`
  keyword,
  author,  // an author the reader follows
  category,
  like,
  pseudo_relevant,  // papers near the description and the likes, taken for weak likes
  dislike,
  unlabelled,  // papers of the past about which the reader said nothing
  other,       // terms that are too small or cannot be named truthfully, summed
  intercept,   // the same for every paper
};

// As in machine-readable output; "neighbour" is pseudo_relevant.
inline constexpr auto kEvidenceNames = names_of<Evidence>({
    {Evidence::description, "description"},
    {Evidence::keyword, "keyword"},
    {Evidence::author, "author"},
    {Evidence::category, "category"},
    {Evidence::like, "like"},
    {Evidence::pseudo_relevant, "neighbour"},
    {Evidence::dislike, "dislike"},
    {Evidence::unlabelled, "unlabelled"},
    {Evidence::other, "other"},
    {Evidence::intercept, "intercept"},
});
constexpr std::string_view to_string(Evidence kind) { return kEvidenceNames.of(kind); }
// Nothing for other words.
constexpr std::optional<Evidence> parse_evidence(std::string_view text) {
  return kEvidenceNames.find(text);
}

struct Contribution {
  Evidence kind;
  std::string label;  // for people: "reward model", "L. Sørby", "63 other terms"
  double points;
  std::size_t other_terms = 0;  // of `other`: how many are summed; recorded digests do not keep it

  bool operator==(const Contribution&) const = default;
};

// What a term of a paper, known by its hashed feature, gives to the paper's score.
struct TermPoints {
  std::uint32_t feature = 0;
  double points = 0;

  bool operator==(const TermPoints&) const = default;
};

// A paper's score and the exact reasons for it.
struct Score {
  double value = 0;
  std::vector<Contribution> why;  // largest magnitude first, other terms last; Σ points ==
                                  // value, intercept included (to rounding: 1e-9)

  bool operator==(const Score&) const = default;
};

// The place of a score among those of the focus's papers of the last 90 days.
struct Percentile {
  double match = 0;             // mid-rank percentile, from 0 to 1
  std::int64_t one_in = 1;      // for people: one paper in so many scores as high
  bool is_provisional = false;  // told from fewer than 200 papers

  bool operator==(const Percentile&) const = default;
};

// A paper that is being ranked. `key` is the store's number of it.
struct Candidate {
  std::int64_t key = 0;
  ArxivId id;
  std::optional<Date> day;  // of announcement
  double score = 0;
};

struct ScoredPaper {
  Paper paper;
  Score score;
  int rank = 0;  // 1 is best
  std::optional<Percentile> percentile = {};
  // How the paper came to the focus's categories, as new or cross-listed; nothing if no listing
  // is known.
  std::optional<AnnouncementKind> kind = {};
  // Near-duplicates by the same authors that are not shown themselves, best first.
  std::vector<ArxivId> near_duplicates = {};
  // Of a paper that was put before papers of a better score, since none of them is on some part of
  // the description: what that part is called. Empty for any other.
  std::string first_on = {};
};

}  // namespace papercup
