#include "app/fetch/listing_fetch.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/calendar.hpp"

namespace papercup::app {
namespace {

// If so many of the new papers of a list are known from an older one, it is that one: arXiv has
// been seen to give the list of the day before under a new date.
constexpr double kRepeatedShare = 0.8;
// From so many new papers on, their dates of submission tell which list they are of.
constexpr std::size_t kTellingPapers = 5;
// The days up to a list that tell how many papers are usual.
constexpr int kUsualDays = 60;

bool is_new(const Record& record) {
  return std::ranges::any_of(record.announcements, [](const Announcement& announcement) {
    return announcement.kind == AnnouncementKind::new_paper;
  });
}

ListingCounts counts_of(const arxiv::Feed& feed) {
  ListingCounts counts;
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

using DayCounts = std::map<Date, std::size_t>;

Date most_frequent(const DayCounts& days) {
  return std::ranges::max_element(days, {}, &DayCounts::value_type::second)->first;
}

bool exceeds(std::size_t part, std::size_t whole, double share) {
  return whole > 0 && static_cast<double>(part) >= share * static_cast<double>(whole);
}

}  // namespace

store::Selection listed_papers(const std::string& category, Date since, Date until) {
  store::Selection selection;
  selection.categories = {category};
  selection.since = since;
  selection.until = until;
  return selection;
}

bool has_papers_of(const store::Store& store, const std::string& category, Date day) {
  return store.last_announcement_day(listed_papers(category, day, day)).has_value();
}

double usual_papers(const store::Store& store, const std::string& category, Date until) {
  std::set<Date> days;
  const auto papers = store.select(listed_papers(category, until - kUsualDays, until));
  for (const store::PaperKey& paper : papers) days.insert(*paper.announced);
  if (days.empty()) return 0;
  return static_cast<double>(papers.size()) / static_cast<double>(days.size());
}

ListingFetch::ListingFetch(store::Store& store, Ingester& ingester, Date due)
    : store_(store), state_(store.fetch_state()), ingester_(ingester), due_(due) {}

void ListingFetch::take(arxiv::Client& client) {
  const std::string& category = ingester_.category();
  arxiv::ListingFeed list = client.listing(category, state_.feed_tag(category));
  if (!list.feed) {
    feed_ = FeedState::behind;
    return;
  }
  arxiv::Feed feed = *std::move(list.feed);
  day_ = feed.day;
  tag_ = list.tag;
  feed_ = judge(feed);
  counts_ = counts_of(feed);
  for (Record& record : feed.records) {
    listed_.push_back(record.paper.id);
    if (is_new(record)) new_in_list_.push_back(record.paper.id);
    // Nothing but the papers is true in a list under a wrong date.
    if (feed_ == FeedState::repeated) {
      record.announcements.clear();
      record.paper.announced.reset();
    }
  }
  ingester_.expect(static_cast<std::int64_t>(feed.records.size()));
  ingester_.ingest(std::move(feed));
}

ListingFetch::FeedState ListingFetch::judge(const arxiv::Feed& feed) {
  if (!feed.day || *feed.day < due_) return FeedState::behind;
  if (!AnnouncementCalendar::arxiv().has_listing(*feed.day) && feed.records.empty()) {
    return FeedState::no_list;
  }
  if (feed.records.empty()) return FeedState::empty;
  repeats_ = list_known_before(feed);
  return repeats_ ? FeedState::repeated : FeedState::arrived;
}

// Whether the list before this one came by its own feed: if arXiv gave it once more, its papers
// would be known, each with its stated day.
bool ListingFetch::knows_list_before() const {
  const Date before = listings_before(*day_, 1);
  const std::vector<Listing> lists = state_.lists(ingester_.category());
  return std::ranges::any_of(lists, [&](const Listing& record) {
    return record.day == before && is_complete(record.state) && record.counts;
  });
}

// The older list of which most new papers of this one are known, and how many. Estimated days tell
// less: papers that moderators held may be known from the query API before they are listed.
std::optional<std::string> ListingFetch::list_known_before(const arxiv::Feed& feed) const {
  DayCounts days;
  std::size_t fresh = 0;
  std::size_t known = 0;
  std::size_t stated = 0;
  for (const Record& record : feed.records) {
    if (!is_new(record)) continue;
    ++fresh;
    const std::optional<Paper> paper = store_.find(record.paper.id);
    if (!paper || !paper->announced || *paper->announced >= *feed.day) continue;
    ++known;
    ++days[*paper->announced];
    if (!paper->announced_is_estimate) ++stated;
  }
  const bool repeats =
      exceeds(stated, fresh, kRepeatedShare) ||
      (fresh >= kTellingPapers && exceeds(known, fresh, kRepeatedShare) && !knows_list_before());
  if (!repeats) return std::nullopt;
  return fmt::format("{} ({} of {} ids already here)", near_day(most_frequent(days)), known, fresh);
}

// Whether the papers of this list got their identifiers after those of the list before. arXiv gives
// identifiers in the order of announcement, whenever a paper was submitted, so that those of a
// repeated list lie among the others of that day, of any category.
bool ListingFetch::has_new_identifiers() const {
  const auto place = [](const ArxivId& id) { return std::pair(id.month(), id.to_string()); };
  const std::set<ArxivId> listed(listed_.begin(), listed_.end());
  store::Selection before;
  before.since = before.until = listings_before(*day_, 1);
  std::vector<decltype(place(listed_.front()))> others;
  for (const store::PaperKey& paper : store_.select_unordered(before)) {
    if (!listed.contains(paper.id)) others.push_back(place(paper.id));
  }
  if (others.size() < kTellingPapers) return false;
  std::ranges::sort(others);
  const auto most = static_cast<std::size_t>(kRepeatedShare * static_cast<double>(others.size()));
  const auto after = std::ranges::count_if(
      new_in_list_, [&](const ArxivId& id) { return place(id) > others[most]; });
  return exceeds(static_cast<std::size_t>(after), new_in_list_.size(), kRepeatedShare);
}

// What list_known_before tells, by when the papers were submitted, which the list does not tell.
// Papers that moderators held were submitted for older lists too, and identifiers come first.
std::optional<std::string> ListingFetch::list_of_older_papers() const {
  DayCounts days;
  std::size_t dated = 0;
  std::size_t older = 0;
  for (const ArxivId& id : new_in_list_) {
    const std::optional<Paper> paper = store_.find(id);
    if (!paper || !paper->published) continue;
    ++dated;
    const Date day = AnnouncementCalendar::arxiv().listing_day(*paper->published);
    if (day >= *day_) continue;
    ++older;
    ++days[day];
  }
  if (dated < kTellingPapers || !exceeds(older, dated, kRepeatedShare)) return std::nullopt;
  if (knows_list_before() || has_new_identifiers()) return std::nullopt;
  return fmt::format("{} ({} of {} papers were submitted for it or before)",
                     near_day(most_frequent(days)), older, dated);
}

// Judges the feed with what the query API has told since.
ListingFetch::FeedState ListingFetch::judge_again() {
  const std::string& category = ingester_.category();
  const bool should_have_papers =
      feed_ == FeedState::empty && (has_papers_of(store_, category, due_) ||
                                    usual_papers(store_, category, due_) >= kNeverWithout);
  if (should_have_papers) return FeedState::behind;
  if (feed_ != FeedState::arrived) return feed_;
  repeats_ = list_of_older_papers();
  return repeats_ ? FeedState::repeated : FeedState::arrived;
}

bool ListingFetch::is_due_complete(Time now) const {
  const std::vector<Listing> lists = believable(state_.lists(ingester_.category()), now);
  return std::ranges::any_of(lists, [&](const Listing& record) {
    return record.day >= due_ && is_complete(record.state);
  });
}

std::string ListingFetch::note_of_late_feed() const {
  if (!day_) return "the feed is as it was before";
  if (*day_ < due_ && listed_.empty()) {
    return fmt::format("the feed still has no papers; it is dated {}", friendly_date(*day_));
  }
  if (*day_ < due_) return fmt::format("the feed still has {}", friendly_date(*day_));
  if (has_papers_of(store_, ingester_.category(), due_)) {
    return "the feed still has no papers, and papers of this list are stored";
  }
  return fmt::format("the feed still has no papers, and lists of {} usually have {:.0f}",
                     ingester_.category(), usual_papers(store_, ingester_.category(), due_));
}

Listing ListingFetch::record(Time now) const {
  Listing record{ingester_.category(), due_, ListingState::fresh, now};
  if (ingester_.result().error) {
    record.state = ListingState::failed;
    record.note = ingester_.result().error->message();
    return record;
  }
  const bool is_shown =
      feed_ == FeedState::arrived || feed_ == FeedState::behind || feed_ == FeedState::repeated;
  if (!is_shown && doubt_) {
    record.state = ListingState::waiting;
    record.note = *doubt_;
    return record;
  }
  switch (feed_) {
    case FeedState::none:
    case FeedState::no_list:
      if (!has_papers_of(store_, ingester_.category(), due_)) record.state = ListingState::quiet;
      break;
    case FeedState::arrived:
      record.day = *day_;
      if (!is_cut_off()) {
        record.counts = counts_;
      } else if (!is_filled_in_) {
        record.state = ListingState::waiting;
        record.note = fmt::format("the feed has only {} papers of the list", listed_.size());
      }
      break;
    case FeedState::empty:
      record.state = ListingState::quiet;
      record.counts = ListingCounts{};
      break;
    case FeedState::behind:
      record.state = ListingState::waiting;
      record.note = note_of_late_feed();
      break;
    case FeedState::repeated:
      record.state = ListingState::stale;
      record.note = "the feed repeats " + repeats_.value_or("");
      break;
  }
  return record;
}

void ListingFetch::settle(Time now) {
  if (!ingester_.result().error) feed_ = judge_again();
  const Listing due = record(now);
  const bool says_more = is_complete(due.state) && due.counts;
  if (is_due_complete(now) && !says_more) return;
  store_.transaction([&] {
    // arXiv itself says what day it is: what a clock that was ahead has written is not so.
    if (feed_ == FeedState::arrived && *day_ <= due_ + kMostDaysAhead) {
      state_.forget_lists_after(due.category, now + std::chrono::hours(1));
    }
    state_.set_list(due);
    if (!is_complete(due.state)) return;
    state_.set_followed_until(due.category, now);
    // From now on the same answer tells nothing new.
    if (feed_ == FeedState::arrived) state_.set_feed_tag(due.category, tag_);
  });
  if (is_complete(due.state)) {
    ingester_.result().list = due.day;
  } else {
    ingester_.result().note = due.note;
  }
}

}  // namespace papercup::app
