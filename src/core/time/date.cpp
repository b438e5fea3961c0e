#include "papercup/core/date.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int kLastYear = 9999;

std::optional<std::chrono::sys_days> existing_day(int year, unsigned month, unsigned day) {
  // chrono's months and days are unspecified above 255.
  if (year < 0 || year > kLastYear || month > 12 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

// The days that "7d" or "2w" go back; nothing for other texts.
std::optional<int> days_back(std::string_view text) {
  constexpr std::size_t kMostDigits = 5;
  if (text.size() < 2 || text.size() > kMostDigits + 1) return std::nullopt;
  const char unit = text.back();
  const std::optional<int> count = ascii::number(text.substr(0, text.size() - 1));
  if (!count || (unit != 'd' && unit != 'w')) return std::nullopt;
  return *count * (unit == 'w' ? 7 : 1);
}

using std::chrono::hours;

constexpr hours kStandard{-5};
constexpr hours kDaylight{-4};

// Daylight saving time of a year, in UTC: from 02:00 EST of the second Sunday of March to 02:00 EDT
// of the first Sunday of November (15 U.S.C. 260a).
struct DaylightSaving {
  Time from, to;
};

DaylightSaving daylight_saving(std::chrono::year year) {
  const std::chrono::sys_days spring{year / std::chrono::March / std::chrono::Sunday[2]};
  const std::chrono::sys_days autumn{year / std::chrono::November / std::chrono::Sunday[1]};
  return {spring + hours{2} - kStandard, autumn + hours{2} - kDaylight};
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) {
  const auto days = existing_day(year, month, day);
  if (!days) {
    throw Error{ErrorKind::usage,
                fmt::format("there is no day {:04}-{:02}-{:02}", year, month, day)};
  }
  days_ = *days;
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ascii::number(text.substr(0, 4));
  const auto month = ascii::number(text.substr(5, 2));
  const auto day = ascii::number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const auto days = existing_day(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  if (!days) return std::nullopt;
  return Date{*days};
}

Date Date::from_days_since_epoch(int days) {
  return Date{std::chrono::sys_days{std::chrono::days{days}}};
}

std::string Date::to_string() const {
  const std::chrono::year_month_day date = year_month_day();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string friendly_days(Date since, Date until) {
  std::string last = friendly_date(until);
  if (since == until) return last;
  // The first date without what the last one says again: all from the month, or from the year, on.
  const std::string first = friendly_date(since);
  const auto said_again = [&](std::size_t words) {
    std::size_t at = first.size();
    for (std::size_t i = 0; i < words; ++i) at = first.rfind(' ', at - 1);
    return last.ends_with(first.substr(at)) ? at : std::string::npos;
  };
  const std::size_t cut = std::min({said_again(2), said_again(1), first.size()});
  return first.substr(0, cut) + " to " + last;
}

std::string short_day(Date day) {
  const std::chrono::year_month_day date = day.year_month_day();
  return fmt::format("{} {}", static_cast<unsigned>(date.day()),
                     kMonths.at(static_cast<unsigned>(date.month()) - 1));
}

std::string near_day(Date day) {
  return fmt::format("{} {}", kWeekdays.at(day.weekday().c_encoding()), short_day(day));
}

std::string friendly_date(Date day) {
  return fmt::format("{} {}", near_day(day), static_cast<int>(day.year_month_day().year()));
}

Date utc_date(Time time) { return Date{std::chrono::floor<std::chrono::days>(time)}; }

Date parse_date_argument(std::string_view text, Date today) {
  if (text == "today") return today;
  if (text == "yesterday") return today - 1;
  if (const auto back = days_back(text)) return today - *back;
  if (const auto date = Date::parse(text)) return *date;
  throw Error{ErrorKind::usage, fmt::format("{} is not a date", in_quotes(text)),
              "Write a day as 2026-11-24, or today, yesterday, 7d or 2w (days or weeks ago)."};
}

hours us_eastern_offset(Time time) {
  const DaylightSaving saving = daylight_saving(utc_date(time).year_month_day().year());
  return time >= saving.from && time < saving.to ? kDaylight : kStandard;
}

Date us_eastern_date(Time time) { return utc_date(time + us_eastern_offset(time)); }

Time us_eastern_time(Date day, int hour) {
  const Time as_if_daylight = day.days() + hours{hour} - kDaylight;
  // An hour that exists in daylight saving time is meant so: in autumn that is the first of the
  // two. The hour missing in spring would be standard time if it were daylight saving time, and so
  // is read as such.
  const bool is_daylight = us_eastern_offset(as_if_daylight) == kDaylight;
  return is_daylight ? as_if_daylight : day.days() + hours{hour} - kStandard;
}

}  // namespace papercup
