#pragma once

#include <filesystem>
#include <string_view>

namespace papercup::cli {

// Writes a file so that at any moment its name stands for the former content or all of the new one.
// What is no regular file (a device, a pipe) is written to as it is.
// Throws Error{storage}, and the file is as it was.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace papercup::cli
