#include "cli/fetching/fetch_tasks.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/fetching/list_of_day.hpp"
#include "cli/fetching/window_fetch.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using std::chrono::hours;
using store::FetchTask;

// Replacements are followed back at most so many hits.
constexpr std::int64_t kMostUpdates = 4000;

// As OAI-PMH calls the category.
std::string set_of(const std::string& category) {
  const CategoryInfo* info = find_category(canonical_category(category));
  const bool has_set = info != nullptr && !info->oai_set.empty();
  return has_set ? std::string(info->oai_set) : category;
}

bool is_old_token(const Error& error) {
  return error.message().find("badResumptionToken") != std::string::npos;
}

}  // namespace

FetchTasks::FetchTasks(store::Store& store, arxiv::Client& client, PageIntake& intake, Date due,
                       Time now)
    : store_(store),
      state_(store.fetch_state()),
      client_(client),
      intake_(intake),
      due_(due),
      now_(now) {}

void FetchTasks::plan_lists(Date first, Date last, int overlap_days) {
  const std::string& category = intake_.category();
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
  for (const FetchTask& task : state_.tasks(intake_.category())) {
    if (task.is_window() && !task.is_held_window()) run_window(task);
  }
}

bool FetchTasks::has_held_windows() const {
  const std::vector<FetchTask> tasks = state_.tasks(intake_.category());
  return std::any_of(tasks.begin(), tasks.end(),
                     [](const FetchTask& task) { return task.is_held_window(); });
}

void FetchTasks::run_held_windows() {
  for (const FetchTask& task : state_.tasks(intake_.category())) {
    if (task.is_held_window()) run_window(task);
  }
}

void FetchTasks::run_window(const FetchTask& task) {
  switch (WindowFetch(store_, client_, intake_, task).run()) {
    case WindowFetch::End::read:
      finish(task);
      break;
    case WindowFetch::End::too_large:
      split(task);
      break;
  }
}

// In halves.
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

// With the last task of some lists these are complete.
void FetchTasks::finish(const FetchTask& task) {
  store_.transaction([&] {
    state_.remove_task(task);
    if (!task.first_list) return;
    for (const FetchTask& other : state_.tasks(task.category)) {
      if (other.first_list == task.first_list && other.last_list == task.last_list) return;
    }
    std::set<Date> complete;
    for (const ListRecord& record : believable(state_.lists(task.category), now_)) {
      if (is_complete(record.state)) complete.insert(record.day);
    }
    for (Date day = *task.first_list; day <= std::min(*task.last_list, due_); day = day + 1) {
      const bool is_judged_later = day == due_ && (due_list_ == DueList::by_feed ||
                                                   !has_papers_of(store_, task.category, due_));
      if (is_judged_later || complete.contains(day)) continue;
      if (!AnnouncementCalendar::arxiv().has_listing(day)) continue;
      state_.set_list({task.category, day, ListState::fresh, now_});
    }
  });
}

void FetchTasks::follow_replacements() {
  std::optional<Time> until = state_.followed_until(intake_.category());
  if (!until) return;
  // Written while the clock was ahead: nobody knows how far they were followed.
  if (*until > now_) until = now_ - hours(24 * kLongOverlapDays);
  const std::int64_t size = arxiv::Client::kPageSizes.front();
  for (std::int64_t start = 0; start < kMostUpdates; start += size) {
    arxiv::Feed page = client_.updated(intake_.category(), start, size);
    // Held by moderators, a version may be announced days after it was submitted.
    const Time oldest = *until - hours(24 * kOverlapDays);
    const auto end = start + static_cast<std::int64_t>(page.records.size());
    const bool is_last =
        page.records.empty() || end >= page.total_results.value_or(kMostUpdates) ||
        std::any_of(page.records.begin(), page.records.end(), [&](const Record& record) {
          return record.paper.updated && *record.paper.updated < oldest;
        });
    intake_.expect(static_cast<std::int64_t>(page.records.size()));
    intake_.keep(std::move(page));
    if (is_last) break;
  }
}

void FetchTasks::harvest(Date since) {
  for (const FetchTask& task : state_.tasks(intake_.category())) {
    if (task.kind == FetchTask::Kind::harvest) run_harvest(task);
  }
  const FetchTask task{FetchTask::Kind::harvest, intake_.category(), Time{since.days()}, now_};
  store_.transaction([&] { state_.set_task(task); });
  run_harvest(task);
}

void FetchTasks::run_harvest(FetchTask task) {
  bool may_start_over = true;
  for (;;) {
    arxiv::Feed page;
    try {
      page = harvest_page(task);
    } catch (const Error& error) {
      // Tokens are good until midnight.
      const bool is_old = !task.token.empty() && is_old_token(error);
      if (!is_old || !std::exchange(may_start_over, false)) throw;
      task.token.clear();
      continue;
    }
    if (task.token.empty() && page.records.empty()) check_that_nothing_changed(task);
    task.token = page.resumption_token.value_or("");
    intake_.expect(static_cast<std::int64_t>(page.records.size()));
    intake_.keep(std::move(page), [&] {
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
  const arxiv::Feed newest = client_.newest(task.category);
  for (const Record& record : newest.records) {
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

}  // namespace papercup::cli
