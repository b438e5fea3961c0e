#pragma once

#include <string>
#include <string_view>

namespace papercup {

// The identifier and version in a text of one of PaperRef's forms, without all that stands around
// them; of a text of no known form what is left of it without blanks and brackets. Whether it is an
// identifier is not checked.
std::string bare_reference(std::string_view text);

}  // namespace papercup
