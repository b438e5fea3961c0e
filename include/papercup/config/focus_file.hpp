#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "papercup/core/focus.hpp"

namespace papercup::config {

struct FocusFile {
  Focus focus;  // `name` is the file's stem where the file gives none
  std::vector<std::string>
      warnings;  // unknown keys and categories, each with the nearest known one
};

// Reads a focus file (TOML; keys name, about, categories, keywords, authors, likes, dislikes, to;
// all optional). Throws Error{usage} that names the file, the line and the key where the file is
// missing, is no TOML, or a value has the wrong type or is no identifier.
FocusFile load_focus_file(const std::filesystem::path& file);

}  // namespace papercup::config
