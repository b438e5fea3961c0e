#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml_file.hpp"
#include "papercup/config/config_file.hpp"

namespace papercup::config {

// One option of config.toml.
struct Option {
  std::string_view section;
  std::string_view key;
  std::string_view meaning;  // for the comment above it
  // Takes the value of a node. Throws Error{usage} that says what it has to be.
  std::function<void(Config&, const TomlFile&, const toml::node&)> read;
  // The value as TOML.
  std::function<std::string(const Config&)> write;
};

// All options, in the order in which they are explained; those of a section follow one another.
// Whatever is known of keys comes from this table.
const std::vector<Option>& options();

}  // namespace papercup::config
