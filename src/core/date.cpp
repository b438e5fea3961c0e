#include "papercup/core/date.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "papercup/core/error.hpp"

namespace papercup {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes from the front of a text; every step says whether it was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_any(std::string_view wanted, char& taken) {
    if (rest_.empty() || wanted.find(rest_.front()) == std::string_view::npos) return false;
    taken = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }

  // A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    while (size < rest_.size() && size < most && is_digit(rest_[size])) ++size;
    if (size < least) return std::nullopt;
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + size, value);
    rest_.remove_prefix(size);
    return value;
  }

  // The index of the name that comes next, letters' case ignored.
  template <std::size_t count>
  std::optional<int> name(const std::array<std::string_view, count>& names) {
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_.size() >= names[i].size() && same_letters(rest_.substr(0, names[i].size()), names[i])) {
        rest_.remove_prefix(names[i].size());
        return static_cast<int>(i);
      }
    }
    return std::nullopt;
  }

  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }

  std::string_view rest() const { return rest_; }

 private:
  static bool same_letters(std::string_view a, std::string_view b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
    }
    return true;
  }

  std::string_view rest_;
};

std::optional<Date> valid_date(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{std::chrono::sys_days{date}};
}

std::optional<Date> scan_date(Scanner& scanner) {
  const auto year = scanner.number(4, 4);
  if (!year || !scanner.take('-')) return std::nullopt;
  const auto month = scanner.number(2, 2);
  if (!month || !scanner.take('-')) return std::nullopt;
  const auto day = scanner.number(2, 2);
  if (!day) return std::nullopt;
  return valid_date(*year, *month, *day);
}

std::optional<std::chrono::seconds> seconds_of_day(int hour, int minute, int second) {
  // A leap second is the last second of its minute here.
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second == 60 ? 59 : second};
}

std::optional<std::chrono::seconds> scan_clock(Scanner& scanner) {
  const auto hour = scanner.number(2, 2);
  if (!hour || !scanner.take(':')) return std::nullopt;
  const auto minute = scanner.number(2, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (scanner.take(':')) {
    const auto stated = scanner.number(2, 2);
    if (!stated) return std::nullopt;
    second = *stated;
    if (scanner.take('.') && !scanner.number(1, 30)) return std::nullopt;
  }
  return seconds_of_day(*hour, *minute, second);
}

// "+05:30" or "+0530".
std::optional<std::chrono::seconds> scan_offset(Scanner& scanner) {
  char sign = '+';
  if (!scanner.take_any("+-", sign)) return std::nullopt;
  const auto hours = scanner.number(2, 2);
  if (!hours) return std::nullopt;
  scanner.take(':');
  const auto minutes = scanner.number(2, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::seconds offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return sign == '-' ? -offset : offset;
}

// The zones that RFC 2822 still allows by name.
std::optional<std::chrono::seconds> named_zone(std::string_view name) {
  using std::chrono::hours;
  if (name == "GMT" || name == "UT" || name == "UTC" || name == "Z") return hours{0};
  if (name == "EDT") return hours{-4};
  if (name == "EST" || name == "CDT") return hours{-5};
  if (name == "CST" || name == "MDT") return hours{-6};
  if (name == "MST" || name == "PDT") return hours{-7};
  if (name == "PST") return hours{-8};
  return std::nullopt;
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) {
  const auto date = valid_date(year, static_cast<int>(month), static_cast<int>(day));
  if (!date) {
    throw Error{ErrorKind::usage, fmt::format("there is no day {:04}-{:02}-{:02}", year, month, day)};
  }
  *this = *date;
}

std::optional<Date> Date::parse(std::string_view text) {
  Scanner scanner{text};
  const auto date = scan_date(scanner);
  return scanner.at_end() ? date : std::nullopt;
}

Date Date::from_days_since_epoch(int days) {
  return Date{std::chrono::sys_days{std::chrono::days{days}}};
}

std::string Date::to_string() const {
  const auto date = year_month_day();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string friendly_date(Date day) {
  const auto date = day.year_month_day();
  return fmt::format("{} {} {} {}", kWeekdays[day.weekday().c_encoding()],
                     static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  Scanner scanner{text};
  const auto date = scan_date(scanner);
  if (!date) return std::nullopt;
  if (scanner.at_end()) return Time{date->days()};
  char separator = 'T';
  if (!scanner.take_any("Tt ", separator)) return std::nullopt;
  const auto clock = scan_clock(scanner);
  if (!clock) return std::nullopt;
  std::chrono::seconds offset{0};
  char zulu = 'Z';
  if (!scanner.at_end() && !scanner.take_any("Zz", zulu)) {
    const auto stated = scan_offset(scanner);
    if (!stated) return std::nullopt;
    offset = *stated;
  }
  if (!scanner.at_end()) return std::nullopt;
  return Time{date->days()} + *clock - offset;
}

std::optional<Time> parse_rfc2822(std::string_view text) {
  Scanner scanner{text};
  scanner.skip_blanks();
  if (scanner.name(kWeekdays) && !scanner.take(',')) return std::nullopt;
  scanner.skip_blanks();
  const auto day = scanner.number(1, 2);
  scanner.skip_blanks();
  const auto month = scanner.name(kMonths);
  scanner.skip_blanks();
  const auto year = scanner.number(4, 4);
  scanner.skip_blanks();
  if (!day || !month || !year) return std::nullopt;
  const auto date = valid_date(*year, *month + 1, *day);
  const auto clock = scan_clock(scanner);
  scanner.skip_blanks();
  if (!date || !clock) return std::nullopt;
  std::string_view zone = scanner.rest();
  while (!zone.empty() && zone.back() == ' ') zone.remove_suffix(1);
  Scanner zone_scanner{zone};
  auto offset = zone.empty() ? std::optional{std::chrono::seconds{0}} : named_zone(zone);
  if (!offset) {
    offset = scan_offset(zone_scanner);
    if (!offset || !zone_scanner.at_end()) return std::nullopt;
  }
  return Time{date->days()} + *clock - *offset;
}

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", Date{day}.to_string(), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

Date utc_date(Time time) { return Date{std::chrono::floor<std::chrono::days>(time)}; }

Date parse_date_argument(std::string_view text, Date today) {
  if (text == "today") return today;
  if (text == "yesterday") return today - 1;
  if (const auto date = Date::parse(text)) return *date;
  Scanner scanner{text};
  const auto count = scanner.number(1, 4);
  char unit = 'd';
  if (count && scanner.take_any("dw", unit) && scanner.at_end()) {
    return today - *count * (unit == 'w' ? 7 : 1);
  }
  throw Error{ErrorKind::usage, fmt::format("'{}' is not a date", text),
              "A date is YYYY-MM-DD, today, yesterday, or so long ago: 7d, 2w."};
}

}  // namespace papercup
