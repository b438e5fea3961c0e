#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/digest/variety.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/rank/scored_keys.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The categories that a focus ranks, as a selection takes them.
std::vector<std::string> category_names(const Focus& focus);

// Changes with every change of a paper, and is another one for every other database; empty for one
// whose log of arrivals has no token, so that it may be taken for another.
std::string state_of(const store::Store& store);

// Makes the features of a stored paper anew, if a damaged file has lost them.
std::string remade_features(const store::Store& store, std::int64_t key);

// Scores the selected papers, which come in no particular order. A second thread scores some while
// the next ones are read. Damaged features are made anew.
std::vector<Candidate> score_papers(const store::Store& store, const rank::Model& model,
                                    const store::Selection& selection);
using rank::ScoredKey;
// The same for very many papers of which few are shown: nothing but their features is read. If only
// the `best` so many matter, others may be given a score that is too high, but lower than theirs.
std::vector<ScoredKey> score_keys(const store::Store& store, const rank::Model& model,
                                  const store::Selection& selection,
                                  std::optional<std::size_t> best = std::nullopt);
// Scores them and puts the best first.
std::vector<Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                   const store::Selection& selection);

// Selected papers with their features, for several models.
struct SelectedPapers {
  std::vector<Candidate> papers;  // without scores
  std::string features;           // packed, one paper's after the other's
  std::vector<std::size_t> ends;  // of each paper's
};
SelectedPapers read_papers(const store::Store& store, const store::Selection& selection);
std::vector<Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                   const SelectedPapers& selected);

// What the focus has to learn from: the likes and dislikes that are stored, and a description that
// has words.
digest::Teachers teachers_of(const store::Store& store, const Focus& focus);

// The parts of the focus's description, as far as they have words that a ranking knows.
std::vector<digest::Part> parts_of(const Focus& focus);

// What speaks for each of these papers by the model, without their match. Damaged features are made
// anew.
std::vector<digest::EvidencedPaper> evidence_of(const store::Store& store, const rank::Model& model,
                                                const std::vector<Candidate>& papers);

// Finds for each of the papers (best first) the place of the one that it is a near-duplicate of, by
// the cosine of their vectors; see digest::group_near_duplicates.
std::vector<std::optional<std::size_t>> find_near_duplicates(const std::vector<Paper>& papers);

}  // namespace papercup::app
