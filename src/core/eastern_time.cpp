#include "papercup/core/date.hpp"

namespace papercup {
namespace {

using std::chrono::hours;

constexpr hours kStandard{-5};
constexpr hours kDaylight{-4};

// The Energy Policy Act of 2005, section 110: at 2 a.m. local time on both days.
Time daylight_begins(std::chrono::year year) {
  return Time{std::chrono::sys_days{year / std::chrono::March / std::chrono::Sunday[2]}} +
         hours{2} - kStandard;
}

Time daylight_ends(std::chrono::year year) {
  return Time{std::chrono::sys_days{year / std::chrono::November / std::chrono::Sunday[1]}} +
         hours{2} - kDaylight;
}

}  // namespace

hours us_eastern_offset(Time time) {
  const std::chrono::year year = utc_date(time).year_month_day().year();
  return time >= daylight_begins(year) && time < daylight_ends(year) ? kDaylight : kStandard;
}

Date us_eastern_date(Time time) { return utc_date(time + us_eastern_offset(time)); }

Time us_eastern_time(Date day, int hour) {
  const Time local = Time{day.days()} + hours{hour};
  const Time daylight = local - kDaylight;
  return us_eastern_offset(daylight) == kDaylight ? daylight : local - kStandard;
}

}  // namespace papercup
