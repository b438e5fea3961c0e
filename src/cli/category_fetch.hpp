#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/error.hpp"
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
  std::optional<Date> list = {};           // day of the list that arXiv gave
  bool is_stale = false;                   // it is not the newest that there should be
  std::optional<Error> error = {};         // that ended it early; what came before is stored
};

// So many lists the first fetch fills in.
inline constexpr int kFirstLists = 5;

// The day of the newest list that arXiv's feeds can have at a moment.
Date newest_list_day(Time now);

// The day of the list that many lists before.
Date lists_before(Date day, int count);

// Brings one category up to date; every page is one transaction. Its methods throw
// Error{interrupted}, Error{storage}, and Error{unreachable} once the client is exhausted; any
// other error is kept in the result and makes the methods after it do nothing.
class CategoryFetch {
 public:
  CategoryFetch(const Session& session, store::Store& store, arxiv::Client& client,
                std::string category);
  CategoryFetch(const CategoryFetch&) = delete;
  CategoryFetch(CategoryFetch&&) = default;
  ~CategoryFetch() { end_progress(); }

  // Membership and kinds by the list of the day.
  void take_list_of_day();
  // The whole metadata of what that list told, by the query API.
  void complete_list();
  // The days asked for; else what was missed since the last fetch, or, the first time, the last
  // five lists.
  void fill_in(const FetchDays& days, FetchSource source);
  // The same by OAI-PMH, which knows when papers changed instead of when they were announced.
  void harvest(const FetchDays& days);
  // Whole metadata of papers by identifier.
  void take_papers(const std::vector<ArxivId>& ids);
  // Remembers how far the category is, unless something went wrong.
  void settle();

  const FetchResult& result() const { return result_; }
  void end_progress();

 private:
  void attempt(const std::function<void()>& work);
  void keep(arxiv::Feed feed);
  void count(store::UpsertOutcome outcome);
  void take_groups(const std::vector<ArxivId>& ids);
  void take_window(const arxiv::SubmissionWindow& window);
  bool has_papers_of(Date day) const;
  void show_progress();

  const Session& session_;
  store::Store& store_;
  arxiv::Client& client_;
  FetchResult result_;
  std::vector<ArxivId> listed_;
  std::int64_t expected_ = 0;  // papers, as far as arXiv has told
  std::int64_t received_ = 0;  // of them
  bool has_progress_line_ = false;
};

}  // namespace papercup::cli
