#include "cli/category_fetch.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include "cli/option_values.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/category.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::cli {
namespace {

using arxiv::Feed;
using arxiv::SubmissionWindow;
using std::chrono::hours;

// Between the run that makes a list and the feeds that carry it
// (https://info.arxiv.org/help/rss.html).
constexpr hours kFromRunToFeed{4};
// Papers are held by moderators for days; a list's papers may have been submitted so long before.
constexpr int kOverlapDays = 5;

std::string extract(const Paper& paper) { return rank::pack(rank::extract_features(paper)); }

}  // namespace

Date newest_list_day(Time now) {
  return AnnouncementCalendar::arxiv().last_listing(now - kFromRunToFeed).day;
}

Date lists_before(Date day, int count) {
  for (; count > 0; --count) {
    do {
      day = day - 1;
    } while (!AnnouncementCalendar::arxiv().has_listing(day));
  }
  return day;
}

CategoryFetch::CategoryFetch(const Session& session, store::Store& store, arxiv::Client& client,
                             std::string category)
    : session_(session), store_(store), client_(client) {
  result_.category = std::move(category);
}

void CategoryFetch::attempt(const std::function<void()>& work) {
  if (result_.error) return;
  try {
    work();
  } catch (const Error& error) {
    const bool ends_all = error.kind() == ErrorKind::interrupted ||
                          error.kind() == ErrorKind::storage || client_.is_exhausted();
    if (ends_all) throw;
    result_.error = error;
  }
}

void CategoryFetch::keep(Feed feed) {
  store_.transaction([&] {
    for (const Record& record : feed.records) count(store_.upsert(record, extract));
  });
  for (std::string& warning : feed.warnings) result_.warnings.push_back(std::move(warning));
  received_ += static_cast<std::int64_t>(feed.records.size());
  show_progress();
}

void CategoryFetch::count(store::UpsertOutcome outcome) {
  switch (outcome) {
    case store::UpsertOutcome::added:
      ++result_.added;
      break;
    case store::UpsertOutcome::changed:
      ++result_.changed;
      break;
    case store::UpsertOutcome::unchanged:
      ++result_.unchanged;
      break;
  }
}

void CategoryFetch::take_list_of_day() {
  attempt([&] {
    Feed feed = client_.list_of_day(result_.category);
    result_.list = feed.day;
    result_.is_stale = !feed.day || *feed.day < newest_list_day(session_.now());
    for (const Record& record : feed.records) listed_.push_back(record.paper.id);
    expected_ += static_cast<std::int64_t>(feed.records.size());
    keep(std::move(feed));
  });
}

void CategoryFetch::complete_list() {
  attempt([&] { take_groups(store_.known_in_summary(listed_)); });
}

void CategoryFetch::take_papers(const std::vector<ArxivId>& ids) {
  attempt([&] { take_groups(ids); });
}

void CategoryFetch::take_groups(const std::vector<ArxivId>& ids) {
  constexpr std::size_t kGroup = arxiv::Client::kIdsAtOnce;
  expected_ += static_cast<std::int64_t>(ids.size());
  for (std::size_t start = 0; start < ids.size(); start += kGroup) {
    const std::size_t end = std::min(start + kGroup, ids.size());
    keep(client_.papers({ids.begin() + static_cast<std::ptrdiff_t>(start),
                         ids.begin() + static_cast<std::ptrdiff_t>(end)}));
  }
}

void CategoryFetch::fill_in(const FetchDays& days, FetchSource source) {
  attempt([&] {
    const Date newest = newest_list_day(session_.now());
    const auto last = store_.last_list(result_.category);
    Date since = lists_before(newest, kFirstLists - 1);
    if (days.any()) {
      since = days.since.value_or(days.until.value_or(newest));
    } else if (last) {
      const bool is_complete = *last >= lists_before(newest, 1) && !result_.is_stale;
      if (is_complete && source == FetchSource::automatic) return;
      since = *last;
    }
    const Date until = days.until.value_or(newest);
    const SubmissionWindow window{Time{(since - kOverlapDays).days()},
                                  std::min(Time{(until + 1).days()}, session_.now())};
    if (window.from < window.to) take_window(window);
    // A list that the feed has dropped already, as on a weekend, or does not have yet.
    if (!days.any() && has_papers_of(newest)) result_.list = newest;
  });
}

// In halves where it holds more than the query API pages through.
void CategoryFetch::take_window(const SubmissionWindow& window) {
  Feed page = client_.submitted(result_.category, window, 0);
  const std::int64_t total = page.total_results.value_or(0);
  if (total > arxiv::Client::kMostHits && window.to - window.from > hours(1)) {
    const Time middle =
        std::chrono::floor<std::chrono::minutes>(window.from + (window.to - window.from) / 2);
    take_window({window.from, middle});
    take_window({middle, window.to});
    return;
  }
  expected_ += total;
  std::int64_t start = 0;
  while (!page.records.empty()) {
    start += static_cast<std::int64_t>(page.records.size());
    keep(std::move(page));
    if (start >= total) break;
    page = client_.submitted(result_.category, window, start);
  }
}

void CategoryFetch::harvest(const FetchDays& days) {
  attempt([&] {
    const CategoryInfo* info = find_category(canonical_category(result_.category));
    const bool has_set = info != nullptr && !info->oai_set.empty();
    const Date since = days.since.value_or(
        days.until.value_or(lists_before(newest_list_day(session_.now()), kFirstLists - 1)));
    Feed page = client_.harvest(has_set ? std::string(info->oai_set) : result_.category, since);
    for (;;) {
      const auto token = page.resumption_token;
      keep(std::move(page));
      if (!token || token->empty()) break;
      page = client_.harvest(*token);
    }
  });
}

bool CategoryFetch::has_papers_of(Date day) const {
  store::Selection selection;
  selection.categories = {result_.category};
  selection.since = day;
  selection.until = day;
  return store_.last_announcement_day(selection).has_value();
}

void CategoryFetch::settle() {
  attempt([&] {
    if (result_.list) store_.set_last_list(result_.category, *result_.list, session_.now());
  });
}

void CategoryFetch::show_progress() {
  if (!session_.environment().terminal.error_is_terminal || session_.is_quiet()) return;
  session_.environment().err << fmt::format(
                                    "\r  {:<12} {} of {} papers\x1b[K",
                                    result_.category.empty() ? "your papers" : result_.category,
                                    with_thousands(received_), with_thousands(expected_))
                             << std::flush;
  has_progress_line_ = true;
}

void CategoryFetch::end_progress() {
  if (has_progress_line_) session_.environment().err << "\r\x1b[K" << std::flush;
  has_progress_line_ = false;
}

}  // namespace papercup::cli
