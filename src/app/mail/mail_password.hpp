#pragma once

#include <string>

#include "papercup/app/context.hpp"

namespace papercup::app {

// The credential that papercup looks for where no place of the password is configured: a file in
// $CREDENTIALS_DIRECTORY, as systemd's LoadCredential= makes it.
inline constexpr const char* kMailCredential = "papercup-mail-password";

// The password to log in with: the first line of where `[mail]` says it is. Notes a file that
// others may read. Throws Error{usage} where it is not there, Error{failure} where the command
// fails; no message has the password in it.
std::string mail_password(const Context& context);

}  // namespace papercup::app
