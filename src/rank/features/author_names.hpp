#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace papercup::rank {

// The forms of a name under which authors are found. A name is "Given Family", or "Family, Given";
// accents, case and letters like ø do not matter, particles (van der) belong to the family.
//
// What a paper has of an author: "family, initial", and with it "family, given" or, if only the
// initial is written, "family, initial.". A name of one word, or of a collaboration, stands for
// itself.
std::vector<std::string> carried_name_forms(std::string_view name);

// What to look for, so that "L. Sørby" finds every L* Sørby, and "Lena Sørby" finds Lena Sørby and
// L. Sørby but not Lars. Every form is one of carried_name_forms of a fitting name.
std::vector<std::string> sought_name_forms(std::string_view name);

}  // namespace papercup::rank
