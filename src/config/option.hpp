#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "config/toml_file.hpp"
#include "papercup/config/config_file.hpp"

namespace papercup::config {

// One option of config.toml: where it stands, what it means, how it is read and written.
struct Option {
  std::string_view section;
  std::string_view key;
  std::string_view meaning;
  std::function<void(Config&, const TomlFile&, const toml::node&)> read;
  std::function<std::string(const Config&)> write;
};

}  // namespace papercup::config
