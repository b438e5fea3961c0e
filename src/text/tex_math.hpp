#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace papercup::text {

// A formula, without its dollars, as Unicode; nothing if any part of it is not known.
std::optional<std::string> math_to_unicode(std::string_view formula);

}  // namespace papercup::text
