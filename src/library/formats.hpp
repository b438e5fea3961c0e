#pragma once

#include <string_view>

#include "papercup/library/library.hpp"

namespace papercup::library {

// The parsers behind parse_library, each of a text that was recognised as its format.
Library parse_bibtex(std::string_view text);
Library parse_ris(std::string_view text);
Library parse_csl_json(std::string_view text);

}  // namespace papercup::library
