#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>

#include "papercup/core/error.hpp"

namespace papercup::system {

// Whether there is something of this name, links followed. False only if nothing is: the name, or a
// folder on the way to it, does not exist. That it cannot be told (no permission, a file where a
// folder should be, a link that leads nowhere, a failing disk) is an Error of `kind`.
bool file_exists(const std::filesystem::path& file, ErrorKind kind);

// The content of a file, a pipe or a device, or its first `most` bytes. What cannot be read to its
// end is an Error of `kind` and not a shorter content; `hint` goes with it.
std::string read_file(const std::filesystem::path& file, ErrorKind kind,
                      const std::string& hint = {},
                      std::size_t most = std::numeric_limits<std::size_t>::max());

}  // namespace papercup::system
