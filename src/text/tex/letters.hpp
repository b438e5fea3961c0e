#pragma once

#include <optional>
#include <string>

#include "text/tex/reader.hpp"

namespace papercup::text {

// At a backslash: an accent with its letter, or a letter that is a command. Nothing, and nothing
// taken, if it is neither.
std::optional<std::string> take_letter(TexReader& reader);

// At a brace: a group around a single letter or accent, "{\'e}", "{\L}", "{ö}". Nothing, and
// nothing taken, if it is another group.
std::optional<std::string> take_lettered_group(TexReader& reader);

}  // namespace papercup::text
