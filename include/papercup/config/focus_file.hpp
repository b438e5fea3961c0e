#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"

namespace papercup::config {

struct FocusFile {
  Focus focus;  // `name` is the file's stem if the file gives none
  // Unknown keys and categories with file and line, each with the nearest known one.
  std::vector<std::string> warnings;
  std::string text = {};  // the file as it is
};

// Reads a focus file: TOML with the keys name, about, categories, keywords (texts, or tables of
// term and weight), authors, likes, dislikes (identifiers in any form of PaperRef, versions
// ignored) and to; all optional. What is given twice in a list counts once, at its first place; a
// keyword has the last of its weights. Throws Error{usage} that names the file, the line and the
// key if the file is missing, larger than 4 MiB, no TOML or not UTF-8, or if a value has the wrong
// type or is no identifier, no mail address, or a weight that is not from -1000 to 1000.
FocusFile load_focus_file(const std::filesystem::path& file);
// Reads a text that once was in the file of this stem; errors name the stem.
FocusFile parse_focus(const std::string& stem, std::string_view text);

}  // namespace papercup::config
