#include "config/toml_file.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/system/files.hpp"

namespace papercup::config {
namespace {

constexpr std::size_t kLargest = 4u << 20;  // bytes

std::string read_text(const std::filesystem::path& file) {
  std::error_code unknown;
  if (std::filesystem::is_directory(file, unknown)) {
    throw Error(ErrorKind::usage, fmt::format("{} is a folder, not a file", file.string()),
                "Name a TOML file in it.");
  }
  const std::string hint =
      system::file_exists(file, ErrorKind::usage)
          ? "The user who runs papercup must be allowed to read it (chmod, chown)."
          : "Your foci are named without their folder by --focus: papercup focus list.";
  std::string text = system::read_file(file, ErrorKind::usage, hint, kLargest + 1);
  if (text.size() > kLargest) {
    throw Error(
        ErrorKind::usage,
        fmt::format("{} is larger than 4 MiB, which no file of this kind is", file.string()));
  }
  return text;
}

std::string kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

// What a line sets or begins: "[mail]" or "coffee"; empty for other lines.
std::string_view subject_of(std::string_view line) {
  line = trimmed(line);
  if (line.empty() || line.front() == '#') return {};
  if (line.front() == '[') return line.substr(0, line.find(']') + 1);
  const std::size_t sign = line.find('=');
  return sign == std::string_view::npos ? std::string_view() : trimmed(line.substr(0, sign));
}

// TOML takes a section, and a key in it, once. Where a line says again what a line before it says,
// what to do about both.
std::string hint_on_repetition(std::string_view text, std::size_t number) {
  std::vector<std::string_view> lines;
  for (; !text.empty() && lines.size() < number;
       text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1)) {
    lines.push_back(text.substr(0, text.find('\n')));
  }
  if (lines.empty() || lines.size() < number) return {};
  const std::string_view subject = subject_of(lines.back());
  if (subject.empty()) return {};
  const bool is_section = subject.front() == '[';
  for (std::size_t i = lines.size() - 1; i-- > 0;) {
    const std::string_view other = subject_of(lines[i]);
    if (other == subject) {
      return is_section ? fmt::format(
                              "{0} is already on line {1}. Put its keys together under "
                              "one of the two, and delete the other line {0}.",
                              subject, i + 1)
                        : fmt::format("{} is already set on line {}. Delete one of the two lines.",
                                      subject, i + 1);
    }
    if (!is_section && !other.empty() && other.front() == '[') break;
  }
  return {};
}

}  // namespace

void refuse_pipe(const std::filesystem::path& file) {
  std::error_code unknown;
  if (!std::filesystem::is_other(file, unknown)) return;
  throw Error(ErrorKind::usage, fmt::format("{} is a pipe or a device, not a file", file.string()),
              "Move it out of the folder, or put a file in its place.");
}

TomlFile::TomlFile(const std::filesystem::path& file) : TomlFile(file.string(), read_text(file)) {}

TomlFile::TomlFile(std::string name, std::string content)
    : name_(std::move(name)), content_(std::move(content)) {
  try {
    table_ = toml::parse(content_);
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    const std::string hint = hint_on_repetition(content_, line);
    throw Error(ErrorKind::usage, fmt::format("{}:{}: {}", name_, line, error.description()),
                hint.empty() ? "The file has to be TOML in UTF-8: https://toml.io" : hint);
  }
}

std::string TomlFile::at(const toml::node& node, std::string_view text) const {
  return fmt::format("{}:{}: {}", name_, node.source().begin.line, text);
}

Error TomlFile::error(const toml::node& node, std::string_view text, std::string hint) const {
  if (hint.empty())
    hint = "papercup config check lists every fault of config.toml and of your foci.";
  return {ErrorKind::usage, at(node, text), std::move(hint)};
}

std::string TomlFile::text(const toml::node& node, std::string_view key, std::string hint) const {
  const auto* value = node.as_string();
  if (!value) {
    throw error(node, fmt::format("{} has to be a text, not {}", key, kind_of(node)),
                std::move(hint));
  }
  return value->get();
}

const toml::array& TomlFile::list(const toml::node& node, std::string_view key) const {
  const auto* list = node.as_array();
  if (!list) {
    throw error(node, fmt::format("{} has to be a list, not {}", key, kind_of(node)),
                fmt::format("Write it in brackets: {} = [...]", key));
  }
  return *list;
}

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string toml_list(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(toml_string(text));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

}  // namespace papercup::config
