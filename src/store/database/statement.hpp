#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/date.hpp"

struct sqlite3_stmt;

namespace papercup::store {

class Connection;

// Bytes to be bound as a blob.
struct Blob {
  std::string_view bytes;
};

struct StatementDeleter {
  void operator()(sqlite3_stmt* statement) const;
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

// A statement of a connection, with values bound to its parameters, and the rows it gives. It is
// reset when this object goes, and then kept by the connection for the next one with the same SQL.
// Columns are read through SQLite's own interface: SQLiteCpp makes an object with a shared pointer
// for each, which is slow in loops over everything that is stored. Columns are counted from 0.
//
// Values are as the functions of rows below have them: a day is its number, a time its seconds, an
// identifier or an enumerator its text, several categories their names divided by blanks, nothing
// of an optional null. Methods throw SQLite::Exception, with SQLITE_CORRUPT for values that
// papercup cannot have written.
class Statement {
 public:
  // `sql` must be a literal: the connection keeps statements by the literal's address.
  template <typename... Values>
  Statement(Connection& connection, const char* sql, const Values&... values)
      : Statement(Prepared{}, connection, sql) {
    bind(values...);
  }
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Begins anew with other values, for the first parameters in their order.
  template <typename... Values>
  void bind(const Values&... values) {
    reset();
    int parameter = 0;
    (bind_at(++parameter, values), ...);
  }
  template <typename T>
  void bind_at(int parameter, const T& value) {
    if constexpr (std::integral<T>) {
      bind_number(parameter, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_enum_v<T>) {
      bind_text(parameter, to_string(value));
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
      bind_text(parameter, value);
    } else {
      bind_value(parameter, value);
    }
  }

  // Whether there is another row, which is then the one that is read.
  bool step();
  // Runs the statement to its end. Returns how many rows it has changed.
  int run();

  // What a column holds, with nothing checked. The bytes are valid until the next step.
  bool is_null(int column) const;
  std::int64_t number(int column) const;
  std::string_view bytes(int column) const;

  // The value of a column: an int, an int64 or a size is a count, 0 for null; a string is empty for
  // null; an optional holds nothing for null.
  template <typename T>
  T get(int column) const {
    return read(column, std::type_identity<T>());
  }

 private:
  struct Prepared {};
  Statement(Prepared, Connection& connection, const char* sql);

  void reset();
  void bind_number(int parameter, std::int64_t number);
  void bind_text(int parameter, std::string_view text);
  void bind_value(int parameter, double number);
  void bind_value(int parameter, Blob blob);
  void bind_value(int parameter, Date day);
  void bind_value(int parameter, Time time);
  void bind_value(int parameter, const ArxivId& id);
  void bind_value(int parameter, const std::vector<Category>& categories);
  template <typename T>
  void bind_value(int parameter, const std::optional<T>& value) {
    if (value) {
      bind_at(parameter, *value);
    } else {
      bind_null(parameter);
    }
  }
  void bind_null(int parameter);

  bool read(int column, std::type_identity<bool>) const;
  int read(int column, std::type_identity<int>) const;
  std::int64_t read(int column, std::type_identity<std::int64_t>) const;
  std::size_t read(int column, std::type_identity<std::size_t>) const;
  double read(int column, std::type_identity<double>) const;
  std::string read(int column, std::type_identity<std::string>) const;
  Date read(int column, std::type_identity<Date>) const;
  Time read(int column, std::type_identity<Time>) const;
  ArxivId read(int column, std::type_identity<ArxivId>) const;
  std::vector<Category> read(int column, std::type_identity<std::vector<Category>>) const;

  template <typename T>
  std::optional<T> read(int column, std::type_identity<std::optional<T>> /*tag*/) const {
    return is_null(column) ? std::nullopt : std::optional<T>(get<T>(column));
  }

  void check(int code) const;

  Connection& connection_;
  const char* sql_;
  StatementHandle handle_;
};

// Values of rows, as papercup writes them. A value that papercup cannot have written means that the
// file is damaged: these functions then throw SQLite::Exception with SQLITE_CORRUPT, which becomes
// an Error that says what is in the database and what brings it back. What reads a file relies on
// them wherever a value decides about memory, time or arithmetic.

// `what` completes "the file is damaged: ...".
[[noreturn]] void refuse_row(const std::string& what);

ArxivId id_in(std::string_view text);
// A day of the years 0 to 9999, counted from 1970-01-01.
Date day_in(std::int64_t days);
// One on which a list of arXiv's can have stood: loops over days stay short.
Date list_day_in(std::int64_t days);
// A time of the years 0 to 9999, in seconds from then.
Time time_in(std::int64_t seconds);
// A key of a paper, from 1. SQLite counts them up by one, so that sets of keys are small.
std::int64_t key_in(std::int64_t number);
inline constexpr std::int64_t kHighestKey = std::int64_t{1} << 28;
// Something that is counted: not negative, and small enough to be added up.
std::int64_t count_in(std::int64_t number);
// The same as an int: ranks, versions, attempts.
int small_count_in(std::int64_t number);
// A finite number.
double finite_in(double number);

// Several texts as one, and back: names of authors a line each, categories divided by blanks.
std::string joined(const std::vector<std::string>& parts, char separator);
std::vector<std::string> divided(std::string_view text, char separator);

}  // namespace papercup::store
