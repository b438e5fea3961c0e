#pragma once

#include <string_view>

namespace papercup {

// Whether old identifiers (archive/YYMMNNN) may begin with this name, in lower case: an archive of
// today or one whose papers now belong to another, such as cmp-lg.
bool is_past_or_present_archive(std::string_view name);

}  // namespace papercup
