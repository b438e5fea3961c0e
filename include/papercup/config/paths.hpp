#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace papercup::config {

// The folders where papercup keeps things. They need not exist.
struct Paths {
  std::filesystem::path config;  // config.toml, focus/
  std::filesystem::path data;    // papers.db, reader.db
  std::filesystem::path state;   // the rate limiter's files pace and pace.lock
};

using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Folders are those of the options, else of PAPERCUP_CONFIG and PAPERCUP_DATA, else of the XDG base
// directories (https://specifications.freedesktop.org/basedir-spec/), else ~/.config,
// ~/.local/share and ~/.local/state. Empty variables count as unset; relative XDG paths are
// ignored, as the specification asks. Throws Error{usage} if an option is empty, or if a folder
// depends on HOME and HOME is not set.
Paths resolve_paths(const std::optional<std::string>& config_option,
                    const std::optional<std::string>& data_option, const VariableLookup& variable);

// One folder alone, for a command that needs no more.
std::filesystem::path config_folder(const std::optional<std::string>& option,
                                    const VariableLookup& variable);
std::filesystem::path data_folder(const std::optional<std::string>& option,
                                  const VariableLookup& variable);
std::filesystem::path state_folder(const VariableLookup& variable);

}  // namespace papercup::config
