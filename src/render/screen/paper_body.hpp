#pragma once

#include <vector>

#include "papercup/render/screen.hpp"

namespace papercup::render {

// The lines of the view's paper, which is not null: title, people, abstract, why, what is said of
// it and its link. With Body::paper the abstract is cut so that all fits into `rows`, if it can.
std::vector<ScreenLine> paper_body(const ScreenView& view, const TextStyle& style, int rows);

}  // namespace papercup::render
