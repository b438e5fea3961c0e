#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/config/focus_file.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/focus.hpp"

namespace papercup::config {

// A key that a focus file may have, for people.
struct FocusKey {
  std::string_view name;
  std::string_view meaning;  // one sentence or two
};

// Every key that the reader knows, and no other, in the order in which they are explained.
std::vector<FocusKey> focus_keys();

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

// A focus of the folder `focus`. A broken file has an error in place of a focus, and does not
// affect the others.
struct ListedFocus {
  std::string stem;  // the file's name without extension, by which commands and marks name it
  std::filesystem::path file;
  std::optional<FocusFile> loaded;
  std::optional<Error> error;  // present if `loaded` is absent
};

// The foci in CONFIG/focus/*.toml, ordered by stem; none if the folder does not exist. Throws
// Error{usage} if it cannot be read.
std::vector<ListedFocus> list_foci(const std::filesystem::path& config_folder);

// The file for a new focus of this name, which need not exist.
std::filesystem::path focus_path(const std::filesystem::path& config_folder,
                                 const std::string& stem);

// A stem for a focus from words: "Reward models, DPO!" gives "reward-models-dpo"; at most 40 bytes
// of a-z, 0-9 and hyphens, or "focus" if nothing is left.
std::string stem_from(const std::string& words);

// Whether a focus may be named so: letters, digits, '-', '_' and '.', not beginning with a '.'.
bool is_stem(const std::string& stem);

// A focus file as papercup writes it: every key explained, those without a value commented out;
// dislikes, which a new focus never has, only if there are some.
std::string focus_template(const Focus& focus);

// The likes and keywords of a focus alone, as lines of such a file; an empty list has no line.
std::string focus_lists(const Focus& focus);

}  // namespace papercup::config
