#include "papercup/app/fetching.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/fetch/category_fetch.hpp"
#include "papercup/app/kept_signals.hpp"
#include "papercup/app/training.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::app {
namespace {

// arXiv has had papers since 14 August 1991 (https://info.arxiv.org/about/); the last day is the
// last that the store knows a list of.
constexpr std::chrono::sys_days kFirstDay{std::chrono::year(1991) / 8 / 14};
constexpr std::chrono::sys_days kLastDay{std::chrono::year(2199) / 12 / 31};
// Papers that arXiv does not know are asked for again after this.
constexpr std::chrono::hours kAskUnknownAgain{24};
// Lists that channels need are asked for again after this if arXiv did not give them.
constexpr std::chrono::hours kAskAgain{1};

// A message with its full stop, unless it ends as a question does.
std::string as_sentence(const std::string& message) {
  return message.ends_with('?') ? message : message + ".";
}

// One fetch of all categories of a plan, in the order in which readers want it: the lists of the
// day, then category by category what they lack, the papers asked for by identifier, and last what
// moderators may have held for weeks.
class FetchRound {
 public:
  using OnDone = std::function<void(const FetchResult&)>;

  FetchRound(const Context& context, store::Store& store, arxiv::Client& client,
             const FetchPlan& plan, OnDone on_done);

  void run();

 private:
  void bring_up_to_date();
  void take_wanted_papers();
  void take_held_papers();
  bool takes_held_papers(const CategoryFetch& category) const;
  void report(CategoryFetch& category);
  void report_held();
  void end_early(const Error& error);

  const Context& context_;
  store::Store& store_;
  arxiv::Client& client_;
  const FetchPlan& plan_;
  OnDone on_done_;
  std::deque<CategoryFetch> fetches_;
  std::size_t settled_ = 0;            // of them, whose lists are judged
  std::deque<CategoryFetch*> held_{};  // settled, and reported once what was held is there
};

FetchRound::FetchRound(const Context& context, store::Store& store, arxiv::Client& client,
                       const FetchPlan& plan, OnDone on_done)
    : context_(context), store_(store), client_(client), plan_(plan), on_done_(std::move(on_done)) {
  const std::optional<Date> first = first_list_for_channels(store, plan, context.now());
  for (const std::string& category : plan.categories) {
    fetches_.emplace_back(context, store, client, category, first);
  }
}

void FetchRound::run() {
  try {
    bring_up_to_date();
    take_wanted_papers();
    take_held_papers();
  } catch (const net::ConnectionError&) {
    // arXiv was not asked, and the ledger is not to say otherwise.
    report_held();
    throw;
  } catch (const Error& error) {
    end_early(error);
    throw;
  }
}

void FetchRound::bring_up_to_date() {
  const bool wants_list = !plan_.days.any() && (plan_.source == FetchSource::automatic ||
                                                plan_.source == FetchSource::feed);
  if (wants_list) {
    for (CategoryFetch& category : fetches_) category.take_list_of_day();
  }
  for (CategoryFetch& category : fetches_) {
    category.complete_list();
    if (plan_.source == FetchSource::oai) {
      category.harvest(plan_.days);
    } else if (plan_.source != FetchSource::feed) {
      category.fill_in(plan_.days);
    }
    category.settle();
    ++settled_;
    category.end_progress();
    if (takes_held_papers(category)) {
      held_.push_back(&category);
    } else {
      report(category);
    }
  }
}

void FetchRound::take_wanted_papers() {
  const std::vector<ArxivId> missing = papers_to_fetch(store_, plan_.wanted, context_.now());
  if (missing.empty()) return;
  CategoryFetch papers(context_, store_, client_, "");
  papers.take_papers(missing);
  report(papers);
}

bool FetchRound::takes_held_papers(const CategoryFetch& category) const {
  const bool uses_windows =
      plan_.source == FetchSource::automatic || plan_.source == FetchSource::api;
  return uses_windows && !plan_.days.any() && category.has_held_papers(plan_.held);
}

void FetchRound::take_held_papers() {
  while (!held_.empty()) {
    CategoryFetch& category = *held_.front();
    category.take_held_papers();
    held_.pop_front();
    report(category);
  }
}

void FetchRound::report(CategoryFetch& category) {
  category.end_progress();
  on_done_(category.result());
}

// Reports categories whose lists are there; the next run takes what is still to come.
void FetchRound::report_held() {
  for (CategoryFetch* category : held_) report(*category);
}

void FetchRound::end_early(const Error& error) {
  report_held();
  if (error.kind() == ErrorKind::storage) return;
  const bool was_interrupted = error.kind() == ErrorKind::interrupted;
  if (!was_interrupted && plan_.days.any()) return;
  for (; settled_ < fetches_.size(); ++settled_) {
    CategoryFetch& category = fetches_[settled_];
    if (!was_interrupted) {
      category.settle_failed(error);
      continue;
    }
    category.break_off(error);
    const FetchResult& result = category.result();
    if (result.added + result.changed + result.unchanged > 0) report(category);
  }
}

// Finds some of what old papers state at each call. Trouble with that is none of the fetch: it is
// told when what is left is looked for at its end.
std::function<bool()> some_signals(store::Store& store) {
  return [&store, has_failed = false]() mutable {
    try {
      return !has_failed && find_some_signals(store);
    } catch (const Error&) {
      has_failed = true;
      return false;
    }
  };
}

}  // namespace

FetchPlan make_fetch_plan(const std::vector<ActiveFocus>& foci, const MarkState& marks) {
  std::set<std::string> names;
  std::set<ArxivId> wanted;
  for (const ActiveFocus& focus : foci) {
    for (const Category& category : focus.focus.categories) {
      names.insert(canonical_category(category.to_string()));
    }
    wanted.insert(focus.focus.likes.begin(), focus.focus.likes.end());
    wanted.insert(focus.focus.dislikes.begin(), focus.focus.dislikes.end());
  }
  for (const MarkVerb verb : {MarkVerb::like, MarkVerb::dislike, MarkVerb::save}) {
    wanted.merge(marks.marked(verb));
  }
  return {{names.begin(), names.end()}, {wanted.begin(), wanted.end()}};
}

std::filesystem::path pace_folder(const Context& context) {
  const std::string& folder = context.config().arxiv.pace_dir;
  return folder.empty() ? context.state_folder() : std::filesystem::path(folder);
}

std::string program_and_version() { return "papercup/" PAPERCUP_VERSION; }

std::string moved_address_text(const std::string& key, const std::string& address) {
  return fmt::format("{} has moved for good: set {} = \"{}\" under [arxiv] in config.toml", key,
                     key, address);
}

void run_client(const Context& context, const arxiv::Timeouts& timeouts,
                const std::function<void(arxiv::Client&)>& work,
                const std::function<bool()>& meanwhile) {
  net::HttpTransport& transport = context.http();
  const ArxivSettings& settings = context.config().arxiv;
  net::RateLimiter limiter(pace_folder(context), settings.min_interval, context.clock());
  limiter.observe([&](std::chrono::seconds wait, const std::string& reason) {
    context.note(fmt::format("{}: continuing in {} s", reason, wait.count()));
  });
  limiter.do_meanwhile(meanwhile);
  arxiv::Client client(transport, limiter, settings, program_and_version(), timeouts);
  client.observe([&](const std::string& key, const std::string& address) {
    context.note(moved_address_text(key, address));
  });
  work(client);
}

void fetch(const Context& context, store::Store& store, arxiv::Client& client,
           const FetchPlan& plan, const std::function<void(const FetchResult&)>& on_done) {
  const Date today = us_eastern_date(context.now());
  if (today.days() < kFirstDay || today.days() > kLastDay) {
    throw Error(ErrorKind::failure,
                fmt::format("the clock of this machine is wrong: it says {}", today.to_string()),
                "Set it right (timedatectl shows it); nothing was fetched.");
  }
  FetchPlan possible = plan;
  for (std::optional<Date>* day : {&possible.days.since, &possible.days.until}) {
    if (*day) *day = Date(std::clamp((*day)->days(), kFirstDay, kLastDay));
  }
  FetchRound(context, store, client, possible, on_done).run();
}

std::optional<Date> day_of_channels(const store::UserStore& user_store,
                                    const std::vector<ActiveFocus>& foci) {
  std::optional<Date> day;
  for (const ActiveFocus& focus : foci) {
    const std::optional<Date> reached = user_store.day_reached_by_all(focus.stem);
    if (reached) day = std::min(day.value_or(*reached), *reached);
  }
  return day;
}

std::optional<Date> first_list_for_channels(const store::Store& store, const FetchPlan& plan,
                                            Time now) {
  const Date due = newest_listing_day(now);
  if (!plan.channels_at || *plan.channels_at > due) return std::nullopt;
  // The list of that day may have been incomplete.
  Date first = std::max(*plan.channels_at, due - store::kCandidateDays);
  while (!AnnouncementCalendar::arxiv().has_listing(first)) first = first + 1;
  const store::FetchState& state = store.fetch_state();
  for (const std::string& category : plan.categories) {
    for (const Listing& list : believable(state.lists(category), now)) {
      if (list.day <= first) return std::nullopt;
    }
  }
  return first;
}

void fetch(const Context& context, const FetchPlan& plan, const FetchObserver& on_done) {
  store::Store store = context.open_store(store::OpenMode::create);
  bool has_changed = false;
  const auto work = [&](arxiv::Client& client) {
    fetch(context, store, client, plan, [&](const FetchResult& result) {
      has_changed = has_changed || result.added + result.changed > 0;
      on_done(store, result);
    });
  };
  run_client(context, arxiv::Timeouts(), work, some_signals(store));
  if (has_changed) train_foci(context, store);
  find_kept_signals(context, store);
}

bool is_fetch_due(const store::Store& store, const FetchPlan& plan, Time now) {
  const store::FetchState& state = store.fetch_state();
  bool was_asked = true;  // within the hour, for all of them
  for (const std::string& category : plan.categories) {
    const Freshness freshness = freshness_of(category, state.lists(category), now);
    if (is_due(freshness, now)) return true;
    was_asked = was_asked && freshness.looked && now - *freshness.looked < kAskAgain;
  }
  return !was_asked && first_list_for_channels(store, plan, now);
}

bool has_held_papers_to_fetch(const store::Store& store,
                              const std::vector<std::string>& categories) {
  const store::FetchState& state = store.fetch_state();
  return std::ranges::any_of(categories, [&](const std::string& category) {
    return std::ranges::any_of(state.tasks(category), &store::FetchTask::is_held_window);
  });
}

std::vector<ArxivId> papers_to_fetch(const store::Store& store, const std::vector<ArxivId>& wanted,
                                     Time now) {
  std::vector<ArxivId> missing = store.not_stored_whole(wanted);
  const std::vector<ArxivId> unknown = store.fetch_state().unknown_within(kAskUnknownAgain, now);
  std::erase_if(missing,
                [&](const ArxivId& id) { return std::ranges::binary_search(unknown, id); });
  return missing;
}

std::vector<Freshness> freshness_of_lists(const store::Store& store,
                                          const std::vector<std::string>& categories, Time now) {
  const store::FetchState& state = store.fetch_state();
  std::vector<Freshness> result;
  for (const std::string& category : categories) {
    std::vector<Listing> lists = state.lists(category);
    if (!lists.empty()) result.push_back(freshness_of(category, std::move(lists), now));
  }
  return result;
}

void note_missing_lists(const Context& context, const store::Store& store) {
  std::set<std::string> categories;
  for (const config::ListedFocus& focus : context.foci()) {
    if (!focus.loaded) continue;
    for (const Category& category : focus.loaded->focus.categories) {
      categories.insert(canonical_category(category.to_string()));
    }
  }
  for (const Freshness& list :
       freshness_of_lists(store, {categories.begin(), categories.end()}, context.now())) {
    if (list.missed < kAlarmingListings) continue;
    context.note(fmt::format("{}: {} LISTS ARE MISSING{}: papercup fetch", list.category,
                             list.missed,
                             list.last ? " since " + friendly_date(list.last->day) : ""));
  }
}

std::string fetch_while_waiting(const Context& context, const FetchPlan& plan,
                                const arxiv::Timeouts& timeouts) {
  std::string missing;
  const auto explain = [&](const std::string& what, const Error& error) {
    if (!missing.empty()) return;
    missing = fmt::format("Not fetched{}: {}", what, as_sentence(error.message()));
  };
  store::Store store = context.open_store(store::OpenMode::create);
  try {
    run_client(context, timeouts, [&](arxiv::Client& client) {
      fetch(context, store, client, plan, [&](const FetchResult& result) {
        for (const std::string& warning : result.warnings) context.note(warning);
        if (result.error) explain(" for " + result.category, *result.error);
      });
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unreachable && error.kind() != ErrorKind::failure) throw;
    explain("", error);
  }
  return missing;
}

}  // namespace papercup::app
