#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/listing.hpp"

namespace papercup::store {

class Connection;

// A fetch that was begun and has not ended: a run that is killed leaves it to the next one.
struct FetchTask {
  enum class Kind {
    window,   // papers of a category submitted in [from, to], by the query API
    harvest,  // records of a set changed since `from`, by OAI-PMH
  };
  Kind kind = Kind::window;
  std::string category;
  Time from, to;
  // The lists that are complete once every task of theirs has ended; nothing if the reader asked
  // for other days.
  std::optional<Date> first_list = {}, last_list = {};
  std::int64_t received = 0;  // hits so far; the next page begins after them
  std::int64_t total = 0;     // all hits, as far as arXiv has stated their number
  std::string token = {};     // for a harvest's next page
  int failures = 0;           // runs that ended before it did

  bool is_window() const { return kind == Kind::window; }
  // A window for papers that moderators may have held longer than the windows of lists reach.
  bool is_held_window() const { return is_window() && !first_list; }
};

// What the papers database remembers of fetching and importing. It belongs to its Store, takes part
// in the store's transactions, and throws as the store does. Categories are canonical.
class FetchState {
 public:
  explicit FetchState(Connection& connection) : connection_(connection) {}
  FetchState(const FetchState&) = delete;
  FetchState& operator=(const FetchState&) = delete;

  // The ledger of lists: one record for each category and day.
  std::vector<std::string> categories() const;
  std::vector<Listing> lists(const std::string& category) const;  // by day
  void set_list(const Listing& record);

  std::vector<FetchTask> tasks(const std::string& category) const;  // by kind and window
  void set_task(const FetchTask& task);     // a former state of the same task is replaced
  void remove_task(const FetchTask& task);  // nothing happens if it is not stored

  // The tag of the feed of the day that was stored last (ETag, RFC 9110, 8.8.3), and up to which
  // submission replaced versions were followed; empty or nothing before the first.
  std::string feed_tag(const std::string& category) const;
  void set_feed_tag(const std::string& category, const std::string& tag);
  std::optional<Time> followed_until(const std::string& category) const;
  void set_followed_until(const std::string& category, Time time);

  // Forgets the lists of a category for which arXiv was asked after a moment: the clock was ahead
  // then.
  void forget_lists_after(const std::string& category, Time moment);

  // Papers that arXiv did not know when it was asked within `span` before `now`, by id. Entries
  // that are later than `now` do not count: the clock was ahead.
  std::vector<ArxivId> unknown_within(std::chrono::seconds span, Time now) const;
  void set_unknown(const ArxivId& id, Time asked);

  // How many entries of a file an interrupted import has stored; 0 if there was none. `file` is the
  // path, `content` a mark of its content, which has to be the same.
  std::int64_t imported_entries(const std::string& file, const std::string& content) const;
  void set_imported_entries(const std::string& file, const std::string& content,
                            std::int64_t entries);
  void forget_import(const std::string& file);

 private:
  Connection& connection_;
};

}  // namespace papercup::store
