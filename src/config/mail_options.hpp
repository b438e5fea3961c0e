#pragma once

#include <vector>

#include "config/option.hpp"

namespace papercup::config {

// The options of `[mail]`, in the order in which they are explained.
std::vector<Option> mail_options();

// What follows from several of them together, once all are read: the port and the security that go
// with the server as it was written. Throws Error{usage} for options that contradict each other.
void settle_mail_options(MailSettings& mail, const TomlFile& file, const toml::table& table);

}  // namespace papercup::config
