#include "cli/fetching/category_fetch.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "cli/fetching/window_reader.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/category.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::cli {
namespace {

using arxiv::Feed;
using arxiv::SubmissionWindow;
using std::chrono::hours;
using store::FetchTask;

// Papers are held by moderators for days, and some for weeks: a list's papers may have been
// submitted so long before. The near ones are asked for before the lists count as complete.
constexpr int kOverlapDays = 7, kLongOverlapDays = 30;
// Of a new list that consists of papers known from an older one: arXiv has been seen to give the
// list of the day before under a new date.
constexpr double kRepeatedShare = 0.8;
// A window that stops short of what arXiv counts is tried in so many runs.
constexpr int kMostFailures = 3;
// Of how many new papers at least the dates of submission tell what list they are of.
constexpr std::size_t kTellingPapers = 5;
// Papers that arXiv does not know are asked for again after this.
constexpr hours kAskUnknownAgain{24};
// Those of a list, which the query API may come to know later.
constexpr hours kAskListedAgain{6};
// Replacements are followed back at most so many hits.
constexpr std::int64_t kMostUpdates = 4000;

std::string extract(const Paper& paper) { return rank::pack(rank::extract_features(paper)); }

bool is_new(const Record& record) {
  return std::any_of(record.announcements.begin(), record.announcements.end(),
                     [](const Announcement& announcement) {
                       return announcement.kind == AnnouncementKind::new_paper;
                     });
}

ListCounts counts_of(const Feed& feed) {
  ListCounts counts;
  for (const Record& record : feed.records) {
    if (record.announcements.empty()) continue;
    switch (record.announcements.front().kind) {
      case AnnouncementKind::new_paper:
        ++counts.new_papers;
        break;
      case AnnouncementKind::cross_list:
        ++counts.cross_lists;
        break;
      default:
        ++counts.replacements;
    }
  }
  return counts;
}

bool exceeds(std::size_t part, std::size_t whole, double share) {
  return whole > 0 && static_cast<double>(part) >= share * static_cast<double>(whole);
}

}  // namespace

CategoryFetch::CategoryFetch(const Session& session, store::Store& store, arxiv::Client& client,
                             std::string category)
    : session_(session),
      store_(store),
      state_(store.fetch_state()),
      client_(client),
      progress_(session, category.empty() ? "your papers" : category),
      due_(newest_list_day(session.now())) {
  result_.category = std::move(category);
}

void CategoryFetch::attempt(const std::function<void()>& work) {
  if (result_.error) return;
  try {
    work();
  } catch (const Error& error) {
    result_.error = error;
    const bool ends_all = error.kind() == ErrorKind::interrupted ||
                          error.kind() == ErrorKind::storage || client_.is_exhausted();
    if (ends_all) throw;
  }
}

// Stores a page together with what is remembered of it.
void CategoryFetch::keep(Feed feed, const std::function<void()>& with_it) {
  store_.transaction([&] {
    for (const Record& record : feed.records) count(store_.upsert(record, extract));
    with_it();
  });
  for (std::string& warning : feed.warnings) result_.warnings.push_back(std::move(warning));
  progress_.received(static_cast<std::int64_t>(feed.records.size()));
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

// --- the list of the day ---

void CategoryFetch::take_list_of_day() {
  attempt([&] {
    const std::string& category = result_.category;
    arxiv::DayList list = client_.list_of_day(category, state_.feed_tag(category));
    if (!list.feed) {
      feed_ = FeedOfDay::behind;
      return;
    }
    Feed feed = *std::move(list.feed);
    feed_day_ = feed.day;
    feed_ = judge(feed);
    counts_ = counts_of(feed);
    for (Record& record : feed.records) {
      listed_.push_back(record.paper.id);
      if (is_new(record)) new_in_list_.push_back(record.paper.id);
      // Of a list under a wrong date nothing but the papers is true.
      if (feed_ == FeedOfDay::repeated) {
        record.announcements.clear();
        record.paper.announced.reset();
      }
    }
    progress_.expect(static_cast<std::int64_t>(feed.records.size()));
    feed_tag_ = list.tag;
    keep(std::move(feed), [] {});
  });
}

CategoryFetch::FeedOfDay CategoryFetch::judge(const Feed& feed) const {
  if (!feed.day || *feed.day < due_) return FeedOfDay::behind;
  if (!AnnouncementCalendar::arxiv().has_listing(*feed.day) && feed.records.empty()) {
    return FeedOfDay::no_list;
  }
  if (feed.records.empty()) return FeedOfDay::empty;
  return repeats_older_list(feed) ? FeedOfDay::repeated : FeedOfDay::arrived;
}

bool CategoryFetch::repeats_older_list(const Feed& feed) const {
  std::size_t fresh = 0;
  std::size_t known = 0;
  std::size_t stated = 0;
  for (const Record& record : feed.records) {
    if (!is_new(record)) continue;
    ++fresh;
    const std::optional<Paper> paper = store_.find(record.paper.id);
    if (!paper || !paper->announced || *paper->announced >= *feed.day) continue;
    ++known;
    if (!paper->announced_is_estimate) ++stated;
  }
  return exceeds(stated, fresh, kRepeatedShare) ||
         (fresh >= kTellingPapers && exceeds(known, fresh, kRepeatedShare));
}

// By when they were submitted, which the list does not tell.
bool CategoryFetch::is_list_of_older_papers() const {
  std::size_t dated = 0;
  std::size_t older = 0;
  for (const ArxivId& id : new_in_list_) {
    const std::optional<Paper> paper = store_.find(id);
    if (!paper || !paper->published) continue;
    ++dated;
    if (AnnouncementCalendar::arxiv().listing_day(*paper->published) < *feed_day_) ++older;
  }
  return dated >= kTellingPapers && exceeds(older, dated, kRepeatedShare);
}

void CategoryFetch::complete_list() {
  attempt([&] {
    // Also what a former run did not come to.
    std::vector<ArxivId> ids = store_.known_in_summary(listed_);
    const std::vector<ArxivId> unknown = state_.unknown_since(session_.now() - kAskListedAgain);
    std::set<ArxivId> asked(ids.begin(), ids.end());
    for (const std::string& name : equivalent_categories(result_.category)) {
      for (const ArxivId& id : store_.summaries(name, due_ - kLongOverlapDays)) {
        const bool is_unknown = std::binary_search(unknown.begin(), unknown.end(), id);
        if (!is_unknown && asked.insert(id).second) ids.push_back(id);
      }
    }
    take_groups(ids);
  });
}

void CategoryFetch::take_papers(const std::vector<ArxivId>& ids) {
  attempt([&] {
    const std::vector<ArxivId> unknown = state_.unknown_since(session_.now() - kAskUnknownAgain);
    std::vector<ArxivId> asked;
    for (const ArxivId& id : ids) {
      if (!std::binary_search(unknown.begin(), unknown.end(), id)) asked.push_back(id);
    }
    take_groups(asked);
  });
}

void CategoryFetch::take_groups(const std::vector<ArxivId>& ids) {
  constexpr std::size_t kGroup = arxiv::Client::kIdsAtOnce;
  progress_.expect(static_cast<std::int64_t>(ids.size()));
  for (std::size_t start = 0; start < ids.size(); start += kGroup) {
    const std::size_t end = std::min(start + kGroup, ids.size());
    const std::vector<ArxivId> group(ids.begin() + static_cast<std::ptrdiff_t>(start),
                                     ids.begin() + static_cast<std::ptrdiff_t>(end));
    Feed feed = client_.papers(group);
    std::set<ArxivId> unknown(group.begin(), group.end());
    for (const Record& record : feed.records) unknown.erase(record.paper.id);
    keep(std::move(feed), [&] {
      for (const ArxivId& id : unknown) state_.set_unknown(id, session_.now());
    });
  }
}

// --- lists that were missed ---

// The first list that is not complete, as far back as the ledger goes; that of some lists ago where
// it has none.
std::optional<Date> CategoryFetch::first_missed_list() const {
  const Freshness freshness =
      freshness_of(result_.category, state_.lists(result_.category), session_.now());
  if (!freshness.last) return lists_before(due_, kFirstLists - 1);
  if (!freshness.gaps.empty()) return freshness.gaps.front();
  Date first = freshness.last->day + 1;
  while (first <= due_ && !AnnouncementCalendar::arxiv().has_listing(first)) first = first + 1;
  // The list of the day itself came with its feed.
  const Date last = feed_ == FeedOfDay::arrived ? due_ - 1 : due_;
  if (first > last) return std::nullopt;
  return first;
}

void CategoryFetch::fill_in(const FetchDays& days) {
  attempt([&] {
    run_tasks();
    if (days.any()) {
      asks_for_days_ = true;
      const Date first = days.since.value_or(days.until.value_or(due_));
      plan_lists(first, std::max(first, days.until.value_or(due_)), kOverlapDays);
      run_tasks();
      return;
    }
    const std::optional<Date> first = first_missed_list();
    if (!first) return;
    const std::vector<ListRecord> lists = state_.lists(result_.category);
    const bool is_first_fetch =
        std::none_of(lists.begin(), lists.end(),
                     [](const ListRecord& record) { return is_complete(record.state); });
    // A list whose feed is late will tell by itself what was held and what was replaced; until then
    // it is asked for every hour, and should cost little.
    const bool is_late = feed_ == FeedOfDay::behind || feed_ == FeedOfDay::repeated;
    const bool is_late_only = is_late && *first == due_ && !is_first_fetch;
    plan_lists(*first, due_, is_first_fetch || is_late_only ? kOverlapDays : kLongOverlapDays);
    run_tasks();
    if (!is_first_fetch && !is_late_only) follow_replacements();
  });
}

// Lists that are to be filled in by the moments of submission; what moderators may have held longer
// than kOverlapDays comes after them.
void CategoryFetch::plan_lists(Date first, Date last, int overlap_days) {
  const Time near{(first - kOverlapDays).days()};
  const Time end = std::min(Time{(last + 1).days()}, session_.now());
  if (near >= end) return;
  store_.transaction([&] {
    state_.set_task({FetchTask::Kind::window, result_.category, near, end, first, last});
    if (overlap_days <= kOverlapDays) return;
    state_.set_task(
        {FetchTask::Kind::window, result_.category, Time{(first - overlap_days).days()}, near});
  });
}

// The windows of lists before the others.
void CategoryFetch::run_tasks() {
  std::vector<FetchTask> tasks = state_.tasks(result_.category);
  std::stable_partition(tasks.begin(), tasks.end(),
                        [](const FetchTask& task) { return task.first_list.has_value(); });
  for (const FetchTask& task : tasks) {
    if (task.kind == FetchTask::Kind::window) run_window(task);
  }
}

// In halves where it holds more than the query API pages through.
bool CategoryFetch::split(const FetchTask& task, std::int64_t total) {
  if (total <= arxiv::Client::kMostHits || task.to - task.from <= hours(1)) return false;
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
  return true;
}

void CategoryFetch::run_window(FetchTask task) {
  const SubmissionWindow window{task.from, task.to};
  for (int pass = 0; pass < 2; ++pass) {
    const bool is_resumed = task.received > 0;
    WindowReader reader(task.received, task.total);
    bool is_first = true;
    while (!reader.is_at_end()) {
      Feed page;
      try {
        page = client_.submitted(result_.category, window, reader.start(), reader.size(),
                                 reader.total());
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::unreachable || client_.is_exhausted()) throw;
        if (reader.has_smaller_size()) {
          reader.take_smaller_size();
          continue;
        }
        ++task.failures;
        if (task.failures < kMostFailures || reader.received() == 0) {
          store_.transaction([&] { state_.set_task(task); });
          throw;
        }
        result_.warnings.push_back(fmt::format(
            "{}: arXiv counts {} papers submitted from {} to {} and gave {}", result_.category,
            reader.total(), to_rfc3339(task.from), to_rfc3339(task.to), reader.received()));
        reader.end();
        continue;
      }
      if (is_first && split(task, page.total_results.value_or(0))) return;
      if (std::exchange(is_first, false)) {
        progress_.expect(page.total_results.value_or(0) - task.received);
      }
      const bool is_progress = reader.take(page);
      if (!is_progress && !page.records.empty()) {
        if (!reader.has_smaller_size()) {
          reader.end();
        } else {
          reader.take_smaller_size();
        }
      }
      task.received = reader.received();
      task.total = reader.total();
      keep(std::move(page), [&] { state_.set_task(task); });
      if (!is_progress && reader.received() >= reader.total()) reader.end();
    }
    if (reader.received() == 0) check_that_nothing_is_there(task);
    // Pages that shifted while they were read have left some out.
    if (is_resumed || reader.distinct() >= reader.total()) break;
    task.received = task.total = 0;
  }
  finish(task);
}

// An empty answer to a question that should have one.
void CategoryFetch::check_that_nothing_is_there(const FetchTask& task) {
  const Feed newest = client_.newest(result_.category);
  if (newest.records.empty()) {
    throw Error(ErrorKind::unreachable,
                "arXiv says that it has no papers of " + result_.category + " at all",
                "Try again later; nothing is lost.");
  }
  for (const Record& record : newest.records) {
    const auto& published = record.paper.published;
    if (published && *published >= task.from && *published <= task.to) {
      throw Error(ErrorKind::unreachable,
                  fmt::format("arXiv says that nothing was submitted to {} from {} to {}, and "
                              "knows {}",
                              result_.category, to_rfc3339(task.from), to_rfc3339(task.to),
                              record.paper.id.to_string()),
                  "What has been fetched is kept; the next papercup fetch goes on from there.");
    }
  }
}

// With the last task of some lists these are complete.
void CategoryFetch::finish(const FetchTask& task) {
  store_.transaction([&] {
    state_.remove_task(task);
    if (!task.first_list) return;
    for (const FetchTask& other : state_.tasks(task.category)) {
      if (other.first_list == task.first_list && other.last_list == task.last_list) return;
    }
    std::set<Date> complete;
    for (const ListRecord& record : state_.lists(task.category)) {
      if (is_complete(record.state)) complete.insert(record.day);
    }
    for (Date day = *task.first_list; day <= std::min(*task.last_list, due_); day = day + 1) {
      // The list that is due is judged by its feed; without that, by whether it is there at all,
      // since the query API may know of it later.
      const bool is_judged_later =
          day == due_ && (feed_ != FeedOfDay::not_asked || !has_papers_of(due_));
      if (is_judged_later || complete.contains(day)) continue;
      if (!AnnouncementCalendar::arxiv().has_listing(day)) continue;
      state_.set_list({task.category, day, ListState::fresh, session_.now()});
    }
  });
}

// New versions of known papers that stood on lists that were missed.
void CategoryFetch::follow_replacements() {
  const std::optional<Time> until = state_.followed_until(result_.category);
  if (!until) return;
  std::int64_t size = arxiv::Client::kPageSizes.front();
  for (std::int64_t start = 0; start < kMostUpdates; start += size) {
    Feed page = client_.updated(result_.category, start, size);
    // Held by moderators, a version may be announced days after it was submitted.
    const auto end = start + static_cast<std::int64_t>(page.records.size());
    const bool is_last =
        page.records.empty() || end >= page.total_results.value_or(kMostUpdates) ||
        std::any_of(page.records.begin(), page.records.end(), [&](const Record& record) {
          return record.paper.updated && *record.paper.updated < *until - hours(24 * kOverlapDays);
        });
    progress_.expect(static_cast<std::int64_t>(page.records.size()));
    keep(std::move(page), [] {});
    if (is_last) break;
  }
}

// --- OAI-PMH ---

void CategoryFetch::harvest(const FetchDays& days) {
  attempt([&] {
    asks_for_days_ = days.any();
    for (const FetchTask& task : state_.tasks(result_.category)) {
      if (task.kind == FetchTask::Kind::harvest) run_harvest(task);
    }
    FetchTask task{FetchTask::Kind::harvest, result_.category, Time{}, session_.now()};
    const Date first =
        days.since.value_or(days.until.value_or(lists_before(due_, kFirstLists - 1)));
    task.from = Time{(first - 1).days()};
    store_.transaction([&] { state_.set_task(task); });
    run_harvest(task);
  });
}

void CategoryFetch::run_harvest(FetchTask task) {
  const CategoryInfo* info = find_category(canonical_category(result_.category));
  const bool has_set = info != nullptr && !info->oai_set.empty();
  const std::string set = has_set ? std::string(info->oai_set) : result_.category;
  const Date since{std::chrono::floor<std::chrono::days>(task.from)};
  bool has_started_over = false;
  for (;;) {
    Feed page;
    try {
      page = task.token.empty() ? client_.harvest(set, since) : client_.harvest(task.token);
    } catch (const Error& error) {
      // Tokens are good until midnight.
      const bool is_old = error.message().find("badResumptionToken") != std::string::npos;
      if (!is_old || task.token.empty() || std::exchange(has_started_over, true)) throw;
      task.token.clear();
      continue;
    }
    task.token = page.resumption_token.value_or("");
    progress_.expect(static_cast<std::int64_t>(page.records.size()));
    const bool is_last = task.token.empty();
    keep(std::move(page), [&] {
      if (is_last) {
        state_.remove_task(task);
      } else {
        state_.set_task(task);
      }
    });
    if (is_last) return;
  }
}

// --- the ledger ---

bool CategoryFetch::has_papers_of(Date day) const {
  store::Selection selection;
  selection.categories = {result_.category};
  selection.since = selection.until = day;
  return store_.last_announcement_day(selection).has_value();
}

void CategoryFetch::settle_failed(const Error& error) {
  if (!result_.error) result_.error = error;
  settle();
}

void CategoryFetch::settle() {
  const std::string& category = result_.category;
  if (category.empty()) return;
  // What was asked for without the feed is judged by its tasks.
  if (feed_ == FeedOfDay::not_asked && (!result_.error || asks_for_days_)) return;
  if (feed_ == FeedOfDay::empty && !result_.error && has_papers_of(due_)) {
    feed_ = FeedOfDay::behind;
  }
  if (feed_ == FeedOfDay::arrived && !result_.error && is_list_of_older_papers()) {
    feed_ = FeedOfDay::repeated;
  }
  const Time now = session_.now();
  const bool is_due_complete = [&] {
    const auto lists = state_.lists(category);
    return std::any_of(lists.begin(), lists.end(), [&](const ListRecord& record) {
      return record.day >= due_ && is_complete(record.state);
    });
  }();
  ListRecord record{category, due_, ListState::fresh, now};
  if (result_.error) {
    record.state = ListState::failed;
    record.note = result_.error->message();
  } else {
    switch (feed_) {
      case FeedOfDay::not_asked:
        break;
      case FeedOfDay::arrived:
        record.day = *feed_day_;
        record.counts = counts_;
        break;
      case FeedOfDay::empty:
        record.state = ListState::quiet;
        record.counts = ListCounts{};
        break;
      case FeedOfDay::no_list:
        break;
      case FeedOfDay::behind:
        record.state = ListState::waiting;
        record.note = feed_day_ ? fmt::format("the feed still has {}", friendly_date(*feed_day_))
                                : "the feed is as it was before";
        break;
      case FeedOfDay::repeated:
        record.state = ListState::stale;
        record.note =
            fmt::format("the feed of {} repeats an older list ({} of its papers were here)",
                        friendly_date(*feed_day_), new_in_list_.size());
        break;
    }
  }
  const bool says_more = is_complete(record.state) && record.counts;
  if (is_due_complete && !says_more) return;
  store_.transaction([&] {
    state_.set_list(record);
    if (!is_complete(record.state)) return;
    state_.set_followed_until(category, now);
    // From now on the same answer tells nothing new.
    if (feed_ == FeedOfDay::arrived) state_.set_feed_tag(category, feed_tag_);
  });
  if (is_complete(record.state)) {
    result_.list = record.day;
  } else {
    result_.note = record.note;
  }
}

}  // namespace papercup::cli
