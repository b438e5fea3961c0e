#include "papercup/core/calendar.hpp"

#include <fmt/format.h>

#include "core/tables/table.hpp"
#include "papercup/core/error.hpp"

namespace papercup {

namespace {

constexpr int kDeadlineHour = 14;
constexpr int kRunHour = 20;

std::set<Date> read_evenings(std::string_view table) {
  std::set<Date> evenings;
  for (const auto& row : table_rows(table, 2)) {
    const std::optional<Date> day = Date::parse(row[0]);
    if (!day) {
      throw Error{ErrorKind::failure,
                  fmt::format("the built-in table of holidays has the day {}", row[0])};
    }
    evenings.insert(*day);
  }
  return evenings;
}

Time deadline(Date evening) {
  const bool after_weekend = evening.weekday() == std::chrono::Sunday;
  return us_eastern_time(after_weekend ? evening - 2 : evening, kDeadlineHour);
}

ListingTime listing_of(Date evening) { return {evening + 1, us_eastern_time(evening, kRunHour)}; }

}  // namespace

const AnnouncementCalendar& AnnouncementCalendar::arxiv() {
  static const AnnouncementCalendar calendar{read_evenings(data::holidays_tsv())};
  return calendar;
}

bool AnnouncementCalendar::has_run(Date evening) const {
  const std::chrono::weekday weekday = evening.weekday();
  return weekday != std::chrono::Friday && weekday != std::chrono::Saturday &&
         !evenings_without_run_.contains(evening);
}

bool AnnouncementCalendar::has_listing(Date day) const { return has_run(day - 1); }

Date AnnouncementCalendar::listing_day(Time submitted) const {
  Date evening = us_eastern_date(submitted);
  while (!has_run(evening) || deadline(evening) <= submitted) evening = evening + 1;
  return listing_of(evening).day;
}

ListingTime AnnouncementCalendar::next_listing(Time now) const {
  Date evening = us_eastern_date(now);
  while (!has_run(evening) || listing_of(evening).run <= now) evening = evening + 1;
  return listing_of(evening);
}

ListingTime AnnouncementCalendar::last_listing(Time now) const {
  Date evening = us_eastern_date(now);
  while (!has_run(evening) || listing_of(evening).run > now) evening = evening - 1;
  return listing_of(evening);
}

Date AnnouncementCalendar::first_listing_day(std::chrono::year_month month) const {
  Date day{std::chrono::sys_days{month / std::chrono::day{1}}};
  while (!has_listing(day)) day = day + 1;
  return day;
}

Date AnnouncementCalendar::estimate(std::optional<Time> submitted,
                                    std::chrono::year_month month) const {
  return submitted ? listing_day(*submitted) : first_listing_day(month);
}

}  // namespace papercup
