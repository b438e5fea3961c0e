#include "store/database/statement.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr std::int64_t kLargestCount = std::int64_t{1} << 48;

// The days from a year's first to that of another.
struct Years {
  std::chrono::year first, end;

  constexpr bool contain(std::int64_t day) const {
    return day >= number_of(first) && day < number_of(end);
  }
  static constexpr std::int64_t number_of(std::chrono::year year) {
    return std::chrono::sys_days(year / 1 / 1).time_since_epoch().count();
  }
};

// Sources and readers may write the years 0 to 9999; a time zone and the calendar's estimate lead
// some days beyond.
constexpr Years kAnyYears{std::chrono::year(-1), std::chrono::year(10'001)};
constexpr Years kYearsOfLists{std::chrono::year(1991), std::chrono::year(2200)};

}  // namespace

void refuse_row(const std::string& what) { throw SQLite::Exception(what, SQLITE_CORRUPT); }

ArxivId id_in(std::string_view text) {
  std::optional<ArxivId> id = ArxivId::try_parse(text);
  if (!id) refuse_row("an identifier in it is none of arXiv's");
  return *std::move(id);
}

Date day_in(std::int64_t days) {
  if (!kAnyYears.contain(days)) refuse_row(fmt::format("there is no day with number {}", days));
  return Date::from_days_since_epoch(static_cast<int>(days));
}

Date list_day_in(std::int64_t days) {
  if (!kYearsOfLists.contain(days)) refuse_row(fmt::format("no list has a day {}", days));
  return Date::from_days_since_epoch(static_cast<int>(days));
}

Time time_in(std::int64_t seconds) {
  if (!kAnyYears.contain(seconds / kSecondsOfDay)) {
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

void StatementDeleter::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(Prepared /*tag*/, Connection& connection, const char* sql)
    : connection_(connection), sql_(sql), handle_(connection.take_statement(sql)) {
  if (handle_) return;
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(connection_.database().getHandle(), sql, -1, &statement, nullptr));
  handle_.reset(statement);
}

Statement::~Statement() {
  sqlite3_reset(handle_.get());
  sqlite3_clear_bindings(handle_.get());
  connection_.keep_statement(sql_, std::move(handle_));
}

// What a reset returns is the failure of the last step, which was thrown then.
void Statement::reset() { sqlite3_reset(handle_.get()); }

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

int Statement::run() {
  while (step()) {
  }
  reset();
  return sqlite3_changes(connection_.database().getHandle());
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  // The pointer before the size, as SQLite asks for.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void Statement::bind_null(int parameter) { check(sqlite3_bind_null(handle_.get(), parameter)); }

void Statement::bind_number(int parameter, std::int64_t number) {
  check(sqlite3_bind_int64(handle_.get(), parameter, number));
}

void Statement::bind_text(int parameter, std::string_view text) {
  // A null pointer would be a null.
  const char* data = text.data() == nullptr ? "" : text.data();
  check(sqlite3_bind_text(handle_.get(), parameter, data, static_cast<int>(text.size()),
                          SQLITE_TRANSIENT));
}

void Statement::bind_value(int parameter, double number) {
  check(sqlite3_bind_double(handle_.get(), parameter, number));
}

void Statement::bind_value(int parameter, Blob blob) {
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  check(sqlite3_bind_blob(handle_.get(), parameter, data, static_cast<int>(blob.bytes.size()),
                          SQLITE_TRANSIENT));
}

void Statement::bind_value(int parameter, Date day) {
  bind_number(parameter, day.days_since_epoch());
}

void Statement::bind_value(int parameter, Time time) {
  bind_number(parameter, time.time_since_epoch().count());
}

void Statement::bind_value(int parameter, const ArxivId& id) {
  bind_text(parameter, id.to_string());
}

void Statement::bind_value(int parameter, const std::vector<Category>& categories) {
  std::vector<std::string> names;
  names.reserve(categories.size());
  for (const Category& category : categories) names.push_back(category.to_string());
  bind_text(parameter, joined(names, ' '));
}

bool Statement::read(int column, std::type_identity<bool> /*tag*/) const {
  return number(column) != 0;
}

int Statement::read(int column, std::type_identity<int> /*tag*/) const {
  return small_count_in(number(column));
}

std::int64_t Statement::read(int column, std::type_identity<std::int64_t> /*tag*/) const {
  return count_in(number(column));
}

std::size_t Statement::read(int column, std::type_identity<std::size_t> /*tag*/) const {
  return static_cast<std::size_t>(count_in(number(column)));
}

double Statement::read(int column, std::type_identity<double> /*tag*/) const {
  return finite_in(sqlite3_column_double(handle_.get(), column));
}

std::string Statement::read(int column, std::type_identity<std::string> /*tag*/) const {
  return std::string(bytes(column));
}

Date Statement::read(int column, std::type_identity<Date> /*tag*/) const {
  return day_in(number(column));
}

Time Statement::read(int column, std::type_identity<Time> /*tag*/) const {
  return time_in(number(column));
}

ArxivId Statement::read(int column, std::type_identity<ArxivId> /*tag*/) const {
  return id_in(bytes(column));
}

std::vector<Category> Statement::read(int column,
                                      std::type_identity<std::vector<Category>> /*tag*/) const {
  std::vector<Category> categories;
  for (std::string& name : divided(bytes(column), ' ')) categories.emplace_back(std::move(name));
  return categories;
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SQLite::Exception(connection_.database().getHandle(), code);
}

}  // namespace papercup::store
