#include "papercup/core/calendar.hpp"

#include <algorithm>
#include <string_view>

#include "core/embedded_data.hpp"

namespace papercup {
namespace {

constexpr int kDeadlineHour = 14;
constexpr int kRunHour = 20;

bool is(Date day, std::chrono::weekday weekday) { return day.weekday() == weekday; }

// When the list made on this evening was closed for submissions.
Time deadline(Date evening) {
  const bool sunday = is(evening, std::chrono::Sunday);
  return us_eastern_time(sunday ? evening - 2 : evening, kDeadlineHour);
}

std::set<Date> parse_holidays(std::string_view table) {
  std::set<Date> days;
  while (!table.empty()) {
    const std::string_view line = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(line.size() + 1, table.size()));
    if (const auto day = Date::parse(line.substr(0, line.find('\t')))) days.insert(*day);
  }
  return days;
}

}  // namespace

const AnnouncementCalendar& AnnouncementCalendar::arxiv() {
  static const AnnouncementCalendar calendar{parse_holidays(data::holidays_tsv())};
  return calendar;
}

bool AnnouncementCalendar::has_run(Date evening) const {
  return !is(evening, std::chrono::Friday) && !is(evening, std::chrono::Saturday) &&
         !evenings_without_run_.contains(evening);
}

bool AnnouncementCalendar::has_listing(Date day) const { return has_run(day - 1); }

Date AnnouncementCalendar::listing_day(Time submitted) const {
  Date evening = us_eastern_date(submitted);
  while (!has_run(evening) || deadline(evening) <= submitted) evening = evening + 1;
  return evening + 1;
}

Listing AnnouncementCalendar::next_listing(Time now) const {
  Date evening = us_eastern_date(now);
  while (!has_run(evening) || us_eastern_time(evening, kRunHour) <= now) evening = evening + 1;
  return {evening + 1, us_eastern_time(evening, kRunHour)};
}

Listing AnnouncementCalendar::last_listing(Time now) const {
  Date evening = us_eastern_date(now);
  while (!has_run(evening) || us_eastern_time(evening, kRunHour) > now) evening = evening - 1;
  return {evening + 1, us_eastern_time(evening, kRunHour)};
}

Date AnnouncementCalendar::first_listing_day(std::chrono::year_month month) const {
  Date day{std::chrono::sys_days{month / 1}};
  while (!has_listing(day)) day = day + 1;
  return day;
}

Date estimate_announcement_day(const Paper& paper, const AnnouncementCalendar& calendar) {
  return paper.published ? calendar.listing_day(*paper.published)
                         : calendar.first_listing_day(paper.id.month());
}

}  // namespace papercup
