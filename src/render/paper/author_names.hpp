#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace papercup::render {

// So many authors are named in full where a paper is shown whole; of a longer list, such as a
// collaboration's, the first kFirstNamed (see author_list).
inline constexpr std::size_t kNamedWhole = 60;
inline constexpr std::size_t kFirstNamed = 20;

// "Lena Maria van der Berg" as "L. M. van der Berg", as text::abbreviated has it, with the star
// that PaperView::starred has after a name. Text that is nobody's name stays.
std::string short_name(std::string_view name);

// The authors on one line of at most `columns`: all if they fit and are at most five, else the
// first ones and the last with how many there are: "R. Adeyemi, L. Sørby, … K. Watanabe (7)"; of
// those between, the ones with a star are named before others. A list that ends in "et al." ends
// so: "R. Adeyemi, L. Sørby et al.". A list that begins with a collaboration is the
// collaboration's: "The Lantern Collaboration: A. One, … (300 authors)", with the first author and
// those with a star as far as there is room; without any, and with "and 2 more" for further
// collaborations, if there is none. Punctuation that stands for an author, as arXiv's ":" after a
// collaboration does, is left out. Empty without authors.
std::string author_line(const std::vector<std::string>& authors, int columns,
                        std::string_view ellipsis);

// All names in full if there are at most `whole`, else the first `most` and how many there are:
// "The Lantern Collaboration, Ada One, … (300 authors)", in which a collaboration is no author.
std::string author_list(const std::vector<std::string>& authors, std::size_t whole,
                        std::size_t most, std::string_view ellipsis);

}  // namespace papercup::render
