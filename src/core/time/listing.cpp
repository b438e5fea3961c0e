#include "papercup/core/listing.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace papercup {
namespace {

using std::chrono::hours;

// From the run at 20:00 US Eastern to the feeds at midnight.
constexpr hours kFromRunToFeed{4};
// After which a list that is not there is called stale.
constexpr hours kPatience{3};
constexpr hours kBetweenLooks{1};
constexpr std::chrono::minutes kAfterFailure{5};

// A list that was looked for and is not complete, while a later one is.
void add_doubtful_gap(Freshness& freshness, const Listing& record) {
  freshness.has_doubtful_gap = true;
  if (!is_complete(freshness.state)) return;
  const Time again = record.looked + kBetweenLooks;
  freshness.again = std::max(freshness.again.value_or(again), again);
  if (freshness.note.empty()) freshness.note = record.note;
}

// The days before `end` whose lists are missing in a ledger in the order of days, from its first.
void add_gaps(Freshness& result, const std::vector<Listing>& ledger, Date end) {
  auto record = ledger.begin();
  for (Date day = ledger.front().day; day < end; day = day + 1) {
    while (record != ledger.end() && record->day < day) ++record;
    const bool is_recorded = record != ledger.end() && record->day == day;
    const bool is_known = is_recorded && is_complete(record->state);
    if (!AnnouncementCalendar::arxiv().has_listing(day) || is_known) continue;
    result.gaps.push_back(day);
    if (is_recorded) add_doubtful_gap(result, *record);
  }
}

}  // namespace

Date newest_listing_day(Time now) {
  return AnnouncementCalendar::arxiv().last_listing(now - kFromRunToFeed).day;
}

Time listing_due(Date day) { return us_eastern_time(day - 1, 20) + kFromRunToFeed; }

Date listings_before(Date day, int count) {
  for (; count > 0; --count) {
    do {
      day = day - 1;
    } while (!AnnouncementCalendar::arxiv().has_listing(day));
  }
  return day;
}

bool shows_clock_behind(const std::vector<Listing>& ledger, Time now) {
  const Date last = newest_listing_day(now) + kMostDaysAhead;
  return std::ranges::any_of(
      ledger, [&](const Listing& record) { return record.counts && record.day > last; });
}

std::vector<Listing> believable(std::vector<Listing> ledger, Time now) {
  if (shows_clock_behind(ledger, now)) return ledger;
  std::erase_if(ledger, [&](const Listing& record) { return record.looked > now + kBetweenLooks; });
  return ledger;
}

Freshness freshness_of(const std::string& category, std::vector<Listing> ledger, Time now) {
  ledger = believable(std::move(ledger), now);
  std::ranges::sort(ledger, [](const Listing& a, const Listing& b) { return a.day < b.day; });
  Freshness result;
  result.category = category;
  result.due = newest_listing_day(now);
  std::optional<Time> due_looked;  // when the due list was looked for
  for (const Listing& record : ledger) {
    if (is_complete(record.state)) result.last = record;
    result.looked = std::max(result.looked.value_or(record.looked), record.looked);
    // A list may be out before its hour.
    if (record.day < result.due) continue;
    result.due = record.day;
    result.state = record.state;
    result.note = record.note;
    due_looked = record.looked;
  }
  if (ledger.empty()) return result;
  const bool is_late =
      result.state == ListingState::waiting && now >= listing_due(result.due) + kPatience;
  const bool was_looked_for = due_looked && *due_looked >= listing_due(result.due);
  if (is_late && was_looked_for) result.state = ListingState::stale;
  if (!is_complete(result.state) && was_looked_for) {
    result.again = std::min(*due_looked, now) + (result.state == ListingState::failed
                                                     ? std::chrono::seconds(kAfterFailure)
                                                     : std::chrono::seconds(kBetweenLooks));
  }
  const Date known = result.last ? result.last->day : ledger.front().day;
  for (Date day = result.due; day > known; day = listings_before(day, 1)) ++result.missed;
  add_gaps(result, ledger, known);
  return result;
}

bool is_due(const Freshness& freshness, Time now) {
  const bool is_wanting = !is_complete(freshness.state) || freshness.has_doubtful_gap;
  return is_wanting && (!freshness.again || now >= *freshness.again);
}

}  // namespace papercup
