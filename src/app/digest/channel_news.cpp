#include "app/digest/channel_news.hpp"

#include <algorithm>
#include <set>

#include "papercup/app/ranking.hpp"
#include "papercup/core/category.hpp"

namespace papercup::app {
namespace {

constexpr int kFirstDays = 7;  // of a channel's first digest

class NewsFinder {
 public:
  NewsFinder(const store::Store& store, const store::UserStore& user_store,
             const std::string& channel, const ActiveFocus& focus, Date today)
      : store_(store),
        user_store_(user_store),
        channel_(channel),
        stem_(focus.stem),
        today_(today) {
    selection_.categories = category_names(focus.focus);
    newest_ = store.last_announcement_day(selection_);
  }

  ChannelNews find(const store::Cursor& end) {
    news_.move.focus = stem_;
    news_.move.cursor = end;
    const std::optional<store::ChannelState> channel = user_store_.channel_state(channel_, stem_);
    if (!channel) {
      begin();
      return std::move(news_);
    }
    if (store_.has_reached(channel->cursor)) {
      follow(*channel);
      return std::move(news_);
    }
    // Without an account: papers of the day of the last digest may have come after it.
    const std::optional<Date> begun = channel->since ? channel->since : day_of_last_digest();
    if (begun) {
      recover(*channel, *begun);
    } else {
      begin();
    }
    return std::move(news_);
  }

 private:
  // A clock that runs ahead makes no paper old.
  Date last_day() const { return std::min(today_, newest_.value_or(today_)); }
  Date first_candidate_day() const { return last_day() - store::kCandidateDays; }

  void begin() {
    news_.kind = ChannelNews::Kind::first;
    news_.move.since = last_day() - (kFirstDays - 1);
    if (!newest_) {
      const std::optional<Date> any = store_.last_announcement_day({});
      news_.move.since = std::min(today_, any.value_or(today_)) - (kFirstDays - 1);
      return;
    }
    selection_.since = news_.move.since;
    news_.selection = std::move(selection_);
  }

  void follow(const store::ChannelState& channel) {
    news_.kind = ChannelNews::Kind::following;
    selection_.arrived_after = channel.cursor.arrival;
    selection_.since = bounded_by_lists(first_candidate_day(), channel.since);
    if (!channel.since) begin_account(channel);
    news_.selection = std::move(selection_);
  }

  void recover(const store::ChannelState& channel, Date begun) {
    news_.kind = ChannelNews::Kind::recovered;
    selection_.since = std::max(first_candidate_day(), begun);
    if (!channel.since) news_.move.since = begun;
    news_.needs_move = true;
    news_.selection = std::move(selection_);
  }

  // The channel is older than accounts of considered papers: it has considered what arrived up to
  // its cursor.
  void begin_account(const store::ChannelState& channel) {
    news_.needs_move = true;
    news_.move.since = first_candidate_day();
    store::Selection all;
    all.categories = selection_.categories;
    all.since = news_.move.since;
    store::Selection later = all;
    later.arrived_after = channel.cursor.arrival;
    std::set<std::int64_t> news;
    for (const store::PaperKey& paper : store_.select_unordered(later)) news.insert(paper.key);
    for (const store::PaperKey& paper : store_.select_unordered(all)) {
      if (news.contains(paper.key)) continue;
      news_.move.considered.push_back(paper.id);
      if (paper.announced) {
        news_.move.until = std::max(news_.move.until.value_or(*paper.announced), *paper.announced);
      }
    }
  }

  // Papers submitted before the first list are stored since moderators may have held some of them;
  // the others are no news. The ledger of a store that was made anew begins after the channel did:
  // then it is the channel's beginning that counts.
  Date bounded_by_lists(Date since, const std::optional<Date>& begun) const {
    const std::optional<Date> first = first_list();
    if (!first) return since;
    const bool is_newer_store = begun && *first > *begun + (kFirstDays - 1);
    return std::max(since, is_newer_store ? *begun : *first);
  }

  // The first one in the ledger of these categories.
  std::optional<Date> first_list() const {
    std::optional<Date> first;
    const store::FetchState& state = store_.fetch_state();
    for (const std::string& category : selection_.categories) {
      const std::vector<Listing> lists = state.lists(canonical_category(category));
      if (!lists.empty()) first = std::min(first.value_or(lists.front().day), lists.front().day);
    }
    return first;
  }

  std::optional<Date> day_of_last_digest() const {
    const auto record = user_store_.last_digest(channel_);
    if (!record) return std::nullopt;
    for (const RecordedSection& section : record->sections) {
      if (section.focus == stem_) return std::min(section.window.until, record->day);
    }
    return record->day;
  }

  const store::Store& store_;
  const store::UserStore& user_store_;
  const std::string& channel_;
  const std::string& stem_;
  const Date today_;
  store::Selection selection_;
  std::optional<Date> newest_;  // announcement of a paper of these categories
  ChannelNews news_;
};

}  // namespace

ChannelNews channel_news(const store::Store& store, const store::UserStore& user_store,
                         const std::string& channel, const ActiveFocus& focus,
                         const store::Cursor& end, Date today) {
  return NewsFinder(store, user_store, channel, focus, today).find(end);
}

}  // namespace papercup::app
