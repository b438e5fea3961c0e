#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// How a focus stands for the mail of the newest list.
struct MailSchedule {
  Date day;                          // of the list
  std::vector<Freshness> lists;      // of all its categories, fetched or not
  std::optional<Time> send_by = {};  // when it is sent whatever is missing
  bool is_reading_day = true;

  std::vector<Freshness> missing() const;  // lists that are not complete
  bool is_due(Time now) const;
};

MailSchedule mail_schedule(const Context& context, const store::Store& store, const Focus& focus);

// The first moment at which the reader's clock shows `time_of_day` once the list of a day is due.
Time first_moment(Date day, std::chrono::minutes time_of_day, std::chrono::seconds utc_offset);

}  // namespace papercup::app
