#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::rank {

// The forms of a name under which authors are found, made of its key (see papercup/text/
// name_search.hpp), so that accents, case and the order of family and given names do not matter.
//
// What a paper has of an author: "family, initial", and with it "family, given" or, if only the
// initial is written, "family, initial.". A name of one word and that of a group stand for
// themselves. Empty for a name of nobody.
std::vector<std::string> carried_name_forms(std::string_view name);

// What to look for, so that "L. Sørby" finds every L* Sørby, and "Lena Sørby" finds Lena Sørby and
// L. Sørby but not Lars. Every form is one of carried_name_forms of a fitting name.
std::vector<std::string> sought_name_forms(std::string_view name);

}  // namespace papercup::rank
