#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/fetching/fetch_progress.hpp"
#include "cli/session.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/list_ledger.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

enum class FetchSource { automatic, feed, api, oai };

// Announcement days that are asked for; none: what is missing.
struct FetchDays {
  std::optional<Date> since, until;
  bool any() const { return since || until; }
};

// What was fetched for one category, or, with an empty name, of papers by identifier.
struct FetchResult {
  std::string category;
  std::int64_t added = 0, changed = 0, unchanged = 0;
  std::vector<std::string> warnings = {};  // one an entry that could not be read
  std::optional<Date> list = {};           // day of the newest list that is stored
  std::string note = {};                   // that the due list is not there, and why
  std::optional<Error> error = {};         // that ended it early; what came before is stored
};

// So many lists the first fetch fills in.
inline constexpr int kFirstLists = 5;

// Brings one category up to date. Every page is one transaction with the place from which the next
// run goes on. Its methods throw Error{interrupted}, Error{storage}, and Error{unreachable} once
// the client is exhausted; any other error is kept in the result and makes the methods after it do
// nothing.
class CategoryFetch {
 public:
  CategoryFetch(const Session& session, store::Store& store, arxiv::Client& client,
                std::string category);
  CategoryFetch(const CategoryFetch&) = delete;
  CategoryFetch(CategoryFetch&&) = default;

  // Membership and kinds by the list of the day.
  void take_list_of_day();
  // The whole metadata of what that list told, by the query API.
  void complete_list();
  // What a former run began, then the days asked for, else the lists that were missed, or, the
  // first time, the last five.
  void fill_in(const FetchDays& days);
  // The same by OAI-PMH, which knows when papers changed instead of when they were announced.
  void harvest(const FetchDays& days);
  // Whole metadata of papers by identifier. What arXiv does not know is remembered.
  void take_papers(const std::vector<ArxivId>& ids);
  // Writes the ledger.
  void settle();
  // The same after an error that ended everything.
  void settle_failed(const Error& error);

  const FetchResult& result() const { return result_; }
  void end_progress() { progress_.end(); }

 private:
  // What the feed of the day turned out to be.
  enum class FeedOfDay {
    not_asked,
    arrived,   // the list that is due
    empty,     // the list that is due, without papers
    behind,    // an older one
    no_list,   // that of a day without a list, as on a weekend
    repeated,  // the one before, under a new date
  };

  void attempt(const std::function<void()>& work);
  void keep(arxiv::Feed feed, const std::function<void()>& with_it);
  void count(store::UpsertOutcome outcome);
  void take_groups(const std::vector<ArxivId>& ids);

  FeedOfDay judge(const arxiv::Feed& feed) const;
  bool repeats_older_list(const arxiv::Feed& feed) const;
  bool is_list_of_older_papers() const;
  bool has_papers_of(Date day) const;

  std::optional<Date> first_missed_list() const;
  void plan_lists(Date first, Date last, int overlap_days);
  void run_tasks();
  void run_window(store::FetchTask task);
  bool split(const store::FetchTask& task, std::int64_t total);
  void check_that_nothing_is_there(const store::FetchTask& task);
  void finish(const store::FetchTask& task);
  void run_harvest(store::FetchTask task);
  void follow_replacements();

  const Session& session_;
  store::Store& store_;
  store::FetchState state_;
  arxiv::Client& client_;
  FetchResult result_;
  FetchProgress progress_;
  Date due_;  // the newest list that should be there
  bool asks_for_days_ = false;
  FeedOfDay feed_ = FeedOfDay::not_asked;
  std::optional<Date> feed_day_;
  std::string feed_tag_;
  ListCounts counts_;
  std::vector<ArxivId> listed_, new_in_list_;
};

}  // namespace papercup::cli
