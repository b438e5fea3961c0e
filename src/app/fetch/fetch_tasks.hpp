#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/fetch/ingester.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/date.hpp"
#include "papercup/core/listing.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Papers are held by moderators for days, and some for weeks: a list's papers may have been
// submitted so long before. The near ones are asked for before the lists count as complete.
inline constexpr int kOverlapDays = 7, kLongOverlapDays = 30;

// What is to be fetched of a category beside its list of the day: windows of submission and
// harvests. They are written down before they begin, so that the next run continues, whatever
// ended the last one.
//
// Methods throw as arxiv::Client does, Error{unreachable} also if its answers contradict one
// another, and Error{storage}; what came before is stored.
class FetchTasks {
 public:
  // Who judges whether the due list is complete.
  enum class DueList {
    by_feed,    // its feed, not the tasks
    by_papers,  // the tasks, if a paper of it is stored: the query API may know of it later
  };

  // `due` is the day of the newest list that should be there at `now`.
  FetchTasks(store::Store& store, arxiv::Client& client, Ingester& ingester, Date due, Time now);

  // Lists that are to be filled in by the moments of submission; what moderators may have held
  // longer than kOverlapDays comes after them.
  void plan_lists(Date first, Date last, int overlap_days);
  // Runs the windows of lists that are written down, each once. After the last one of some lists
  // these are complete in the ledger, but for doubtful ones: lists without a paper, if something
  // says that they had some. These wait in the ledger with the reason, and their window stays
  // written down for the next run.
  void run_list_windows(DueList due_list);
  // Whether the list of a day is still to be filled in by a window that is written down.
  bool has_window_of_list(Date day) const;

  // Why the lists of the window that was doubted last are not complete, for people.
  const std::optional<std::string>& doubt() const { return doubt_; }

  // The other windows: what moderators may have held longer.
  bool has_held_windows() const;
  void run_held_windows();

  // New versions of known papers that were submitted since replacements were followed last.
  void follow_replacements();

  // Continues the harvests that a former run began, then harvests what changed since a day.
  void harvest(Date since);

 private:
  void run_window(const store::FetchTask& task);
  void split(const store::FetchTask& task);
  void finish(const store::FetchTask& task, const std::optional<std::string>& doubt);
  bool has_other_window(const store::FetchTask& task) const;
  std::vector<Listing> judged_lists(const store::FetchTask& task,
                                    const std::optional<std::string>& doubt);
  void run_harvest(store::FetchTask task);
  arxiv::Feed harvest_page(const store::FetchTask& task);
  void check_that_nothing_changed(const store::FetchTask& task);

  store::Store& store_;
  store::FetchState& state_;
  arxiv::Client& client_;
  Ingester& ingester_;
  Date due_;
  Time now_;
  DueList due_list_ = DueList::by_papers;
  std::vector<std::pair<Time, Time>> doubted_;  // windows that this run found doubtful
  std::optional<std::string> doubt_;            // the reason of the last
};

}  // namespace papercup::app
