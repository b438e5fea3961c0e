#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace papercup::config {

// Where papercup keeps things. None of them need exist.
struct Paths {
  std::filesystem::path config;  // config.toml, focus/
  std::filesystem::path data;    // papers.db, reader.db
  std::filesystem::path state;   // pace and lock
};

using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// By option, else PAPERCUP_CONFIG and PAPERCUP_DATA, else the XDG base directories
// (https://specifications.freedesktop.org/basedir-spec/), else ~/.config, ~/.local/share,
// ~/.local/state. Empty variables count as unset; relative XDG paths are ignored, as the
// specification asks. An empty option is an Error{usage}.
// Throws Error{usage} where a folder is needed from HOME and HOME is not set.
Paths resolve_paths(const std::optional<std::string>& config_option,
                    const std::optional<std::string>& data_option, const VariableLookup& variable);

// One of them alone, so that a command which needs but one asks for no more.
std::filesystem::path config_folder(const std::optional<std::string>& option,
                                    const VariableLookup& variable);
std::filesystem::path data_folder(const std::optional<std::string>& option,
                                  const VariableLookup& variable);
std::filesystem::path state_folder(const VariableLookup& variable);

}  // namespace papercup::config
