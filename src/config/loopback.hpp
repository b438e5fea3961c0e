#pragma once

#include <string_view>

namespace papercup::config {

// Whether an http address leads to this machine: localhost, 127.0.0.0/8 or [::1].
bool is_loopback(std::string_view url);

}  // namespace papercup::config
