#include "app/fetch/category_fetch.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "papercup/core/calendar.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;

// Papers of a list that the query API does not know, and may come to know, are asked for again
// after this.
constexpr hours kAskListedAgain{6};

}  // namespace

CategoryFetch::CategoryFetch(const Context& context, store::Store& store, arxiv::Client& client,
                             std::string category, std::optional<Date> first_wanted)
    : context_(context),
      store_(store),
      state_(store.fetch_state()),
      client_(client),
      due_(newest_listing_day(context.now())),
      ingester_(context, store, std::move(category)),
      list_(store, ingester_, due_),
      tasks_(store, client, ingester_, due_, context.now()),
      first_wanted_(first_wanted),
      had_held_papers_(tasks_.has_held_windows()) {}

void CategoryFetch::attempt(const std::function<void()>& work) {
  if (result().error) return;
  try {
    work();
  } catch (const net::ConnectionError& error) {
    was_cut_off_ = true;
    ingester_.result().error = error;
    if (client_.is_exhausted()) throw;
  } catch (const Error& error) {
    ingester_.result().error = error;
    const bool ends_all = error.kind() == ErrorKind::interrupted ||
                          error.kind() == ErrorKind::storage || client_.is_exhausted();
    if (ends_all) throw;
  }
}

void CategoryFetch::take_list_of_day() {
  attempt([&] { list_.take(client_); });
}

void CategoryFetch::complete_list() {
  attempt([&] {
    // Papers that a former run did not come to are asked for too.
    std::vector<ArxivId> ids = store_.known_in_summary(list_.papers());
    const std::vector<ArxivId> unknown = state_.unknown_within(kAskListedAgain, context_.now());
    std::set<ArxivId> asked(ids.begin(), ids.end());
    for (const ArxivId& id : store_.summaries(ingester_.category(), due_ - kLongOverlapDays)) {
      const bool is_unknown = std::ranges::binary_search(unknown, id);
      if (!is_unknown && asked.insert(id).second) ids.push_back(id);
    }
    take_groups(ids);
  });
}

void CategoryFetch::take_papers(const std::vector<ArxivId>& ids) {
  attempt([&] { take_groups(ids); });
}

void CategoryFetch::take_groups(const std::vector<ArxivId>& ids) {
  constexpr std::size_t kGroup = arxiv::Client::kIdsAtOnce;
  ingester_.expect(static_cast<std::int64_t>(ids.size()));
  for (std::size_t start = 0; start < ids.size(); start += kGroup) {
    const std::size_t end = std::min(start + kGroup, ids.size());
    const std::vector<ArxivId> group(ids.begin() + static_cast<std::ptrdiff_t>(start),
                                     ids.begin() + static_cast<std::ptrdiff_t>(end));
    arxiv::Feed feed = client_.papers(group);
    std::set<ArxivId> unknown(group.begin(), group.end());
    for (const Record& record : feed.records) unknown.erase(record.paper.id);
    ingester_.ingest(std::move(feed), [&] {
      for (const ArxivId& id : unknown) state_.set_unknown(id, context_.now());
    });
  }
}

// The first list that is not complete and has no window yet, as far back as the ledger goes or
// channels need; if there is no ledger, that of some lists ago.
std::optional<Date> CategoryFetch::first_missed_list() const {
  const Freshness freshness =
      freshness_of(ingester_.category(), state_.lists(ingester_.category()), context_.now());
  Date first = listings_before(due_, kFirstLists - 1);
  if (!freshness.last) {
    first = std::min(first_wanted_.value_or(first), first);
  } else if (first_wanted_) {
    first = *first_wanted_;
  } else {
    const auto gap = std::ranges::find_if(
        freshness.gaps, [&](Date day) { return !tasks_.has_window_of_list(day); });
    if (gap != freshness.gaps.end()) return *gap;
    first = freshness.last->day + 1;
  }
  // The list of the day itself came with its feed.
  const bool has_due = freshness.last && list_.has_arrived() && !list_.is_cut_off();
  const Date last = has_due ? due_ - 1 : due_;
  const auto is_missed = [&](Date day) {
    return AnnouncementCalendar::arxiv().has_listing(day) && !tasks_.has_window_of_list(day);
  };
  while (first <= last && !is_missed(first)) first = first + 1;
  if (first > last) return std::nullopt;
  return first;
}

void CategoryFetch::fill_in(const FetchDays& days) {
  attempt([&] {
    run_list_windows();
    if (days.any()) {
      fill_in_days(days);
    } else {
      fill_in_missed_lists();
      if (!tasks_.has_window_of_list(due_)) list_.fill_in();
    }
  });
}

void CategoryFetch::fill_in_days(const FetchDays& days) {
  asks_for_days_ = true;
  const Date first = days.since.value_or(days.until.value_or(due_));
  tasks_.plan_lists(first, std::max(first, days.until.value_or(due_)), kOverlapDays);
  run_list_windows();
}

void CategoryFetch::fill_in_missed_lists() {
  const std::optional<Date> first = first_missed_list();
  if (!first) return;
  const std::vector<Listing> lists = believable(state_.lists(ingester_.category()), context_.now());
  const bool is_first_fetch =
      std::ranges::none_of(lists, [](const Listing& record) { return is_complete(record.state); });
  // A list whose feed is late will tell by itself what was held and what was replaced; until then
  // it is asked for every hour, and should cost little. One that is cut off has told already.
  const bool has_feed_of_rest = list_.is_late() || list_.is_cut_off();
  const bool is_due_only = has_feed_of_rest && *first == due_ && !is_first_fetch;
  tasks_.plan_lists(*first, due_, is_due_only ? kOverlapDays : kLongOverlapDays);
  run_list_windows();
  if (!is_first_fetch && !is_due_only) tasks_.follow_replacements();
}

void CategoryFetch::run_list_windows() {
  tasks_.run_list_windows(list_.was_had() ? FetchTasks::DueList::by_feed
                                          : FetchTasks::DueList::by_papers);
}

void CategoryFetch::harvest(const FetchDays& days) {
  attempt([&] {
    asks_for_days_ = days.any();
    const Date first =
        days.since.value_or(days.until.value_or(listings_before(due_, kFirstLists - 1)));
    tasks_.harvest(first - 1);
  });
}

bool CategoryFetch::has_held_papers(HeldPapers when) const {
  if (result().error) return false;
  return when == HeldPapers::now ? tasks_.has_held_windows() : had_held_papers_;
}

void CategoryFetch::take_held_papers() {
  attempt([&] { tasks_.run_held_windows(); });
}

void CategoryFetch::break_off(const Error& error) {
  if (!result().error) ingester_.result().error = error;
}

void CategoryFetch::settle_failed(const Error& error) {
  break_off(error);
  settle();
}

void CategoryFetch::settle() {
  if (ingester_.category().empty() || was_cut_off_) return;
  // Lists that were asked for without the feed are judged by their tasks.
  if (!list_.was_had() && (!result().error || asks_for_days_)) return;
  if (tasks_.has_window_of_list(due_) && tasks_.doubt()) list_.doubt(*tasks_.doubt());
  list_.settle(context_.now());
}

}  // namespace papercup::app
