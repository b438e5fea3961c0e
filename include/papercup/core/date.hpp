#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "papercup/core/date.hpp"

namespace papercup {

// A moment, in whole seconds of UTC without leap seconds.
using Time = std::chrono::sys_seconds;

// A calendar day of the proleptic Gregorian calendar, without a time zone. Always a valid day.
class Date {
 public:
  // 1970-01-01.
  Date() = default;
  explicit Date(std::chrono::sys_days days) : days_(days) {}
  // Throws Error{usage} if the day does not exist (30 February); years are 0 to 9999.
  Date(int year, unsigned month, unsigned day);

  // `YYYY-MM-DD` and nothing else; nothing if the text is not such a day.
  static std::optional<Date> parse(std::string_view text);
  static Date from_days_since_epoch(int days);

  std::chrono::sys_days days() const { return days_; }
  int days_since_epoch() const { return static_cast<int>(days_.time_since_epoch().count()); }
  std::chrono::year_month_day year_month_day() const { return {days_}; }
  std::chrono::weekday weekday() const { return std::chrono::weekday{days_}; }

  // `YYYY-MM-DD`; parse(to_string(d)) == d for years 0 to 9999.
  std::string to_string() const;

  Date operator+(int days) const { return Date{days_ + std::chrono::days{days}}; }
  Date operator-(int days) const { return Date{days_ - std::chrono::days{days}}; }
  // Days from `other` to this day.
  int operator-(Date other) const { return static_cast<int>((days_ - other.days_).count()); }
  auto operator<=>(const Date&) const = default;

 private:
  std::chrono::sys_days days_{};
};

// "Tue 24 Nov 2026", the form people read; English whatever the locale.
std::string friendly_date(Date day);
// "Tue 24 Nov" and "24 Nov", for days that are near.
std::string near_day(Date day);
std::string short_day(Date day);
// "Wed 18 to Tue 24 Nov 2026", with month and year said once if they are the same; one date if
// the days are the same.
std::string friendly_days(Date since, Date until);

// RFC 3339 with `T` or a space, optional fraction (cut off) and `Z` or an offset; a date alone is
// its midnight, and a time without a zone is UTC. A leap second is the first second of the next
// minute. Nothing if the text is anything else.
std::optional<Time> parse_rfc3339(std::string_view text);

// The mail date of RFC 2822/5322 ("Mon, 2 Apr 2007 19:18:42 GMT", "Tue, 24 Nov 2026 00:00:00
// -0500") as it is written in RSS and in arXiv's version lists; the day of the week and the seconds
// may be absent, and without a zone it is UTC. That the day of the week fits is not checked.
// Nothing if the text is anything else.
std::optional<Time> parse_rfc2822(std::string_view text);

// `YYYY-MM-DDTHH:MM:SSZ`; parse_rfc3339(to_rfc3339(t)) == t for years 0 to 9999.
std::string to_rfc3339(Time time);

// The day in UTC on which the moment falls.
Date utc_date(Time time);

// US Eastern time by the rules in force since 2007 (daylight saving from the second Sunday of March
// to the first Sunday of November, changing at 02:00 local time), by which arXiv's schedule goes.
// Offset to add to UTC: -5 h or -4 h.
std::chrono::hours us_eastern_offset(Time time);
Date us_eastern_date(Time time);
// The moment of `day` at `hour`:00 US Eastern; `hour` from 0 to 23. The hour that does not
// exist in spring is taken an hour later, the doubled hour in autumn the first time.
Time us_eastern_time(Date day, int hour);

// A DATE as the command line takes it: `YYYY-MM-DD`, `today`, `yesterday`, or `7d`, `2w`: so many
// calendar days or weeks before `today`, at most 99999. Throws Error{usage} with what is accepted
// in the hint.
Date parse_date_argument(std::string_view text, Date today);

// A moment to the millisecond, for what waits.
using PreciseTime = std::chrono::sys_time<std::chrono::milliseconds>;

// Where the present comes from, and the only way to wait. Pure code takes a moment as an argument
// instead.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual PreciseTime precise_now() const = 0;
  // Returns at that moment, or at once if it has passed. Throws Error{interrupted} if the reader
  // does not want to wait any longer.
  virtual void wait_until(PreciseTime moment) const = 0;

  Time now() const { return std::chrono::floor<std::chrono::seconds>(precise_now()); }
};

}  // namespace papercup
