#include "cli/command_line/option_values.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cli/command_line/option_set.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/records.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {

std::int64_t parse_number(std::string_view option, std::string_view text, std::int64_t least,
                          std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || number < least || number > most) {
    throw Error(ErrorKind::usage, fmt::format("{} takes a whole number from {} to {}, not '{}'",
                                              option, least, text::with_thousands(most), text));
  }
  return number;
}

std::optional<Date> parse_date(std::string_view option, const std::optional<std::string>& text,
                               Date today) {
  if (!text) return std::nullopt;
  try {
    return parse_date_argument(*text, today);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}: {}", option, error.message()), error.hint());
  }
}

std::vector<std::string> parse_fields(std::string_view text) {
  const std::vector<std::string>& known = render::json_keys();
  std::vector<std::string> fields;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    std::string field(text.substr(start, end - start));
    if (std::find(known.begin(), known.end(), field) == known.end()) {
      refuse_unknown("field", field, known);
    }
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
      fields.push_back(std::move(field));
    }
    start = end + 1;
  }
  return fields;
}

}  // namespace papercup::cli
