#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "library/fields.hpp"
#include "papercup/core/error.hpp"

namespace papercup::library {
namespace {

using Json = nlohmann::json;

// A text, or a number as people sometimes write one; empty for anything else.
std::string text_of(const Json& item, const char* key) {
  const auto found = item.find(key);
  if (found == item.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number_integer() ? found->dump() : "";
}

// {"date-parts": [[2024, 5]]}, {"literal": "May 2024"}, {"raw": "2024-05"}.
std::string year_of(const Json& item) {
  const auto issued = item.find("issued");
  if (issued == item.end()) return {};
  if (!issued->is_object()) return text_of(item, "issued");
  const auto parts = issued->find("date-parts");
  if (parts != issued->end() && parts->is_array() && !parts->empty()) {
    const Json& first = parts->front();
    const Json& year = first.is_array() && !first.empty() ? first.front() : first;
    if (year.is_number_integer()) return year.dump();
    if (year.is_string()) return year.get<std::string>();
  }
  return text_of(*issued, "literal") + " " + text_of(*issued, "raw");
}

Fields fields_of(const Json& item, std::size_t number) {
  Fields fields;
  fields.place = number;
  fields.key = text_of(item, "id");
  fields.title = text_of(item, "title");
  fields.abstract = text_of(item, "abstract");
  fields.year = year_of(item);
  fields.doi = text_of(item, "DOI");
  fields.archive = text_of(item, "archive");
  fields.eprint = text_of(item, fields.archive.empty() ? "eprint" : "archive_location");
  for (const char* key : {"URL", "number", "note", "container-title", "publisher", "source",
                          "archive_location", "genre", "page", "volume", "id"}) {
    fields.mentions.push_back(text_of(item, key));
  }
  for (const char* key : {"number", "issue", "page", "volume"}) {
    fields.numbers.push_back(text_of(item, key));
  }
  return fields;
}

std::size_t line_of(std::string_view text, std::size_t byte) {
  const auto* end = text.data() + std::min(byte, text.size());
  return 1 + static_cast<std::size_t>(std::count(text.data(), end, '\n'));
}

Json parsed(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorKind::failure,
                fmt::format("line {}: this is not JSON", line_of(text, error.byte)),
                "Export the reference list again, as CSL-JSON, BibTeX or RIS.");
  } catch (const Json::out_of_range&) {
    throw Error(ErrorKind::failure, "a number in it is larger than any",
                "Export the reference list again, as CSL-JSON, BibTeX or RIS.");
  }
}

}  // namespace

Library parse_csl_json(std::string_view text) {
  Json document = parsed(text);
  if (document.is_object()) {
    const auto items = document.find("items");
    Json list = items != document.end() && items->is_array() ? *items : Json::array({document});
    document = std::move(list);
  }
  Library library{Format::csl_json};
  std::size_t number = 0;
  for (const Json& item : document) {
    ++number;
    if (item.is_object()) {
      const Fields fields = fields_of(item, number);
      library.entries.push_back(entry_of(fields));
      const std::string trouble = trouble_of(fields, library.entries.back());
      if (!trouble.empty()) library.notes.push_back(fmt::format("entry {}: {}", number, trouble));
    } else {
      library.warnings.push_back(fmt::format("entry {}: it is not an object", number));
    }
  }
  return library;
}

}  // namespace papercup::library
