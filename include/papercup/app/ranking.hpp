#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The categories that a focus ranks, as a selection takes them.
std::vector<std::string> category_names(const Focus& focus);

// The features of a stored paper, made anew: for those that a damaged file has lost.
std::string remade_features(const store::Store& store, std::int64_t key);

// The selected papers with their scores, in no order that means anything. They are scored on a
// thread of its own while the next ones are read. Features that are damaged are made anew.
std::vector<Candidate> score_papers(const store::Store& store, const rank::Model& model,
                                          const store::Selection& selection);
// The same, best first.
std::vector<Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection);

}  // namespace papercup::app
