#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::render {

// "Lena Maria van der Berg" as "L. M. van der Berg", as text::abbreviated has it, with the star
// that PaperView::starred has after a name. Text that is nobody's name stays.
std::string short_name(std::string_view name);

// The authors on one line of at most `columns`: all if they fit and are at most five, else the
// first ones and the last with how many there are: "R. Adeyemi, L. Sørby, … K. Watanabe (7)". A
// list that ends in "et al." ends so: "R. Adeyemi, L. Sørby et al.". Empty without authors.
std::string author_line(const std::vector<std::string>& authors, int columns,
                        std::string_view ellipsis);

}  // namespace papercup::render
