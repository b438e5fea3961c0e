#pragma once

#include <filesystem>

namespace papercup::support {

// The checkout that the tests were built from.
std::filesystem::path source_folder();
// The folder of captured feeds beside it, which need not be there.
std::filesystem::path shared_folder();

}  // namespace papercup::support
