#pragma once

#include <string>
#include <string_view>

namespace papercup {

// What people read in place of a secret.
inline constexpr std::string_view kMask = "***";

// A text without the secrets of the web addresses in it: what is before the @ of a host, and
// the values of parameters that are named as a key is (key, api_key, token, password ...).
std::string without_secrets(std::string_view text);

// The program alone, and "***" for its arguments: any of a command's arguments may be secret.
std::string program_without_arguments(std::string_view command);

}  // namespace papercup
