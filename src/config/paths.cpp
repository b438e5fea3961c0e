#include "papercup/config/paths.hpp"

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup::config {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> set_variable(const VariableLookup& variable, const std::string& name) {
  auto value = variable(name);
  if (value && value->empty()) value.reset();
  return value;
}

// How one of the folders is named on the command line and in the environment.
struct Folder {
  const char* option;
  const char* variable;
  const char* xdg_variable;
  const char* below_home;
};

fs::path resolve(const Folder& folder, const std::optional<std::string>& option,
                 const VariableLookup& variable) {
  if (option && option->empty()) {
    throw Error(ErrorKind::usage, fmt::format("{} needs a folder", folder.option));
  }
  if (option) return *option;
  if (const auto own = set_variable(variable, folder.variable)) return *own;
  if (const auto base = set_variable(variable, folder.xdg_variable)) {
    const fs::path path = *base;
    if (path.is_absolute()) return path / "papercup";
  }
  const auto home = set_variable(variable, "HOME");
  if (!home) {
    const std::string_view name = folder.option;
    throw Error(ErrorKind::usage, "HOME is not set, so there is no place for papercup's files",
                name.empty()
                    ? fmt::format("Set HOME or {}.", folder.xdg_variable)
                    : fmt::format("Set HOME or {}, or use {} DIR.", folder.variable, name));
  }
  return fs::path(*home) / folder.below_home / "papercup";
}

}  // namespace

fs::path config_folder(const std::optional<std::string>& option, const VariableLookup& variable) {
  return resolve({"--config", "PAPERCUP_CONFIG", "XDG_CONFIG_HOME", ".config"}, option, variable);
}

fs::path data_folder(const std::optional<std::string>& option, const VariableLookup& variable) {
  return resolve({"--data", "PAPERCUP_DATA", "XDG_DATA_HOME", ".local/share"}, option, variable);
}

fs::path state_folder(const VariableLookup& variable) {
  return resolve({"", "", "XDG_STATE_HOME", ".local/state"}, std::nullopt, variable);
}

Paths resolve_paths(const std::optional<std::string>& config_option,
                    const std::optional<std::string>& data_option, const VariableLookup& variable) {
  return {config_folder(config_option, variable), data_folder(data_option, variable),
          state_folder(variable)};
}

}  // namespace papercup::config
