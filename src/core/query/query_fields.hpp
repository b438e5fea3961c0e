#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "papercup/core/query.hpp"

namespace papercup {

inline constexpr std::string_view kSubmittedField = "submittedDate";
inline constexpr std::string_view kAnnouncedField = "announced";

// "ti", "au", ...
std::string_view name_of(QueryField field);

// The field of this name, case ignored; nothing for the two fields of dates and for other names.
std::optional<QueryField> find_query_field(std::string_view name);

// What to write instead of a field that does not exist.
std::string hint_for_unknown_field(std::string_view name);

}  // namespace papercup
