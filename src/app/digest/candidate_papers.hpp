#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "papercup/app/ranking.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/core/score.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The papers that the foci of one digest choose from. Several foci often choose from the same
// papers, which are then read once. The store has to outlive it, and not to change meanwhile.
class CandidatePapers {
 public:
  enum class Foci { one, several };

  CandidatePapers(const store::Store& store, Foci foci) : store_(store), foci_(foci) {}

  // As rank_papers. The selection has categories, days and arrivals only.
  std::vector<Candidate> rank(const rank::Model& model, const store::Selection& selection);

  // As Store::listed_as.
  std::vector<std::optional<AnnouncementKind>> listed_as(
      const std::vector<std::int64_t>& keys, const std::vector<std::string>& categories);

 private:
  using Kinds = std::unordered_map<std::int64_t, std::optional<AnnouncementKind>>;

  const store::Store& store_;
  const Foci foci_;
  std::vector<std::pair<store::Selection, SelectedPapers>> read_;
  std::map<std::vector<std::string>, Kinds> kinds_;
};

}  // namespace papercup::app
