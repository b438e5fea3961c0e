#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/fetch/fetch_tasks.hpp"
#include "app/fetch/ingester.hpp"
#include "app/fetch/listing_fetch.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/error.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Brings one category up to date. Every page is one transaction with the place from which the next
// run continues. Its methods throw Error{interrupted}, Error{storage}, and Error{unreachable} once
// the client is exhausted; any other error is kept in the result and makes the methods after it do
// nothing.
class CategoryFetch {
 public:
  // `first_wanted` is the first list that is wanted although the ledger begins later.
  CategoryFetch(const Context& context, store::Store& store, arxiv::Client& client,
                std::string category, std::optional<Date> first_wanted = std::nullopt);
  CategoryFetch(const CategoryFetch&) = delete;

  // Fetches membership and kinds by the list of the day.
  void take_list_of_day();
  // Fetches the whole metadata of what that list told, by the query API.
  void complete_list();
  // Fetches the lists that a former run began, then the days asked for; if none are asked for, the
  // lists that were missed, or, the first time, the last five.
  void fill_in(const FetchDays& days);
  // Does the same by OAI-PMH, which knows when papers changed instead of when they were announced.
  void harvest(const FetchDays& days);
  // Fetches the whole metadata of papers by identifier. What arXiv does not know is remembered.
  void take_papers(const std::vector<ArxivId>& ids);
  // Writes the ledger, unless there was no connection to arXiv: then nothing is known, and the next
  // run is not to wait.
  void settle();
  // Does the same after an error that ended everything.
  void settle_failed(const Error& error);
  // What a run has planned beside lists: papers that were submitted up to a month before theirs.
  bool has_held_papers(HeldPapers when) const;
  void take_held_papers();
  // Notes in the result that the reader interrupted the fetch.
  void break_off(const Error& error);

  const FetchResult& result() const { return ingester_.result(); }
  void end_progress() { ingester_.end_progress(); }

 private:
  void attempt(const std::function<void()>& work);
  void take_groups(const std::vector<ArxivId>& ids);
  std::optional<Date> first_missed_list() const;
  void fill_in_days(const FetchDays& days);
  void fill_in_missed_lists();
  void run_list_windows();

  const Context& context_;
  store::Store& store_;
  store::FetchState& state_;
  arxiv::Client& client_;
  Date due_;  // the newest list that should be there
  Ingester ingester_;
  ListingFetch list_;
  FetchTasks tasks_;
  std::optional<Date> first_wanted_;
  bool asks_for_days_ = false;
  bool was_cut_off_ = false;  // there was no connection to arXiv
  bool had_held_papers_;      // to take, left by a former run
};

}  // namespace papercup::app
