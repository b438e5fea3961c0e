#pragma once

#include <string>
#include <string_view>

namespace papercup {

// What people read in place of a secret.
inline constexpr std::string_view kMask = "***";

// A text without the secrets of the web addresses in it: what stands before the @ of a host, and
// the values of parameters that are named as a key is (key, api_key, token, password ...).
std::string without_secrets(std::string_view text);

// A command line without what may be a password in it: besides the above, the values of options and
// variables that are named so (--password X, --token=X, SMTP_PASSWORD=X), and what stands behind
// the colon after -u and --user.
std::string command_without_secrets(std::string_view command);

// Of a command whose arguments may all be secret, such as one that prints a password: the program
// alone, and that something follows.
std::string program_without_arguments(std::string_view command);

}  // namespace papercup
