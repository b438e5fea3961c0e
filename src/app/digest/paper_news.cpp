#include "papercup/app/paper_news.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "papercup/app/found_papers.hpp"
#include "papercup/app/kept_signals.hpp"
#include "papercup/digest/signals.hpp"

namespace papercup::app {
namespace {

using digest::News;
using digest::Signal;
using digest::SignalKind;

// A mark of a paper, and its time.
struct Interest {
  MarkVerb mark;
  std::optional<Time> since;  // nothing for a like in a focus file
};

std::map<ArxivId, Interest> interests(const MarkState& marks,
                                      const std::vector<ActiveFocus>& foci) {
  std::map<ArxivId, Interest> papers;
  for (const auto& [id, time] : marks.saved()) papers.emplace(id, Interest{MarkVerb::save, time});
  for (const ActiveFocus& focus : foci) {
    const MarkState::Opinions& opinions = marks.opinions(focus.stem);
    for (const ArxivId& id : focus.focus.likes) {
      const auto opinion = opinions.find(id);
      papers.emplace(id, Interest{MarkVerb::like, opinion == opinions.end()
                                                      ? std::nullopt
                                                      : std::optional(opinion->second.time)});
    }
  }
  return papers;
}

const Signal* find(const std::vector<Signal>& signals, SignalKind kind) {
  const auto found = std::find_if(signals.begin(), signals.end(),
                                  [&](const Signal& signal) { return signal.kind == kind; });
  return found == signals.end() ? nullptr : &*found;
}

// Compares one paper with what was told of it.
class Comparison {
 public:
  Comparison(const Paper& paper, const Interest& interest)
      : paper_(paper), interest_(interest), signals_(digest::find_publication_status(paper)) {
    now_.version = paper.version;
    withdrawn_ = find(signals_, SignalKind::withdrawn);
    now_.withdrawn = withdrawn_ != nullptr;
    published_ = find(signals_, SignalKind::venue);
    // A journal's reference says more than a comment.
    for (const Signal& signal : signals_) {
      if (signal.kind == SignalKind::venue && signal.where == digest::StatedIn::journal_ref) {
        published_ = &signal;
      }
    }
    if (published_ == nullptr) published_ = find(signals_, SignalKind::doi);
    if (published_ != nullptr) now_.published = published_->text;
  }

  // The state to be remembered as told. A store that was restored, or made anew, may know less of a
  // paper than was told: what was told once is no news again.
  store::NotifiedState told_after(const store::NotifiedState* told) const {
    if (told == nullptr) return now_;
    store::NotifiedState after = now_;
    const bool is_newer = now_.version && (!told->version || *now_.version > *told->version);
    if (!is_newer) {
      after.version = told->version;
      after.withdrawn = now_.withdrawn || told->withdrawn;
    }
    if (after.published.empty()) after.published = told->published;
    return after;
  }

  std::optional<News> news(const store::NotifiedState* told) const {
    const bool is_later = told == nullptr && interest_.since && paper_.updated &&
                          *paper_.updated > *interest_.since && paper_.version.value_or(1) > 1;
    if (told == nullptr && !is_later) return std::nullopt;
    if (now_.withdrawn && (told == nullptr || !told->withdrawn))
      return made(NewsKind::withdrawn, withdrawn_);
    if (told != nullptr && told->published.empty() && !now_.published.empty()) {
      return made(NewsKind::published, published_);
    }
    const bool is_newer =
        told != nullptr && told->version && now_.version && *now_.version > *told->version;
    if (!is_newer && !is_later) return std::nullopt;
    const Signal comment{SignalKind::version, digest::StatedIn::comment, paper_.comment};
    return made(NewsKind::replaced, paper_.comment.empty() ? nullptr : &comment);
  }

 private:
  News made(NewsKind kind, const Signal* statement) const {
    News news{kind, paper_, interest_.mark, interest_.since};
    if (statement != nullptr) {
      news.statement = statement->text;
      news.stated_in = to_string(statement->where);
    }
    return news;
  }

  const Paper& paper_;
  const Interest& interest_;
  std::vector<Signal> signals_;
  const Signal* withdrawn_ = nullptr;
  const Signal* published_ = nullptr;
  store::NotifiedState now_;
};

constexpr int kDaysOfWeekBefore = 6;

// The categories of all foci together; none, which is everything, if one of them has none.
std::vector<std::string> categories_of(const std::vector<ActiveFocus>& foci) {
  std::vector<std::string> names;
  for (const ActiveFocus& focus : foci) {
    if (focus.focus.categories.empty()) return {};
    for (const Category& category : focus.focus.categories) names.push_back(category.to_string());
  }
  return names;
}

}  // namespace

PaperNews news_of_papers(const store::Store& store, const store::UserStore& user_store,
                         const MarkState& marks, const std::vector<ActiveFocus>& foci,
                         const std::string& channel) {
  const std::map<ArxivId, store::NotifiedState> told = user_store.notified(channel);
  PaperNews result;
  for (const auto& [id, interest] : interests(marks, foci)) {
    const std::optional<Paper> paper = store.find(id);
    if (!paper) continue;
    const Comparison comparison(*paper, interest);
    const auto before = told.find(id);
    const store::NotifiedState* const known = before == told.end() ? nullptr : &before->second;
    auto news = comparison.news(known);
    if (news) result.news.push_back(*std::move(news));
    store::NotifiedState after = comparison.told_after(known);
    if (known == nullptr || *known != after) result.told.emplace_back(id, std::move(after));
  }
  std::stable_sort(result.news.begin(), result.news.end(),
                   [](const News& a, const News& b) { return a.kind < b.kind; });
  return result;
}

std::optional<WeekCount> count_of_week(const store::Store& store,
                                       const std::vector<ActiveFocus>& foci, Date today) {
  if (today.weekday() != std::chrono::Friday) return std::nullopt;
  WeekCount count{today - kDaysOfWeekBefore, today};
  store::Selection week;
  week.categories = categories_of(foci);
  week.since = count.since;
  week.until = count.until;
  // Of a week that was not fetched nothing is known.
  if (!store.last_announcement_day(week)) return std::nullopt;
  const auto stating = [&](digest::SignalKind kind) {
    store::Selection selection = week;
    selection.states = wish_for({kind});
    std::vector<FoundPaper> papers = find_unscored(store, selection);
    keep_stating(papers, {kind}, store, today);
    return static_cast<std::int64_t>(papers.size());
  };
  count.replications = stating(digest::SignalKind::replication);
  count.negative_results = stating(digest::SignalKind::negative_result);
  return count;
}

}  // namespace papercup::app
