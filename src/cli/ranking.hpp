#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/rank/order.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// Reads a focus file; its warnings are noted. Throws Error{usage} as config::load_focus_file does.
Focus load_focus(const Session& session, const std::string& file);

// The categories that a focus ranks, as a selection takes them.
std::vector<std::string> category_names(const Focus& focus);

// A model of the focus that has learnt from papers announced on or before `as_of` only (from all
// that are stored, without it). Notes likes and dislikes that are not stored, and a focus that says
// nothing.
rank::Model train(const Session& session, const store::Store& store, const Focus& focus,
                  std::optional<Date> as_of);

// The selected papers, best first.
std::vector<rank::Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection);

}  // namespace papercup::cli
