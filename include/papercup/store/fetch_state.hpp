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

// Something that was begun to be fetched and has not ended: what a run that was killed leaves to
// the next one.
struct FetchTask {
  enum class Kind {
    window,   // papers of a category submitted in [from, to], by the query API
    harvest,  // records of a set changed since `from`, by OAI-PMH
  };
  Kind kind = Kind::window;
  std::string category;
  Time from, to;
  // Lists that are complete once every task of them has ended; none, where the reader asked for
  // other days.
  std::optional<Date> first_list = {}, last_list = {};
  std::int64_t received = 0;  // hits so far: where to go on
  std::int64_t total = 0;     // that there are, as far as arXiv has told
  std::string token = {};     // of a harvest's next page
  int failures = 0;           // runs that it stopped short in

  bool is_window() const { return kind == Kind::window; }
  // A window of what moderators may have held longer than those of lists reach.
  bool is_held_window() const { return is_window() && !first_list; }
};

// What the papers database remembers of fetching and importing. Belongs to the Store it was got
// from, takes part in its transactions, and throws as it does. Categories are canonical.
class FetchState {
 public:
  explicit FetchState(Connection& connection) : connection_(connection) {}

  // The ledger: one record a category and day.
  std::vector<std::string> categories() const;
  std::vector<Listing> lists(const std::string& category) const;  // by day
  void set_list(const Listing& record);

  std::vector<FetchTask> tasks(const std::string& category) const;  // by kind and window
  void set_task(const FetchTask& task);     // a former state of the same task is replaced
  void remove_task(const FetchTask& task);  // where it is there

  // The tag of the feed of the day that was stored last (ETag, RFC 9110, 8.8.3), and up to which
  // submission replaced versions were followed; empty or nothing before the first.
  std::string feed_tag(const std::string& category) const;
  void set_feed_tag(const std::string& category, const std::string& tag);
  std::optional<Time> followed_until(const std::string& category) const;
  void set_followed_until(const std::string& category, Time time);

  // Forgets the lists of a category for which arXiv was asked after a moment: by a clock that was
  // ahead.
  void forget_lists_after(const std::string& category, Time moment);

  // Papers of which arXiv knew nothing when it was asked within `span` before `now`, by id. What a
  // clock that was ahead has written does not count.
  std::vector<ArxivId> unknown_within(std::chrono::seconds span, Time now) const;
  void set_unknown(const ArxivId& id, Time asked);

  // How many entries of a file an import that was broken off has stored; 0 where none was. `file`
  // is its path, `content` tells whether it is as it was then.
  std::int64_t imported_entries(const std::string& file, const std::string& content) const;
  void set_imported_entries(const std::string& file, const std::string& content,
                            std::int64_t entries);
  void forget_import(const std::string& file);

 private:
  Connection& connection_;
};

}  // namespace papercup::store
