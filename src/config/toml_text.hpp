#pragma once

#include <string>
#include <string_view>

namespace papercup::config {

// A text as a TOML basic string, in quotes (https://toml.io/en/v1.0.0#string).
std::string toml_string(std::string_view text);

}  // namespace papercup::config
