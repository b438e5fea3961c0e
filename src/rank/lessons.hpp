#pragma once

#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/document_frequency.hpp"
#include "papercup/rank/model.hpp"

namespace papercup::rank {

// What a focus teaches (see Model), ordered by slot and key. The scale is arbitrary. Nothing, where
// every weight would be 0.
std::vector<Lesson> lessons_of(const Focus& focus, std::vector<Paper> likes,
                               std::vector<Paper> dislikes, const DocumentFrequency& frequency);

}  // namespace papercup::rank
