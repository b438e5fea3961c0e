#include "app/fetch/fetch_tasks.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/fetch/listing_fetch.hpp"
#include "app/fetch/window_fetch.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;
using store::FetchTask;

// Replacements are followed back at most so many hits.
constexpr std::int64_t kMostUpdates = 4000;

// Lists that are doubted only because those of their category usually have papers are believed
// after so many runs.
constexpr int kMostDoubts = 10;

// The name of a category in OAI-PMH.
std::string set_of(const std::string& category) {
  std::string set = oai_set_of(category);
  if (set.empty()) {
    throw Error(
        ErrorKind::failure,
        fmt::format("it is not known what {} is called in arXiv's OAI-PMH interface", category),
        fmt::format("papercup fetch --category {} --source api asks the query API.", category));
  }
  return set;
}

bool is_old_token(const arxiv::RequestError& error) {
  return error.code() == arxiv::RequestError::Code::bad_resumption_token;
}

}  // namespace

FetchTasks::FetchTasks(store::Store& store, arxiv::Client& client, Ingester& ingester, Date due,
                       Time now)
    : store_(store),
      state_(store.fetch_state()),
      client_(client),
      ingester_(ingester),
      due_(due),
      now_(now) {}

void FetchTasks::plan_lists(Date first, Date last, int overlap_days) {
  const std::string& category = ingester_.category();
  const Time near{(first - kOverlapDays).days()};
  const Time end = std::min(Time{(last + 1).days()}, now_);
  if (near >= end) return;
  store_.transaction([&] {
    state_.set_task({FetchTask::Kind::window, category, near, end, first, last});
    if (overlap_days <= kOverlapDays) return;
    state_.set_task({FetchTask::Kind::window, category, Time{(first - overlap_days).days()}, near});
  });
}

void FetchTasks::run_list_windows(DueList due_list) {
  due_list_ = due_list;
  for (const FetchTask& task : state_.tasks(ingester_.category())) {
    const bool was_doubted =
        std::ranges::find(doubted_, std::pair(task.from, task.to)) != doubted_.end();
    if (task.is_window() && !task.is_held_window() && !was_doubted) run_window(task);
  }
}

bool FetchTasks::has_window_of_list(Date day) const {
  const std::vector<FetchTask> tasks = state_.tasks(ingester_.category());
  return std::ranges::any_of(tasks, [&](const FetchTask& task) {
    return task.is_window() && task.first_list && *task.first_list <= day && day <= *task.last_list;
  });
}

bool FetchTasks::has_held_windows() const {
  const std::vector<FetchTask> tasks = state_.tasks(ingester_.category());
  return std::ranges::any_of(tasks, &FetchTask::is_held_window);
}

void FetchTasks::run_held_windows() {
  for (const FetchTask& task : state_.tasks(ingester_.category())) {
    if (task.is_held_window()) run_window(task);
  }
}

void FetchTasks::run_window(const FetchTask& task) {
  const WindowFetch::Outcome outcome = WindowFetch(store_, client_, ingester_, task).run();
  if (outcome.end == WindowFetch::End::too_large) {
    split(task);
  } else {
    finish(task, outcome.doubt);
  }
}

// Fetches the two halves of a window.
void FetchTasks::split(const FetchTask& task) {
  FetchTask early = task;
  FetchTask late = task;
  early.received = late.received = early.total = late.total = 0;
  early.to = late.from =
      std::chrono::floor<std::chrono::minutes>(task.from + (task.to - task.from) / 2);
  store_.transaction([&] {
    state_.remove_task(task);
    state_.set_task(early);
    state_.set_task(late);
  });
  run_window(early);
  run_window(late);
}

// After the last task of some lists these are complete, or doubtful: all of them if something
// contradicts the task's answer, or each by itself.
void FetchTasks::finish(const FetchTask& task, const std::optional<std::string>& doubt) {
  std::optional<std::string> reason = doubt;
  store_.transaction([&] {
    state_.remove_task(task);
    if (!task.first_list || (!doubt && has_other_window(task))) return;
    for (const Listing& list : judged_lists(task, doubt)) {
      state_.set_list(list);
      if (!is_complete(list.state)) reason = list.note;
    }
    if (!reason) return;
    FetchTask again = task;
    again.received = again.total = 0;
    ++again.failures;
    state_.set_task(again);
  });
  if (!reason) return;
  doubted_.emplace_back(task.from, task.to);
  ingester_.result().note = *reason;
  doubt_ = std::move(reason);
}

// Whether other tasks of the same lists have not ended.
bool FetchTasks::has_other_window(const FetchTask& task) const {
  const std::vector<FetchTask> tasks = state_.tasks(task.category);
  return std::ranges::any_of(tasks, [&](const FetchTask& other) {
    return other.first_list == task.first_list && other.last_list == task.last_list;
  });
}

// The lists of a task as the ledger gets them, without those that are already complete in it.
std::vector<Listing> FetchTasks::judged_lists(const FetchTask& task,
                                              const std::optional<std::string>& doubt) {
  std::set<Date> complete;
  for (const Listing& record : believable(state_.lists(task.category), now_)) {
    if (is_complete(record.state)) complete.insert(record.day);
  }
  const double usual = usual_papers(store_, task.category, due_);
  const bool is_never_empty = usual >= kNeverWithout && task.failures < kMostDoubts;
  std::vector<Listing> lists;
  for (Date day = *task.first_list; day <= std::min(*task.last_list, due_); day = day + 1) {
    if (complete.contains(day) || !AnnouncementCalendar::arxiv().has_listing(day)) continue;
    const bool has_papers = has_papers_of(store_, task.category, day);
    // The due list is judged by its feed; without one it waits for a paper, since the query API may
    // know of it later.
    const bool is_by_feed = day == due_ && due_list_ == DueList::by_feed;
    if (is_by_feed || (day == due_ && !has_papers && !doubt)) continue;
    Listing list{task.category, day, has_papers ? ListingState::fresh : ListingState::quiet, now_};
    if (doubt || (!has_papers && is_never_empty)) {
      list.state = ListingState::waiting;
      list.note = doubt ? *doubt
                        : fmt::format(
                              "arXiv's query API has no papers for the list of {}, and "
                              "lists of {} usually have {:.0f}",
                              near_day(day), task.category, usual);
    }
    lists.push_back(std::move(list));
  }
  return lists;
}

void FetchTasks::follow_replacements() {
  std::optional<Time> until = state_.followed_until(ingester_.category());
  if (!until) return;
  // Written while the clock was ahead: nobody knows how far they were followed.
  if (*until > now_) until = now_ - hours(24 * kLongOverlapDays);
  const std::int64_t size = arxiv::Client::kPageSizes.front();
  for (std::int64_t start = 0; start < kMostUpdates; start += size) {
    arxiv::Feed page = client_.updated(ingester_.category(), start, size);
    // A version that moderators hold may be announced days after it was submitted.
    const Time oldest = *until - hours(24 * kOverlapDays);
    const auto end = start + static_cast<std::int64_t>(page.records.size());
    const bool is_last = page.records.empty() || end >= page.total_results.value_or(kMostUpdates) ||
                         std::ranges::any_of(page.records, [&](const Record& record) {
                           return record.paper.updated && *record.paper.updated < oldest;
                         });
    ingester_.expect(static_cast<std::int64_t>(page.records.size()));
    ingester_.ingest(std::move(page));
    if (is_last) break;
  }
}

void FetchTasks::harvest(Date since) {
  for (const FetchTask& task : state_.tasks(ingester_.category())) {
    if (task.kind == FetchTask::Kind::harvest) run_harvest(task);
  }
  const FetchTask task{FetchTask::Kind::harvest, ingester_.category(), Time{since.days()}, now_};
  store_.transaction([&] { state_.set_task(task); });
  run_harvest(task);
}

void FetchTasks::run_harvest(FetchTask task) {
  bool may_start_over = true;
  for (;;) {
    arxiv::Feed page;
    try {
      page = harvest_page(task);
    } catch (const arxiv::RequestError& error) {
      // Tokens are good until midnight.
      const bool is_old = !task.token.empty() && is_old_token(error);
      if (!is_old || !std::exchange(may_start_over, false)) throw;
      task.token.clear();
      continue;
    }
    if (task.token.empty() && page.records.empty()) check_that_nothing_changed(task);
    task.token = page.resumption_token.value_or("");
    ingester_.expect(static_cast<std::int64_t>(page.records.size()));
    ingester_.ingest(std::move(page), [&] {
      if (task.token.empty()) {
        state_.remove_task(task);
      } else {
        state_.set_task(task);
      }
    });
    if (task.token.empty()) return;
  }
}

// Caches have been seen to keep "nothing matches" until midnight.
void FetchTasks::check_that_nothing_changed(const FetchTask& task) {
  for (const Record& record : newest_papers(client_, task.category)) {
    if (!record.paper.published || *record.paper.published < task.from) continue;
    throw Error(ErrorKind::unreachable,
                fmt::format("arXiv says that nothing changed in {} since {}, and knows {}",
                            task.category, to_rfc3339(task.from), record.paper.id.to_string()),
                "Try again later; after midnight UTC at the latest it should know better.");
  }
}

arxiv::Feed FetchTasks::harvest_page(const FetchTask& task) {
  if (!task.token.empty()) return client_.harvest(task.token);
  const Date since{std::chrono::floor<std::chrono::days>(task.from)};
  return client_.harvest(set_of(task.category), since);
}

}  // namespace papercup::app
