#include "papercup/core/date.hpp"

namespace papercup {

namespace {

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
