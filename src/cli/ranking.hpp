#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/rank/reference.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// The categories that a focus ranks, as a selection takes them.
std::vector<std::string> category_names(const Focus& focus);

// A model together with what its scores are compared with.
struct TrainedFocus {
  rank::Model model;
  rank::Reference reference;
};

// A model of the focus that has learnt from papers announced on or before `as_of` only (from all
// that are stored, without it), and the reference of the days up to then. Notes likes and dislikes
// that are not stored, and a focus that says nothing.
TrainedFocus train(const Session& session, const store::Store& store, const Focus& focus,
                   std::optional<Date> as_of);

// The selected papers, best first.
std::vector<rank::Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection);

}  // namespace papercup::cli
