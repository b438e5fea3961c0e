#include "papercup/render/csv.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "papercup/text/normalise.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

// What spreadsheets take for the beginning of a formula; the full-width forms if the language of
// the system is Japanese or Chinese.
bool begins_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kStarts = {"=",  "+",  "-",  "@",  "\t",
                                                               "\r", "＝", "＋", "－", "＠"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

std::string guarded(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of("' "), text.size());
  return (begins_formula(text.substr(start)) ? "'" : "") + std::string(text);
}

std::string in_csv_quotes(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

std::string item_text(const Json& item) {
  if (item.is_string()) return item.get<std::string>();
  if (item.is_object() && item.contains("label") && item.contains("points")) {
    return fmt::format("{} {:.4f}", item["label"].get<std::string>(), item["points"].get<double>());
  }
  return item.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string list_text(const Json& list, std::string_view divider) {
  std::string text;
  for (const Json& item : list)
    text += (text.empty() ? "" : std::string(divider)) + item_text(item);
  return text;
}

// "code github.com/o/r (abstract); venue ICLR 2027 (comment)"
std::string signals_text(const Json& kinds) {
  std::string text;
  for (const auto& [kind, statements] : kinds.items()) {
    for (const Json& statement : statements) {
      text += fmt::format("{}{} {} ({})", text.empty() ? "" : "; ", kind,
                          statement["text"].get<std::string>(), statement["in"].get<std::string>());
    }
  }
  return text;
}

std::string cell(const std::string& column, const Json& value) {
  if (value.is_number() || value.is_boolean()) return value.dump();
  std::string text;
  if (value.is_array()) {
    text = list_text(value, column == "categories" ? " " : "; ");
  } else if (column == "signals") {
    text = signals_text(value);
  } else {
    text = item_text(value);
  }
  return in_csv_quotes(guarded(text::sanitise(text)));
}

std::string line(const std::vector<std::string>& cells) {
  // A line with nothing on it would be no record.
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\r\n";
  return fmt::format("{}\r\n", fmt::join(cells, ","));
}

}  // namespace

std::vector<std::string> csv_columns(const std::vector<std::string>& fields, bool has_focus) {
  if (!fields.empty()) return fields;
  std::vector<std::string> columns = json_keys();
  if (!has_focus) {
    columns.erase(std::remove_if(columns.begin(), columns.end(), needs_focus), columns.end());
  }
  return columns;
}

std::string csv_header(const std::vector<std::string>& columns) { return line(columns); }

std::string csv_row(const Paper& paper, const std::optional<Annotation>& annotation,
                    const std::vector<std::string>& columns) {
  const Json object = Json::parse(json_object(paper, annotation, columns));
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const std::string& column : columns) {
    const auto found = object.find(column);
    cells.push_back(found == object.end() ? "" : cell(column, *found));
  }
  return line(cells);
}

}  // namespace papercup::render
