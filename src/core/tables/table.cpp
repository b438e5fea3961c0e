#include "core/tables/table.hpp"

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<std::vector<std::string_view>> table_rows(std::string_view text, std::size_t columns) {
  std::vector<std::vector<std::string_view>> rows;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    rows.push_back(split(line, '\t'));
    if (rows.back().size() != columns) {
      throw Error{ErrorKind::failure,
                  fmt::format("a built-in table has {} columns instead of {}: {}",
                              rows.back().size(), columns, line)};
    }
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

}  // namespace papercup
