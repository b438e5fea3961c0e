#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/calendar.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

// How far the list of a day is known of a category.
enum class ListingState {
  fresh,    // its papers are stored
  quiet,    // it has none, which was checked
  waiting,  // it should be out, and arXiv does not show it yet
  stale,    // arXiv shows an older list, or none, in its place for hours
  failed,   // arXiv was asked, and it could not be had
};

inline constexpr auto kListingStateNames = names_of<ListingState>({
    {ListingState::fresh, "fresh"},
    {ListingState::quiet, "quiet"},
    {ListingState::waiting, "waiting"},
    {ListingState::stale, "stale"},
    {ListingState::failed, "failed"},
});
constexpr std::string_view to_string(ListingState state) { return kListingStateNames.of(state); }
// Nothing for other words.
constexpr std::optional<ListingState> parse_listing_state(std::string_view text) {
  return kListingStateNames.find(text);
}

inline bool is_complete(ListingState state) {
  return state == ListingState::fresh || state == ListingState::quiet;
}

// What a list counts.
struct ListingCounts {
  std::int64_t new_papers = 0, cross_lists = 0, replacements = 0;
  bool operator==(const ListingCounts&) const = default;
};

// What the ledger has of the list of a day of a category.
struct Listing {
  std::string category;  // canonical
  Date day;
  ListingState state = ListingState::fresh;
  Time looked = {};                          // when arXiv was asked for it last
  std::optional<ListingCounts> counts = {};  // of the list itself; nothing if its papers came
                                             // without it
  std::string note = {};                     // for people: what is wrong with it

  bool operator==(const Listing&) const = default;
};

// The day of the newest list that arXiv's feeds should show at a moment: they follow the run of the
// evening by some hours (https://info.arxiv.org/help/rss.html).
Date newest_listing_day(Time now);
// When they should show it.
Time listing_due(Date day);
// The day of the list that many lists before.
Date listings_before(Date day, int count);

// How well a category is known at a moment.
struct Freshness {
  std::string category;
  Date due;                                    // the day of the newest list that should be there
  ListingState state = ListingState::waiting;  // of that list
  std::optional<Listing> last = {};            // the newest complete list
  std::optional<Time> looked = {};             // when arXiv was asked last, for any list
  std::optional<Time> again = {};              // not to be asked again before
  std::string note = {};          // for people: what is wrong, with it or else with a gap
  int missed = 0;                 // lists after the last complete one, up to the due one
  std::vector<Date> gaps = {};    // lists before the last complete one that are not complete
  bool has_doubtful_gap = false;  // of them, one that arXiv was asked for in vain
};

// A listing may be dated so many days after the newest that is due; a later one shows that the
// clock is wrong.
inline constexpr int kMostDaysAhead = 7;

// Whether a ledger proves that the clock is slow: arXiv itself has stated a list more than
// kMostDaysAhead after the newest that is due.
bool shows_clock_behind(const std::vector<Listing>& ledger, Time now);

// The records of a ledger that can be believed at a moment. One from the future was written while
// the clock was ahead, and what it says of lists may not be so: they were not out yet. An hour is
// forgiven, since processes look at the clock at different times. All can be believed if it is now
// that the clock is wrong.
std::vector<Listing> believable(std::vector<Listing> ledger, Time now);

// From the ledger of one category, in any order; what is not believable does not count. A category
// of which it has nothing waits, and has missed nothing.
Freshness freshness_of(const std::string& category, std::vector<Listing> ledger, Time now);

// Whether arXiv is to be asked now: the due list, or one before it that arXiv was asked for in
// vain, is not complete, and was not looked for within the last hour, or, if that failed, the
// last five minutes.
bool is_due(const Freshness& freshness, Time now);

// From so many missed lists on it is an alarm.
inline constexpr int kAlarmingListings = 3;

}  // namespace papercup
