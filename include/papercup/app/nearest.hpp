#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "papercup/app/found_papers.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// A model by which a paper's score is its cosine with these papers together.
rank::TrainedFocus nearness_to(const std::vector<Paper>& papers);

// The selected papers that have anything in common with `papers`, without these: the nearest
// `most`, or all.
Found nearest_papers(const store::Store& store, const rank::TrainedFocus& nearness,
                     const store::Selection& selection, const std::vector<Paper>& papers,
                     std::optional<std::size_t> most);

}  // namespace papercup::app
