#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/date.hpp"

namespace papercup::cli {

// What an option's text says. All throw Error{usage} that names the option.

// A whole number from `least` to `most`.
std::int64_t parse_number(std::string_view option, std::string_view text, std::int64_t least,
                          std::int64_t most);

// A DATE (see parse_date_argument), relative ones counted from `today`.
std::optional<Date> parse_date(std::string_view option, const std::optional<std::string>& text,
                               Date today);

// "id,title,score": keys of the JSON Lines form, in this order. An unknown key suggests the
// nearest.
std::vector<std::string> parse_fields(std::string_view text);

}  // namespace papercup::cli
