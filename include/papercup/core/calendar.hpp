#pragma once

#include <optional>
#include <set>

#include "papercup/core/date.hpp"

namespace papercup {

// One of arXiv's daily lists.
struct ListingTime {
  Date day;  // the date on the list
  Time run;  // when it is made public: 20:00 US Eastern of the evening before

  auto operator<=>(const ListingTime&) const = default;
};

// When arXiv announces what was submitted when (https://info.arxiv.org/help/availability.html):
// runs at 20:00 US Eastern, Sunday to Thursday, but for holidays; the list is dated the next day.
// A run takes what was submitted before 14:00 of its day, that of Sunday what was before Friday
// 14:00.
class AnnouncementCalendar {
 public:
  // With the evenings without a run of data/holidays.tsv.
  static const AnnouncementCalendar& arxiv();

  // `evenings` are US Eastern days on whose evening there is no run.
  explicit AnnouncementCalendar(std::set<Date> evenings)
      : evenings_without_run_(std::move(evenings)) {}

  // Whether a list carries this date.
  bool has_listing(Date day) const;
  // The date of the list in which a submission of this moment appears unless moderators hold it.
  // A submission at 14:00:00 sharp belongs to the next run.
  Date listing_day(Time submitted) const;
  // The first list made public after `now`, and the last one made public at or before `now`.
  ListingTime next_listing(Time now) const;
  ListingTime last_listing(Time now) const;
  // The first list of a month.
  Date first_listing_day(std::chrono::year_month month) const;
  // The day on which a paper without a stated announcement was probably announced: that of its
  // submission, else the first of its identifier's month.
  Date estimate(std::optional<Time> submitted, std::chrono::year_month month) const;

 private:
  bool has_run(Date evening) const;

  std::set<Date> evenings_without_run_;
};

}  // namespace papercup
