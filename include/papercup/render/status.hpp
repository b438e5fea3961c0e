#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/calendar.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/digest/teaching.hpp"
#include "papercup/render/style.hpp"

namespace papercup::render {

// The state of the mail of a focus.
struct MailStatus {
  enum class State {
    off,        // there is none
    not_today,  // it is no day of reading
    waits,      // for the lists of `missing`
    due,        // for the next run to write it
    unsent,     // not accepted for everybody yet
    sent,
    uncertain,  // perhaps lost, for somebody
    refused,    // for good, for somebody
    nothing,    // there was nothing to send
  };
  State state = State::off;
  std::vector<std::string> missing = {};  // categories
  std::optional<Time> changed = {};       // when it came to be so, if that is recorded
  // How many lists in a row, up to now, had no mail accepted, and the day of the first of them.
  int unsent_lists = 0;
  std::optional<Date> unsent_since = {};
};

// "sent", "not-today", ...
std::string_view to_string(MailStatus::State state);

struct FocusStatus {
  std::string stem;
  bool is_broken = false;
  std::size_t likes = 0, dislikes = 0, saved = 0;
  digest::Teachers teachers = {};     // of these as many as are stored, and what else there is
  std::optional<Date> terminal = {};  // the newest list that its digests have shown there
  MailStatus mail = {};
};

// The state of papercup.
struct StatusReport {
  Time now;
  std::vector<Freshness> lists;  // by category
  std::optional<Date> ledger_begin = {};
  ListingTime next_list;
  std::vector<Date> days_without_list = {};  // weekdays of the week to come, on which there is none
  std::vector<FocusStatus> foci = {};
  std::optional<Time> hold_until = {}, last_refusal = {};
  int refusal_status = 0;
  std::int64_t papers = 0;
  std::uint64_t bytes = 0;                 // of papers.db
  std::string papers_file, config_folder;  // for people
};

// What somebody has to look at, each in one line; empty if all is well. A list that waits is no
// trouble.
std::vector<std::string> status_troubles(const StatusReport& report, const TextStyle& style);

// Tables of categories and foci, and what else there is to know.
std::string status_text(const StatusReport& report, const TextStyle& style);

// One JSON object on a line, without a line feed: now, troubles[], categories[] (category, state,
// due, last_list, new, cross, replaced, looked, again, missed, gaps[], note), next_list (day,
// about), foci[] (focus, broken, likes, dislikes, saved, certainty (as in
// why_json), terminal, mail (state, missing[], changed,
// unsent_lists, unsent_since)), arxiv (hold_until,
// last_refusal, status), store (papers, bytes, file), config. Times are RFC 3339; what is not known
// has no key.
std::string status_json(const StatusReport& report, const TextStyle& style);

}  // namespace papercup::render
