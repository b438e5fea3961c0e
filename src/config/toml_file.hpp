#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "papercup/core/error.hpp"

namespace papercup::config {

// A TOML file that a person has written, for reading values out of it with errors that say where.
class TomlFile {
 public:
  // Throws Error{usage} where the file is missing, too large or no TOML.
  explicit TomlFile(const std::filesystem::path& file);
  // Of a text that was read before; `name` stands for the file in errors.
  TomlFile(std::string name, std::string_view text);

  const std::string& name() const { return name_; }
  const toml::table& table() const { return table_; }

  // "focus.toml:3: text".
  std::string at(const toml::node& node, std::string_view text) const;
  Error error(const toml::node& node, std::string_view text, std::string hint = {}) const;

  // The text of a node; `key` names it in the error where it is something else.
  std::string text(const toml::node& node, std::string_view key, std::string hint = {}) const;
  // The list that a node is.
  const toml::array& list(const toml::node& node, std::string_view key) const;

 private:
  std::string name_;
  toml::table table_;
};

}  // namespace papercup::config
