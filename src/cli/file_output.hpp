#pragma once

#include <filesystem>
#include <string_view>

namespace papercup::cli {

// Writes a file so that at any moment its name stands for the former content or all of the new one.
// What is no regular file (a device, a pipe) is written to as it is.
// Throws Error{storage}, and the file is as it was.
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

// Makes a folder and those above it where they are missing. Throws Error{storage}.
void make_folder(const std::filesystem::path& folder);

}  // namespace papercup::cli
