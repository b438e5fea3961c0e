#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "papercup/core/error.hpp"

namespace papercup::config {

// Throws Error{usage} for a pipe and the like in a folder of the configuration: nobody may ever
// write to it, and it would be waited for.
void refuse_pipe(const std::filesystem::path& file);

// A TOML file that a person has written, for reading values out of it with errors that say where.
class TomlFile {
 public:
  // Throws Error{usage} if the file is missing, too large or no TOML.
  explicit TomlFile(const std::filesystem::path& file);
  // Takes a text that was read before; `name` names it in errors. Throws Error{usage} if it is no
  // TOML.
  TomlFile(std::string name, std::string content);

  const std::string& name() const { return name_; }
  const std::string& content() const { return content_; }
  const toml::table& table() const { return table_; }

  // "focus.toml:3: text".
  std::string at(const toml::node& node, std::string_view text) const;
  Error error(const toml::node& node, std::string_view text, std::string hint = {}) const;

  // The text of a node; `key` names it in the error if it is something else.
  std::string text(const toml::node& node, std::string_view key, std::string hint = {}) const;
  // The list that a node is; `key` names it in the error if it is something else.
  const toml::array& list(const toml::node& node, std::string_view key) const;

 private:
  std::string name_, content_;
  toml::table table_;
};

// A text as a TOML basic string, in quotes (https://toml.io/en/v1.0.0#string).
std::string toml_string(std::string_view text);
// Texts as a TOML array of such strings.
std::string toml_list(const std::vector<std::string>& texts);

}  // namespace papercup::config
