#include "store/database/row_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace papercup::store {
namespace {

constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr std::int64_t kLargestCount = std::int64_t{1} << 48;

std::int64_t days_of(int year) { return Date(year, 1, 1).days_since_epoch(); }

bool is_between(std::int64_t days, int first_year, int end_year) {
  return days >= days_of(first_year) && days < days_of(end_year);
}

}  // namespace

void refuse_row(const std::string& what) { throw SQLite::Exception(what, SQLITE_CORRUPT); }

ArxivId id_in(std::string_view text) {
  std::optional<ArxivId> id = ArxivId::try_parse(text);
  if (!id) refuse_row("an identifier in it is none of arXiv's");
  return *std::move(id);
}

Date day_in(std::int64_t days) {
  if (!is_between(days, 0, 9999)) refuse_row(fmt::format("there is no day with number {}", days));
  return Date::from_days_since_epoch(static_cast<int>(days));
}

Date list_day_in(std::int64_t days) {
  if (!is_between(days, 1991, 2200)) refuse_row(fmt::format("no list has a day {}", days));
  return Date::from_days_since_epoch(static_cast<int>(days));
}

Time time_in(std::int64_t seconds) {
  if (!is_between(seconds / kSecondsOfDay, 0, 9999)) {
    refuse_row(fmt::format("there is no time with number {}", seconds));
  }
  return Time{std::chrono::seconds{seconds}};
}

std::int64_t key_in(std::int64_t number) {
  if (number < 1 || number > kHighestKey) {
    refuse_row(fmt::format("no paper has the number {}", number));
  }
  return number;
}

std::int64_t count_in(std::int64_t number) {
  if (number < 0 || number > kLargestCount) {
    refuse_row(fmt::format("{} is no number of anything in it", number));
  }
  return number;
}

int small_count_in(std::int64_t number) {
  if (number < 0 || number > std::numeric_limits<int>::max() / 2) {
    refuse_row(fmt::format("{} is no number of anything in it", number));
  }
  return static_cast<int>(number);
}

double finite_in(double number) {
  if (!std::isfinite(number)) refuse_row("a score in it is not finite");
  return number;
}

std::string joined(const std::vector<std::string>& parts, char separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::vector<std::string> divided(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

}  // namespace papercup::store
